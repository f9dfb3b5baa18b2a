/** Text that is HTML already and is not escaped again. */
export class Html {
	constructor(readonly text: string) {}
}

type Value = Html | string | number | null | undefined | false | readonly Html[];

function written(value: Value): string {
	if (value === null || value === undefined || value === false) return '';
	if (value instanceof Html) return value.text;
	if (Array.isArray(value)) return value.map((one: Html) => one.text).join('');
	return String(value)
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');
}

/** A template whose values are escaped, but for those that are Html. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
	return new Html(parts.reduce((text, part, i) => text + written(values[i - 1]) + part));
}
