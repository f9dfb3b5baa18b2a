import { html, Html } from '../../core/html.mjs';
import type { PracticeOf } from './proposal.mjs';

const titles: Readonly<Record<string, string>> = {
	tebra: 'Tebra',
	advancedmd: 'AdvancedMD',
	carecloud: 'CareCloud',
	nextgen: 'NextGen',
	greenway_prime_suite: 'Greenway Prime Suite',
	greenway_intergy: 'Greenway Intergy',
};

export interface PracticeChoice {
	practices: readonly PracticeOf[];
	chosen: PracticeOf;
}

const keyOf = ({ system, practiceId }: PracticeOf) => `${system} ${practiceId}`;

/** The practice that a form names; the first one when there is no choice. */
export function chosenPractice(
	practices: readonly PracticeOf[],
	posted: URLSearchParams,
): PracticeOf | undefined {
	const named = posted.get('practice');
	return named === null ? practices.at(0) : practices.find((one) => keyOf(one) === named);
}

/** A choice for patients of several practices; nothing for those of one. */
export function practiceChoice({ practices, chosen }: PracticeChoice): Html {
	if (practices.length < 2) return new Html('');
	return html`<fieldset class="card">
		<legend>Which practice should change this?</legend>
		<p class="hint">
			Each practice keeps a record of its own. Send a change to every practice that should have it.
		</p>
		${practices.map(
			(one, index) =>
				html`<div class="choice">
					<input
						type="radio"
						id="practice${index}"
						name="practice"
						value="${keyOf(one)}"
						${keyOf(one) === keyOf(chosen) && new Html(' checked')}
					/><label for="practice${index}">${practiceName(one)}</label>
				</div>`,
		)}
	</fieldset>`;
}

/** A practice as this sandbox can name it: HealthSail does not hold its name. */
export function practiceName({ system, practiceId }: PracticeOf): string {
	return `Practice ${practiceId} (${titles[system] ?? system})`;
}
