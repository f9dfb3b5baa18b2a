import { changeFields } from '../../changes/field';
import { pmSystemTitles } from '../../vendors';
import type { ChangeCard, FieldMark, FieldRow } from '../changeRows';
import { rejectionReasons } from '../changeRows';
import { html, shown, type Content, type Html } from '../html';
import type { IncidentCard } from '../incidentRows';
import type { KeptChoice } from '../kept';
import type { MatchCard } from '../matchRows';
import type { Filterable } from '../view';
import { hidden } from './frame';

/** What a form of a card carries besides the decision. */
export interface CardForm {
	readonly members: Readonly<Record<string, string | number>>;
	/** What was chosen and not saved, by the ids of the changes. */
	readonly kept: ReadonlyMap<string, KeptChoice>;
	/** The list is for keying in: what needs no hand stands in one line. */
	readonly isToKeyIn: boolean;
	/** The row's token; absent = nothing can be decided here. */
	readonly row?: string;
}

/** The practice by its system and ID. */
export function practiceText({
	pmSystem,
	practiceId,
}: Omit<Filterable, 'person' | 'since'>): string {
	const titles: Readonly<Record<string, string | undefined>> = pmSystemTitles;
	return `${titles[pmSystem] ?? 'Other system'}, practice ${practiceId}`;
}

/** A request, field by field. */
export function changeCardHtml(card: ChangeCard, form: CardForm): Html {
	const canDecide = card.isOpen && form.row !== undefined;
	const pending = card.fields.filter(({ decision }) => decision === 'pending').length;
	const fields = form.isToKeyIn
		? keyInHtml(card.fields)
		: card.fields.map((field) =>
				canDecide && field.decision === 'pending'
					? choiceHtml(field, card.version, form.kept)
					: settledHtml(field),
			);
	const body = html`${fields}
	${canDecide &&
	html`<div class="acts">
		<button class="go" name="how" value="chosen">Save decisions</button>
		${pending > 0 && html`<button name="how" value="approveAll">Approve all</button>`}
		${pending > 0 && html`<button name="how" value="rejectAll">Reject all</button>`}
	</div>`}`;
	return html`<article class="card" aria-labelledby="t-${card.id}">
		<div class="head">
			<h2 id="t-${card.id}">
				${shown(card.person)}${card.kind === 'new_patient' && ' (new patient)'}
			</h2>
			<span class="meta">${practiceText(card)}</span>
		</div>
		<p class="meta">
			${card.birthDate !== undefined && html`Born ${shown(card.birthDate)}. `}${card.askedBy} asked
			on ${card.asked}. Reference ${card.reference}.
		</p>
		${card.warnings.map((text) => html`<p class="warning">${text}</p>`)}
		${card.standing !== undefined && html`<p>${shown(card.standing)}</p>`}
		${canDecide
			? html`<form method="post" action="">
					${hidden({ ...form.members, act: 'decide', row: form.row ?? '' })}${body}
				</form>`
			: body}
	</article>`;
}

const markTexts: Readonly<Record<FieldMark, { text: string; kind: string }>> = {
	conflict: { text: 'The practice changed this meanwhile', kind: 'tag warn' },
	alreadyThere: { text: 'Already there', kind: 'tag' },
	unreadable: { text: 'Could not be read in the practice', kind: 'tag warn' },
};

const decisionTexts = {
	pending: 'Not decided',
	approved: 'Approved',
	rejected: 'Rejected',
} as const;

/** Both values of a field, with what staff have to know before they decide. */
function valuesHtml({ mark, practice, proposed }: FieldRow, label = 'Proposed'): Html {
	return html`<div class="pair">
			${practice &&
			html`<div>
				<small>In the practice, ${practice.source}</small>
				<p>${shown(practice.text)}</p>
			</div>`}
			<div>
				<small>${label}</small>
				<p class="new">${shown(proposed)}</p>
			</div>
		</div>
		${mark !== undefined &&
		html`<span class="${markTexts[mark].kind}">${markTexts[mark].text}</span>`}`;
}

function settledHtml(field: FieldRow): Html {
	const { title, decision, reason, outcome } = field;
	return html`<fieldset data-stop tabindex="-1">
		<legend>${title}</legend>
		${valuesHtml(field)}
		<p class="meta">
			${decisionTexts[decision]}${reason !== undefined && html` (${shown(reason)})`}. ${outcome}
		</p>
	</fieldset>`;
}

/** What staff have to key in, and in one line what they must not. */
function keyInHtml(fields: readonly FieldRow[]): Html {
	const others = fields.filter(({ isLeft }) => !isLeft);
	const standing = ({ decision }: FieldRow) =>
		decision === 'approved' ? 'done' : decisionTexts[decision].toLowerCase();
	return html`${fields
		.filter(({ isLeft }) => isLeft)
		.map(
			(field) =>
				html`<fieldset data-stop tabindex="-1">
					<legend>${field.title}</legend>
					${valuesHtml(field, 'Key in')}
					${field.outcome !== undefined && html`<p class="meta">${field.outcome}</p>`}
				</fieldset>`,
		)}
	${others.length > 0 &&
	html`<p class="meta rest">
		Do not key in: ${others.map((field) => `${field.title} (${standing(field)})`).join(', ')}.
	</p>`}`;
}

