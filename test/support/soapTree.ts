import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element of a request with its namespace, as a server of the schema sees it. */
export interface SoapElement {
	readonly name: string;
	readonly namespace: string;
	readonly text: string;
	readonly children: readonly SoapElement[];
}

type Raw = Record<string, unknown>;

/** Parses XML with namespaces, independent of the pack's own reader. */
export function parseSoap(xml: string): SoapElement {
	if (XMLValidator.validate(xml) !== true) throw new Error('The request is not well-formed XML.');
	const parser = new XMLParser({
		preserveOrder: true,
		ignoreAttributes: false,
		attributeNamePrefix: '',
		parseTagValue: false,
		trimValues: false,
		ignoreDeclaration: true,
	});
	const [root] = parser.parse(xml) as Raw[];
	return convert(root, {});
}

function convert(raw: Raw, outer: Readonly<Record<string, string>>): SoapElement {
	const tag = Object.keys(raw).find((key) => key !== ':@') ?? '';
	const scope: Record<string, string> = { ...outer };
	for (const [name, value] of Object.entries((raw[':@'] ?? {}) as Record<string, string>)) {
		if (name === 'xmlns') scope[''] = value;
		if (name.startsWith('xmlns:')) scope[name.slice(6)] = value;
	}
	const inner = raw[tag] as Raw[];
	const colon = tag.indexOf(':');
	return {
		name: tag.slice(colon + 1),
		namespace: scope[colon === -1 ? '' : tag.slice(0, colon)] ?? '',
		text: inner
			.filter((entry) => '#text' in entry)
			.map((entry) => String(entry['#text']))
			.join(''),
		children: inner.filter((entry) => !('#text' in entry)).map((entry) => convert(entry, scope)),
	};
}

/** Every element without children as path and text, in document order. */
export function leaves(element: SoapElement, path = ''): Array<[string, string]> {
	return element.children.flatMap((child) => {
		const below = path === '' ? child.name : `${path}/${child.name}`;
		return child.children.length === 0
			? [[below, child.text] as [string, string]]
			: leaves(child, below);
	});
}
