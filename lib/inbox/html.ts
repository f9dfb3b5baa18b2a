/** Text that is HTML already: only `html` and `constantHtml` make it. */
export class Html {
	constructor(readonly text: string) {}
}

export type Content = Html | string | number | false | null | undefined | readonly Content[];

/** Markup with values in it; every value but markup of ours is escaped, in text and in attributes. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
	return new Html(
		parts
			.map((part, index) => part + (index < values.length ? render(values[index]) : ''))
			.join(''),
	);
}

/** Markup that is written in this source and holds no value: style and script. */
export function constantHtml(text: string): Html {
	return new Html(text);
}

/** The five signs that mean something in HTML, as references. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A value of a record: its writing direction and unseen signs stay its own. */
export function shown(text: string): Html {
	const seen = text.replace(/(?![\t\n])\p{Cc}/gu, '\ufffd');
	return html`<bdi>${seen}</bdi>`;
}

function render(value: Content): string {
	if (value instanceof Html) return value.text;
	if (value === false || value === null || value === undefined) return '';
	if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
	return value.map(render).join('');
}
