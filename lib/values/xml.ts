import { XMLParser, XMLValidator } from 'fast-xml-parser';

import { SafeError } from '../privacy/errors';

/** An element by its local name: namespaces differ between answers of one vendor, names do not. */
export interface XmlElement {
	readonly name: string;
	/** Attributes by local name; `xmlns` declarations are left out. */
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly XmlElement[];
	/** Own text without that of child elements; as written, not trimmed. */
	readonly text: string;
}

export interface XmlLimits {
	/** The system and operation an error names. */
	readonly system: string;
	readonly operation: string;
	/** Characters; default 32 million. */
	readonly maxLength?: number;
	/** Elements inside one another; default 40. */
	readonly maxDepth?: number;
	readonly correlationId?: string;
}

/**
 * Parses an answer strictly: it must be well-formed and complete, within the size and depth limits,
 * without a document type (so no entity is ever defined), and only the five predefined entities and
 * character references are resolved.
 *
 * @throws SafeError of kind `wireShape`, which never holds a piece of the answer
 */
export function parseXml(text: string, limits: XmlLimits): XmlElement {
	const { maxLength = 32_000_000, maxDepth = 40 } = limits;
	if (text.length > maxLength) throw refused(limits, 'is larger than the limit');
	if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw refused(limits, 'declares a document type');
	let nodes: unknown;
	try {
		const source = text.replace(/^\uFEFF/, '').trim();
		if (XMLValidator.validate(source) !== true) throw new Error('not well-formed');
		nodes = createParser(maxDepth).parse(source);
	} catch {
		// The parser's own message can quote the answer, so it ends here.
		throw refused(limits, 'is not complete, well-formed XML within the depth limit');
	}
	const roots = (nodes as RawNode[]).filter((node) => nameOf(node) !== undefined);
	if (roots.length !== 1) throw refused(limits, 'does not have exactly one root element');
	return convert(roots[0], limits, maxDepth);
}

/** The first child of that local name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
	return element.children.find((entry) => entry.name === name);
}

/** All children of that local name. */
export function children(element: XmlElement, name: string): XmlElement[] {
	return element.children.filter((entry) => entry.name === name);
}

/** The element at the end of a path of local names, each time the first. */
export function descend(element: XmlElement, ...path: readonly string[]): XmlElement | undefined {
	let current: XmlElement | undefined = element;
	for (const name of path) current = current && child(current, name);
	return current;
}

/** Whether the element says that it has no value (`xsi:nil`). */
export function isNil(element: XmlElement): boolean {
	return element.attributes.nil === 'true' || element.attributes.nil === '1';
}

/** A child's text: no such child is `undefined`, a nil one `null`, an empty one ''. */
export function textOf(element: XmlElement, name: string): string | null | undefined {
	const found = child(element, name);
	if (found === undefined) return undefined;
	return isNil(found) ? null : found.text;
}

/** All children without children of their own as name → text, nil as `null`; the first wins. */
export function textMembers(element: XmlElement): Record<string, string | null> {
	const members = new Map<string, string | null>();
	for (const entry of element.children) {
		if (entry.children.length > 0 || members.has(entry.name)) continue;
		members.set(entry.name, isNil(entry) ? null : entry.text);
	}
	return Object.fromEntries(members);
}

type RawNode = Record<string, unknown>;

const textKey = '#text';
const cdataKey = '#cdata';
const attributesKey = ':@';
const noAttributes: Readonly<Record<string, string>> = Object.freeze({});

function createParser(maxDepth: number): XMLParser {
	return new XMLParser({
		preserveOrder: true,
		ignoreAttributes: false,
		attributeNamePrefix: '',
		cdataPropName: cdataKey,
		textNodeName: textKey,
		parseTagValue: false,
		parseAttributeValue: false,
		trimValues: false,
		processEntities: false,
		ignoreDeclaration: true,
		ignorePiTags: true,
		maxNestedTags: maxDepth,
	});
}

function nameOf(node: RawNode): string | undefined {
	return Object.keys(node).find(
		(key) => key !== attributesKey && key !== textKey && key !== cdataKey,
	);
}

function convert(node: RawNode, limits: XmlLimits, depthLeft: number): XmlElement {
	// The parser's own limit stops the worst before this; here it is exact.
	if (depthLeft === 0) throw refused(limits, 'nests elements deeper than the limit');
	const qualifiedName = nameOf(node) ?? '';
	const below: XmlElement[] = [];
	let text = '';
	for (const entry of (node[qualifiedName] ?? []) as RawNode[]) {
		if (Object.hasOwn(entry, textKey)) text += decode(String(entry[textKey]), limits);
		else if (Object.hasOwn(entry, cdataKey)) text += cdataText(entry[cdataKey]);
		else if (nameOf(entry) !== undefined) below.push(convert(entry, limits, depthLeft - 1));
	}
	return {
		name: localName(qualifiedName),
		attributes: attributesOf(node[attributesKey], limits),
		children: below,
		text,
	};
}

function cdataText(parts: unknown): string {
	return (parts as RawNode[]).map((part) => String(part[textKey] ?? '')).join('');
}

function attributesOf(raw: unknown, limits: XmlLimits): Readonly<Record<string, string>> {
	if (typeof raw !== 'object' || raw === null) return noAttributes;
	const kept = Object.entries(raw)
		.filter(([name]) => name !== 'xmlns' && !name.startsWith('xmlns:'))
		.map(([name, value]) => [localName(name), decode(String(value), limits)] as const);
	return kept.length === 0 ? noAttributes : Object.fromEntries(kept);
}

function localName(qualifiedName: string): string {
	return qualifiedName.slice(qualifiedName.lastIndexOf(':') + 1);
}

const predefined: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
};

function decode(text: string, limits: XmlLimits): string {
	if (!text.includes('&')) return text;
	return text.replace(/&([^&;\s]{1,32});|&/g, (_whole, reference: string | undefined) => {
		const code = reference === undefined ? undefined : characterCode(reference);
		// A reference to a character XML does not allow carries nothing; it must not lose the page.
		if (code !== undefined) return isXmlCharacter(code) ? String.fromCodePoint(code) : '';
		if (reference !== undefined && Object.hasOwn(predefined, reference)) {
			return predefined[reference];
		}
		throw refused(limits, 'uses an entity that is not predefined');
	});
}

function characterCode(reference: string): number | undefined {
	const match = /^#(?:x([0-9a-f]{1,8})|(\d{1,8}))$/i.exec(reference);
	if (match === null) return undefined;
	return match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
}

function isXmlCharacter(code: number): boolean {
	return (
		code === 0x9 ||
		code === 0xa ||
		code === 0xd ||
		(code >= 0x20 && code <= 0xd7ff) ||
		(code >= 0xe000 && code <= 0xfffd) ||
		(code >= 0x10000 && code <= 0x10ffff)
	);
}

function refused(limits: XmlLimits, what: string): SafeError {
	return new SafeError({
		kind: 'wireShape',
		system: limits.system,
		operation: limits.operation,
		message: `The answer ${what}, so it was not read.`,
		nextStep:
			'Run again. If it keeps happening, give the operation and correlation id to the system’s support.',
		...(limits.correlationId !== undefined && { correlationId: limits.correlationId }),
	});
}
