import type { Member, MemberTable, Simple } from './memberTypes.mjs';
import type { XmlElement } from './xmlIn.mjs';

/** What was read of a type: absent members are absent, `null` came with i:nil. */
export interface Read {
	readonly [member: string]: string | number | boolean | null | Read | ReadonlyArray<Read | number>;
}

/** The request cannot be read at all: the service answers a DeserializationFailed fault. */
export class DeserializationFailed extends Error {}

/** An ISO date-time; without an offset it is taken as UTC. */
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

/** US form cannot be read here, other than in filters (sheet 3.3 rule 9). */
function readTime(text: string): number {
	const iso = isoTime.exec(text);
	const time = iso ? Date.parse(iso[1] ? text : `${text}Z`) : NaN;
	if (!Number.isNaN(time)) return time;
	throw new DeserializationFailed(`The string '${text}' is not a valid AllXsd value.`);
}

function readSimple(element: XmlElement, type: Simple) {
	if (element.nil) return null;
	const text = element.text;
	if (type === 'string') return text;
	const trimmed = text.trim();
	if (type === 'dateTime') return readTime(trimmed);
	if (type === 'base64') {
		if (/^[A-Za-z0-9+/]*={0,2}$/.test(trimmed) && trimmed.length % 4 === 0) return trimmed;
		throw new DeserializationFailed('The input is not a valid Base-64 string.');
	}
	if (type === 'int') {
		if (/^[+-]?\d{1,18}$/.test(trimmed)) return Number(trimmed);
		throw new DeserializationFailed(`The value '${trimmed}' cannot be parsed as the type 'Int32'.`);
	}
	if (trimmed === 'true' || trimmed === '1') return true;
	if (trimmed === 'false' || trimmed === '0') return false;
	throw new DeserializationFailed(`The value '${trimmed}' cannot be parsed as the type 'Boolean'.`);
}

function readMember(element: XmlElement, member: Member): Read[string] {
	if (typeof member.type === 'string') return readSimple(element, member.type);
	if (element.nil) return null;
	if ('words' in member.type) return readWord(element.text, member.type.words, member.name);
	return deserialize(element, member.type);
}

function readWord(word: string, words: readonly string[], name: string): string {
	if (words.includes(word)) return word;
	throw new DeserializationFailed(
		`Invalid enum value '${word}' cannot be deserialized into the type of '${name}'.`,
	);
}

/**
 * Reads an element the way WCF's DataContract serializer does (sheet 3.3 rule 1): it goes through
 * the members in their order, and an element that is unknown, of another namespace, or that comes
 * after its turn is skipped without a word. Only a required member that is missing is told.
 * Throws DeserializationFailed.
 */
export function deserialize(element: XmlElement, table: MemberTable): Read {
	const found: Record<string, Read[string]> = {};
	let next = 0;
	for (const child of element.children) {
		const index = table.members.findIndex(
			(member, position) =>
				position >= next &&
				member.name === child.name &&
				(member.namespace ?? table.namespace) === child.namespace,
		);
		if (index < 0) continue;
		requireNone(table, next, index, child.name);
		const member = table.members[index];
		if (member.many) {
			const entries = (found[member.name] ?? []) as ReadonlyArray<Read | number>;
			found[member.name] = [...entries, readMember(child, member) as Read | number];
			next = index;
		} else {
			found[member.name] = readMember(child, member);
			next = index + 1;
		}
	}
	requireNone(table, next, table.members.length, element.name);
	return found;
}

/** Faults when a required member was passed over between two positions. */
function requireNone(table: MemberTable, from: number, to: number, at: string): void {
	const missing = table.members.slice(from, to).find((member) => member.required);
	if (!missing) return;
	throw new DeserializationFailed(
		`'Element' or 'EndElement' '${at}' is not expected. Expecting element '${missing.name}'.`,
	);
}
