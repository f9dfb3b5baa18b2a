import { html, Html } from '../../core/html.mjs';
import { field, problemBox } from './fields.mjs';
import { formToken, page } from './layout.mjs';
import type { Part, Texts } from './parts/part.mjs';
import { practiceChoice, type PracticeChoice } from './practices.mjs';
import type { Session } from './session.mjs';

export interface ShippingForm {
	part: Part;
	texts: Texts;
	errors: Texts;
	isHome: boolean;
	/** Absent for a person without a practice, who cannot tell one of a move. */
	practices?: PracticeChoice;
}

/** The form on which a patient says where parcels go. */
export function shippingPage(session: Session, form: ShippingForm): string {
	const { part, texts, errors, isHome, practices } = form;
	const problems = problemBox([part], errors);
	return page(
		`${problems ? 'Please check: ' : ''}Where parcels go`,
		html`<p><a href="/portal/account">Back to my account</a></p>
			<h1>Where parcels go</h1>
			<p>HealthSail sends what you order to this address. It may be another one than your home.</p>
			${problems}
			<form method="post" action="/portal/shipping" class="form" novalidate>
				${formToken(session)}
				<fieldset class="card">
					<legend>${part.title}</legend>
					<div class="fields">${part.inputs.map((input) => field(input, texts, errors))}</div>
				</fieldset>
				${practices &&
				html`<fieldset class="card">
						<legend>Have you moved?</legend>
						<div class="choice">
							<input
								type="checkbox"
								id="isHome"
								name="isHome"
								value="yes"
								aria-describedby="isHome-hint"
								${isHome && new Html(' checked')}
							/><label for="isHome">This is my new home address</label>
						</div>
						<p class="hint" id="isHome-hint">
							With a tick, your practice is asked to change your home address. Without one, your
							practice hears nothing of it.
						</p>
					</fieldset>
					${practiceChoice(practices)}`}
				<p class="send"><button class="main">Save</button></p>
			</form>`,
		session,
	);
}
