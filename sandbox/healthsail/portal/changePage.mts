import { html, Html } from '../../core/html.mjs';
import type { ChangeRequest } from '../store/changeState.mjs';
import { field, problemBox } from './fields.mjs';
import { formToken, page } from './layout.mjs';
import type { Part, Texts } from './parts/part.mjs';
import { practiceChoice, type PracticeChoice } from './practices.mjs';
import { waitingValue } from './proposal.mjs';
import type { Session } from './session.mjs';
import { lineOf } from './values.mjs';

export interface ChangeForm {
	formId: string;
	parts: readonly Part[];
	texts: Texts;
	errors: Texts;
	/** Said above the form when it could not be read at all. */
	words?: string;
	waiting: readonly ChangeRequest[];
	practices: PracticeChoice;
}

/** The form on which a patient proposes changes. It works without a script. */
export function changePage(session: Session, form: ChangeForm): string {
	const { formId, parts, texts, errors, words, waiting, practices } = form;
	const problems = problemBox(parts, errors, words);
	const groups = [...new Set(parts.map(({ group }) => group))];
	return page(
		`${problems ? 'Please check: ' : ''}Change my details`,
		html`<p><a href="/portal/account">Back to my account</a></p>
			<h1>Change my details</h1>
			<p>
				Change what is no longer right and leave the rest. Your practice looks at each change before
				it becomes part of your record. To correct your birth date, call the practice.
			</p>
			${problems}
			<form method="post" action="/portal/account/change" class="form" novalidate>
				${formToken(session)}<input type="hidden" name="form" value="${formId}" />
				${practiceChoice(practices)}
				${groups.map((group) => fieldset(group, parts, texts, errors, waiting))}
				<p class="send"><button class="main">Send to my practice</button></p>
			</form>`,
		session,
	);
}

function fieldset(
	group: string,
	all: readonly Part[],
	texts: Texts,
	errors: Texts,
	waiting: readonly ChangeRequest[],
): Html {
	const parts = all.filter((part) => part.group === group);
	const inputs = parts.flatMap((part) => part.inputs);
	// Said once where all of a group may be empty.
	const isOptional = inputs.every(({ optional }) => optional);
	return html`<fieldset class="card">
		<legend>${group}${isOptional && html` <small>(optional)</small>`}</legend>
		${parts.map((part) => waitingNote(part, waiting))}
		<div class="fields">${inputs.map((input) => field(input, texts, errors, !isOptional))}</div>
	</fieldset>`;
}

function waitingNote({ path, title }: Part, waiting: readonly ChangeRequest[]): Html {
	const asked = waitingValue(waiting, path);
	if (!asked) return new Html('');
	const line = lineOf(asked.to);
	return html`<p class="waits">
		${title}:
		${line ? html`you asked for <strong>${line}</strong>.` : html`you asked to remove it.`} Your
		practice has not entered this yet. Another change takes its place.
	</p>`;
}
