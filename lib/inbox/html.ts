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

/** Signs that take no room, or turn or break the text around them. */
const unseen =
	/(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu;

/**
 * A value of a record. Its writing direction stays its own, and a sign that nobody sees stands as its
 * code: staff decide on what they read, and that has to be all that there is.
 */
export function shown(text: string): Html {
	return html`<bdi>${text.replace(unseen, codeOf)}</bdi>`;
}

const codeOf = (sign: string) =>
	`[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

function render(value: Content): string {
	if (value instanceof Html) return value.text;
	if (value === false || value === null || value === undefined) return '';
	if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
	return value.map(render).join('');
}
