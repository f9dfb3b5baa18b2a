import { html } from '../html';
import { frame, noticeBox, type Notice } from './frame';

/** The page that asks who somebody is. */
export function signInPage(notice?: Notice): string {
	return frame({
		title: 'Sign in – Staff review inbox',
		main: html`<div class="narrow card">
			<h1>Sign in</h1>
			${noticeBox(notice)}
			<form method="post" action="" autocomplete="on">
				<input type="hidden" name="act" value="signIn" />
				<label
					>User ID
					<input
						name="reviewer"
						required
						maxlength="100"
						autocomplete="username"
						autocapitalize="none"
						spellcheck="false"
					/>
				</label>
				<label
					>Password
					<input
						name="password"
						type="password"
						required
						maxlength="256"
						autocomplete="current-password"
					/>
				</label>
				<p><button class="go">Sign in</button></p>
			</form>
			<p class="meta">
				What you decide here is kept with your name. After ten failed attempts sign-in is locked for
				15 minutes.
			</p>
		</div>`,
	});
}

/** A page of one sentence, with a way on. `again` posts the same form once more. */
export function messagePage(
	title: string,
	notice: Notice,
	again?: { readonly label: string; readonly form: ReadonlyMap<string, string> },
): string {
	return frame({
		title: `${title} – Staff review inbox`,
		main: html`<div class="narrow card">
			<h1>${title}</h1>
			${noticeBox(notice)}
			${again !== undefined &&
			html`<form method="post" action="">
				${[...again.form].map(
					([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
				)}
				<p><button class="go">${again.label}</button></p>
			</form>`}
		</div>`,
	});
}
