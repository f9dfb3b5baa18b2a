import type { Contract } from './contract.mjs';
import { Problem } from './problem.mjs';

/** Chosen members; an empty map means the whole value. */
type Selection = Map<string, Selection>;
type Json = Record<string, unknown>;

const always = ['id', 'version'];

/** Reads `id,status,lines(id,productId)`. Throws `bad_request` when the brackets do not fit. */
export function parseFields(text: string): Selection {
	let at = 0;
	const readList = (depth: number): Selection => {
		const list: Selection = new Map();
		for (;;) {
			const name = /^[A-Za-z][A-Za-z0-9]*/.exec(text.slice(at))?.[0];
			if (name === undefined)
				throw new Problem('bad_request', 'The parameter fields is malformed.');
			at += name.length;
			let inner: Selection = new Map();
			if (text[at] === '(') {
				at += 1;
				inner = readList(depth + 1);
				if (text[at] !== ')')
					throw new Problem('bad_request', 'The parameter fields lacks a bracket.');
				at += 1;
			}
			list.set(name, inner);
			if (text[at] !== ',') return list;
			at += 1;
		}
	};
	const selection = readList(0);
	if (at !== text.length) throw new Problem('bad_request', 'The parameter fields is malformed.');
	return selection;
}

/** The members that a schema tells, or undefined for a schema that allows any. */
function membersOf(contract: Contract, schema: Json): Map<string, Json> | undefined {
	const node = contract.resolve(schema);
	if (node.items) return membersOf(contract, node.items as Json);
	const members = new Map<string, Json>();
	let open = true;
	for (const part of ['allOf', 'anyOf', 'oneOf']) {
		for (const one of (node[part] as Json[] | undefined) ?? []) {
			const inner = membersOf(contract, one);
			if (!inner) continue;
			open = false;
			for (const [name, value] of inner) members.set(name, value);
		}
	}
	if (node.properties) {
		open = false;
		for (const [name, value] of Object.entries(node.properties as Json)) {
			members.set(name, value as Json);
		}
	}
	return open ? undefined : members;
}

/** Makes sure that the contract knows every chosen field. Throws `field_unknown`. */
export function requireKnown(contract: Contract, schema: Json, selection: Selection): void {
	const members = membersOf(contract, schema);
	if (!members) return;
	for (const [name, inner] of selection) {
		const member = members.get(name);
		if (!member)
			throw new Problem('field_unknown', 'The parameter fields names a field that is unknown.');
		if (inner.size > 0) requireKnown(contract, member, inner);
	}
}

/** The chosen members of a value; `id` and `version` always come. */
export function select(value: unknown, selection: Selection): unknown {
	if (Array.isArray(value)) return value.map((one) => select(one, selection));
	if (typeof value !== 'object' || value === null) return value;
	const picked: Json = {};
	for (const [name, member] of Object.entries(value)) {
		const inner = selection.get(name);
		if (inner) picked[name] = inner.size > 0 ? select(member, inner) : member;
		else if (always.includes(name)) picked[name] = member;
	}
	return picked;
}
