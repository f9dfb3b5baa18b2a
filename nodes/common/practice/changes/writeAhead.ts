import { z } from 'zod';

import type { FieldChange } from '../../../../lib/changes/field';
import { changedMembers } from '../../../../lib/changes/image';
import type { KeyedHasher } from '../../../../lib/sync/keyedHash';

/** What a lease keeps at most (contract section 15), with room for the rest of the text. */
const largestText = 15_000;
/** Enough of a keyed hash to see that a member is another one. */
const hashDigits = 12;

const updateSchema = z
	.object({
		v: z.literal(1),
		act: z.literal('update'),
		requestId: z.string(),
		/** RFC 3339 UTC, by the clock of this machine. */
		at: z.string(),
		/** Ids of the changes that were about to be sent. */
		changes: z.array(z.string()),
		/** Names of the members that the write may change, of those that were there. */
		touched: z.array(z.string()),
		/** Keyed hashes of the members that the write should not touch. */
		members: z.record(z.string()).optional(),
		/** One hash of them all, where they are too many to keep. */
		digest: z.string().optional(),
	})
	.strict();

const createSchema = z
	.object({
		v: z.literal(1),
		act: z.literal('create'),
		requestId: z.string(),
		at: z.string(),
	})
	.strict();

const writeAheadSchema = z.discriminatedUnion('act', [updateSchema, createSchema]);

/**
 * What is about to be written, kept before it is sent, so that a later run can tell what became of it.
 * It holds no patient values: names of the vendor's members and keyed hashes.
 */
export type WriteAhead = z.output<typeof writeAheadSchema>;
export type UpdateAhead = Extract<WriteAhead, { act: 'update' }>;

type Members = Readonly<Record<string, string>>;

/** The note of an update; `touches` tells which members it may change. */
export function updateAhead(
	hasher: KeyedHasher,
	requestId: string,
	changes: readonly FieldChange[],
	{ members, touches }: { members: Members; touches: (member: string) => boolean },
): UpdateAhead {
	const note: UpdateAhead = {
		v: 1,
		act: 'update',
		requestId,
		at: new Date().toISOString(),
		changes: changes.map(({ changeId }) => changeId),
		touched: Object.keys(members).filter(touches),
	};
	const hashes = memberHashes(hasher, requestId, members, touches);
	const whole: UpdateAhead = { ...note, members: hashes };
	return serialize(whole).length <= largestText
		? whole
		: { ...note, digest: digestOf(hasher, hashes) };
}

/** The note of a new patient. */
export function createAhead(requestId: string): WriteAhead {
	return { v: 1, act: 'create', requestId, at: new Date().toISOString() };
}

export function serialize(note: WriteAhead): string {
	return JSON.stringify(note);
}

/** Undefined where nothing is kept, or nothing that this version can read. */
export function parseWriteAhead(cursor: string | null): WriteAhead | undefined {
	if (cursor === null) return undefined;
	try {
		return writeAheadSchema.parse(JSON.parse(cursor));
	} catch {
		return undefined;
	}
}

/** Names of members that differ from the note and that the write should not have touched. */
export function changedSince(
	note: UpdateAhead,
	hasher: KeyedHasher,
	members: Members,
	touches: (member: string) => boolean,
): string[] {
	const mayDiffer = (member: string) => note.touched.includes(member) || touches(member);
	const now = memberHashes(hasher, note.requestId, members, mayDiffer);
	if (note.members !== undefined) return changedMembers(note.members, now, mayDiffer);
	return note.digest === digestOf(hasher, now) ? [] : ['record'];
}

function memberHashes(
	hasher: KeyedHasher,
	requestId: string,
	members: Members,
	touches: (member: string) => boolean,
): Record<string, string> {
	return Object.fromEntries(
		Object.entries(members)
			.filter(([name]) => !touches(name))
			.map(([name, value]) => [
				name,
				hasher(JSON.stringify(['member', requestId, name, value])).slice(0, hashDigits),
			]),
	);
}

function digestOf(hasher: KeyedHasher, hashes: Members): string {
	const sorted = Object.entries(hashes).sort(([left], [right]) => (left < right ? -1 : 1));
	return hasher(JSON.stringify(sorted));
}