/** A field to decide. What was chosen before stays chosen only while its values are the same. */
function choiceHtml(field: FieldRow, version: number, kept: ReadonlyMap<string, KeptChoice>): Html {
	const { changeId, title } = field;
	const before = kept.get(changeId);
	const chosen = before?.version === version ? before : undefined;
	const radio = (decision: KeptChoice['decision'], key: string, text: string) =>
		html`<label
			><input
				type="radio"
				name="d.${changeId}"
				value="${decision}"
				data-key="${key}"
				${chosen?.decision === decision && html` checked`}
			/>
			${text}</label
		>`;
	const option = (code: string, text: string) =>
		html`<option value="${code}" ${chosen?.reason === code && html` selected`}>${text}</option>`;
	return html`<fieldset data-stop tabindex="-1" data-choice="${changeId}" data-version="${version}">
		<legend>${title}</legend>
		${valuesHtml(field)}
		<div class="choice">
			${radio('approved', 'a', 'Approve')} ${radio('rejected', 'r', 'Reject')}
			<label class="why"
				>Reason, if rejected
				<select name="r.${changeId}">
					${option('', 'None given')}
					${Object.entries(rejectionReasons).map(([code, text]) => option(code, text))}
				</select>
			</label>
		</div>
	</fieldset>`;
}

/** Two records side by side. */
export function matchCardHtml(card: MatchCard, form: CardForm): Html {
	const row = card.isOpen ? form.row : undefined;
	return html`<article class="card" aria-labelledby="t-${card.id}" data-stop tabindex="-1">
		<div class="head">
			<h2 id="t-${card.id}">${card.question}</h2>
			<span class="meta">${practiceText(card)}</span>
		</div>
		<p class="meta">Opened on ${card.opened}. Patient number ${shown(card.chart)}.</p>
		${card.warnings.map((text) => html`<p class="warning">${text}</p>`)}
		${!card.hasPatient &&
		html`<p class="warning">
			This review holds no copy of the patient. Open the patient by the number above before you
			decide.
		</p>`}
		<table class="facts">
			<thead>
				<tr>
					<td></td>
					<th scope="col">Patient in the practice</th>
					<th scope="col">HealthSail customer</th>
				</tr>
			</thead>
			<tbody>
				${card.facts.map(
					({
						title,
						left,
						right,
					}) => html`<tr${card.hasPatient && differs(left, right) && html` class="differs"`}>
					<th scope="row">${title}</th>
					<td data-of="Patient in the practice">${shown(left)}</td>
					<td data-of="HealthSail customer">${shown(right)}</td>
				</tr>`,
				)}
			</tbody>
		</table>
		${card.reasons.length > 0 &&
		html`<h3>What the comparison says</h3>
			<ul>
				${card.reasons.map((text) => html`<li>${text}</li>`)}
			</ul>`}
		${card.standing !== undefined && html`<p>${shown(card.standing)}</p>`}
		${row !== undefined &&
		html`<form method="post" action="">
			${hidden({ ...form.members, act: 'match', row })}
			<div class="acts">
				<button class="go" name="decision" value="link" data-key="a">${card.choices.link}</button>
				<button name="decision" value="keep_apart" data-key="r">${card.choices.keep_apart}</button>
			</div>
		</form>`}
	</article>`;
}

const differs = (left: string, right: string) => left.toLowerCase() !== right.toLowerCase();

/** A write that changed more than it should. */
export function incidentCardHtml(card: IncidentCard, form: CardForm): Html {
	const row = card.isOpen ? form.row : undefined;
	const commentId = `c-${card.id}`;
	return html`<article class="card" aria-labelledby="t-${card.id}" data-stop tabindex="-1">
		<div class="head">
			<h2 id="t-${card.id}">${shown(card.person)}</h2>
			<span class="meta">${practiceText(card)}</span>
		</div>
		<p class="meta">
			${card.happened}.${card.reference !== undefined && html` Reference ${card.reference}.`}
		</p>
		<p>${card.what}</p>
		${card.fields.length > 0 &&
		html`<ul>
			${card.fields.map((name) => html`<li>${shown(fieldTitle(name))}</li>`)}
		</ul>`}
		${card.isOpen &&
		html`<p class="warning">
			Nothing is written to this practice until somebody releases this. Compare the patient’s chart
			first.
		</p>`}
		${card.standing !== undefined && html`<p>${shown(card.standing)}</p>`}
		${row !== undefined &&
		html`<form method="post" action="">
			${hidden({ ...form.members, act: 'release', row })}
			<label for="${commentId}">What you found, without patient data</label>
			<textarea id="${commentId}" name="comment" required maxlength="500"></textarea>
			<div class="acts"><button class="go" data-key="a">Release: let writes go on</button></div>
		</form>`}
	</article>`;
}

/** A field by its name for people where it has one, else as the interface calls it. */
function fieldTitle(name: string): string {
	const titles: Readonly<Record<string, { title: string } | undefined>> = changeFields;
	return titles[name]?.title ?? name;
}

/** What stands where a list has no rows. */
export function emptyHtml(text: Content): Html {
	return html`<p class="empty">${text}</p>`;
}
