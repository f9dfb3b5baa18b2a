import { SaxesParser } from 'saxes';

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
	const source = withoutEmptyReferences(text.replace(/^\uFEFF/, '').trim());
	try {
		return read(source, maxDepth);
	} catch {
		// The reader's own message can quote the answer, so it ends here.
		throw refused(limits, 'is not complete, well-formed XML within the depth limit');
	}
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
	const members: Record<string, string | null> = {};
	for (const entry of element.children) {
		const { name } = entry;
		// No table has a member of that name, and setting it would set the prototype.
		if (entry.children.length > 0 || name === '__proto__' || Object.hasOwn(members, name)) continue;
		members[name] = isNil(entry) ? null : entry.text;
	}
	return members;
}

interface OpenElement {
	name: string;
	attributes: Readonly<Record<string, string>>;
	children: OpenElement[];
	text: string;
}

const noAttributes: Readonly<Record<string, string>> = Object.freeze({});
const nilOnly: Readonly<Record<string, string>> = Object.freeze({ nil: 'true' });

/** Reads in one pass. Throws whatever the reader throws at the first mistake. */
function read(source: string, maxDepth: number): XmlElement {
	// Version 1.0 whatever the answer declares: 1.1 would allow characters that nobody expects.
	const parser = new SaxesParser({
		xmlns: false,
		position: false,
		defaultXMLVersion: '1.0',
		forceXMLVersion: true,
	});
	const open: OpenElement[] = [];
	let root: OpenElement | undefined;
	const addText = (text: string) => {
		if (open.length > 0) open[open.length - 1].text += text;
	};
	parser.on('opentag', (tag) => {
		if (open.length === maxDepth) throw new RangeError('too deep');
		const element: OpenElement = {
			name: localName(tag.name),
			attributes: attributesOf(tag.attributes),
			children: [],
			text: '',
		};
		if (open.length === 0) root = element;
		else open[open.length - 1].children.push(element);
		open.push(element);
	});
	parser.on('closetag', () => void open.pop());
	parser.on('text', addText);
	parser.on('cdata', addText);
	parser.write(source).close();
	// The reader itself refuses text without an element; this tells the compiler.
	if (root === undefined) throw new RangeError('no element');
	return root;
}

function attributesOf(raw: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
	const all = Object.keys(raw);
	// Nearly every element has none or is nil: worth ways of their own.
	if (all.length === 0) return noAttributes;
	if (all.length === 1 && isNilAttribute(all[0]) && raw[all[0]] === 'true') return nilOnly;
	const names = all.filter((name) => name !== 'xmlns' && !name.startsWith('xmlns:'));
	return Object.fromEntries(names.map((name) => [localName(name), raw[name]]));
}

function isNilAttribute(name: string): boolean {
	return name.endsWith(':nil') && !name.startsWith('xmlns:');
}

/** Local names by qualified ones: a thousand answers repeat a hundred names. */
const localNames = new Map<string, string>();
const mostNames = 2000;
const longestName = 100;

function localName(qualifiedName: string): string {
	const known = localNames.get(qualifiedName);
	if (known !== undefined) return known;
	const from = qualifiedName.lastIndexOf(':') + 1;
	if (localNames.size >= mostNames || qualifiedName.length > longestName) {
		return qualifiedName.slice(from);
	}
	// A copy letter by letter: a slice would hold the whole answer it was cut from in memory.
	const copy = [...qualifiedName].join('');
	const name = copy.slice(from);
	localNames.set(copy, name);
	return name;
}

const asWrittenEnds: Readonly<Record<string, string>> = { '<!--': '-->', '<![CDATA[': ']]>' };

/**
 * Drops references to characters that XML does not allow, as some servers write them for control
 * characters: they carry nothing, and must not lose the page. What stands in CDATA is no reference.
 */
function withoutEmptyReferences(source: string): string {
	if (!source.includes('&#')) return source;
	const pattern = /<!--|<!\[CDATA\[|&#(?:x([0-9a-f]{1,8})|(\d{1,8}));/gi;
	let kept = '';
	let from = 0;
	for (let match = pattern.exec(source); match !== null; match = pattern.exec(source)) {
		const [whole, hexadecimal, decimal] = match;
		const end = asWrittenEnds[whole];
		if (end !== undefined) {
			const at = source.indexOf(end, pattern.lastIndex);
			// Not complete: the reader will refuse it.
			if (at === -1) break;
			pattern.lastIndex = at + end.length;
			continue;
		}
		const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
		if (isXmlCharacter(code)) continue;
		kept += source.slice(from, match.index);
		from = pattern.lastIndex;
	}
	return kept + source.slice(from);
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
