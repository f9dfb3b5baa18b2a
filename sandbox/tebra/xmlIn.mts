import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element with its namespace resolved, children in document order. */
export interface XmlElement {
	readonly name: string;
	readonly namespace: string;
	readonly children: readonly XmlElement[];
	/** The element's own text, entities decoded. */
	readonly text: string;
	/** `i:nil="true"`. */
	readonly nil: boolean;
}

/** The body is not XML that the service can read. */
export class UnreadableXml extends Error {}

type Node = Record<string, unknown>;

const MAX_DEPTH = 40;

const parser = new XMLParser({
	preserveOrder: true,
	ignoreAttributes: false,
	attributeNamePrefix: '@',
	parseTagValue: false,
	parseAttributeValue: false,
	trimValues: false,
	processEntities: false,
	commentPropName: '#comment',
	ignoreDeclaration: true,
	ignorePiTags: true,
});

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Cuts a text at an ampersand that begins no reference: a password with a bare `&` arrives cut
 * short and is simply wrong (sheet 3.1).
 */
function cutAtBareAmpersand(xml: string): string {
	return xml.replace(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)[^<]*/gi, '');
}

/** Decodes the five named entities and character references. */
function decode(text: string): string {
	return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (_, body: string) => {
		if (!body.startsWith('#')) return named[body.toLowerCase()];
		const hex = body[1] === 'x' || body[1] === 'X';
		return String.fromCodePoint(parseInt(body.slice(hex ? 2 : 1), hex ? 16 : 10));
	});
}

function build(node: Node, scope: Readonly<Record<string, string>>, depth: number): XmlElement {
	if (depth > MAX_DEPTH) throw new UnreadableXml('The elements are nested too deep.');
	const key = Object.keys(node).find((name) => name !== ':@') ?? '';
	const attributes = (node[':@'] ?? {}) as Record<string, string>;
	const inner: Record<string, string> = { ...scope };
	let nil = false;
	for (const [name, value] of Object.entries(attributes)) {
		if (name === '@xmlns') inner[''] = value;
		else if (name.startsWith('@xmlns:')) inner[name.slice(7)] = value;
		else if (/^@\w+:nil$/.test(name)) nil = value === 'true' || value === '1';
	}
	const colon = key.indexOf(':');
	const prefix = colon < 0 ? '' : key.slice(0, colon);
	if (prefix !== '' && inner[prefix] === undefined) {
		throw new UnreadableXml(`The prefix ${prefix} is not declared.`);
	}
	const children: XmlElement[] = [];
	let text = '';
	for (const child of node[key] as Node[]) {
		if ('#text' in child) text += String(child['#text']);
		else if (!('#comment' in child)) children.push(build(child, inner, depth + 1));
	}
	return {
		name: key.slice(colon + 1),
		namespace: inner[prefix] ?? '',
		children,
		text: decode(text),
		nil,
	};
}

/**
 * Reads a document and keeps the order of its elements. No DTD is allowed, as in SOAP.
 * Throws UnreadableXml.
 */
export function parseXml(text: string): XmlElement {
	const xml = cutAtBareAmpersand(text);
	if (/<!DOCTYPE/i.test(xml)) throw new UnreadableXml('A document type is not allowed.');
	if (XMLValidator.validate(xml) !== true) throw new UnreadableXml('The body is not well-formed.');
	const roots = (parser.parse(xml) as Node[]).filter(
		(node) => !('#text' in node) && !('#comment' in node),
	);
	if (roots.length !== 1) throw new UnreadableXml('The body must hold one element.');
	return build(roots[0], { xml: 'http://www.w3.org/XML/1998/namespace' }, 0);
}

/** The first child of this local name and namespace. */
export function child(
	element: XmlElement,
	name: string,
	namespace: string,
): XmlElement | undefined {
	return element.children.find((entry) => entry.name === name && entry.namespace === namespace);
}
