/** Finished XML that is put in as it is. Only the builders of this file make one. */
export class XmlFragment {
	constructor(readonly xml: string) {}
}

/**
 * What a member can hold: `undefined` leaves the element out, `null` and '' write it empty, a
 * fragment becomes its content, a list of fragments becomes their content in order.
 */
export type XmlValue =
	| string
	| number
	| boolean
	| null
	| undefined
	| XmlFragment
	| readonly XmlFragment[];

/** Text for inside an element or attribute. Characters that XML 1.0 forbids are dropped. */
export function escapeXml(text: string): string {
	return text.replace(forbidden, '').replace(/[&<>"'\r]/g, (character) => escapes[character]);
}

/** One element. Names come from code and tables, so a name that is none is a mistake in the code. */
export function element(
	name: string,
	content?: Exclude<XmlValue, undefined>,
	attributes: Readonly<Record<string, string>> = {},
): XmlFragment {
	if (!elementName.test(name)) throw new TypeError('An XML name is malformed.');
	const attributeText = Object.entries(attributes)
		.map(([key, value]) => ` ${key}="${escapeXml(value).replace(/[\n\t]/g, spaceReference)}"`)
		.join('');
	const inner = contentText(content ?? null);
	return new XmlFragment(
		inner === '' ? `<${name}${attributeText}/>` : `<${name}${attributeText}>${inner}</${name}>`,
	);
}

/**
 * The members of a type in the order of its table, whatever the order of `values`: WCF drops a member
 * that is out of order without a word (Tebra sheet 3.3 rule 1). A value whose name the table does not
 * know would be dropped the same way, so it is refused here.
 *
 * @param members element names in schema order
 * @param prefix namespace prefix put before each name
 */
export function buildOrdered(
	members: readonly string[],
	values: Readonly<Record<string, XmlValue>>,
	prefix?: string,
): XmlFragment {
	const known = new Set(members);
	for (const name of Object.keys(values)) {
		if (!known.has(name)) throw new TypeError(`The member table has no "${name}".`);
	}
	const parts: string[] = [];
	for (const name of members) {
		const value = Object.hasOwn(values, name) ? values[name] : undefined;
		if (value === undefined) continue;
		parts.push(element(prefix === undefined ? name : `${prefix}:${name}`, value).xml);
	}
	return new XmlFragment(parts.join(''));
}

/** Several fragments, one after the other. */
export function joinXml(...fragments: readonly XmlFragment[]): XmlFragment {
	return new XmlFragment(fragments.map(({ xml }) => xml).join(''));
}

function contentText(value: Exclude<XmlValue, undefined>): string {
	if (value === null) return '';
	if (value instanceof XmlFragment) return value.xml;
	if (typeof value === 'object') return value.map(({ xml }) => xml).join('');
	if (typeof value === 'number' && !Number.isFinite(value)) {
		throw new TypeError('A number in a request is not finite.');
	}
	return escapeXml(String(value));
}

const elementName = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/;
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const escapes: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;',
	'\r': '&#13;',
};
const spaceReference = (character: string) => (character === '\n' ? '&#10;' : '&#9;');
