import type { Writable } from '../../../lib/changes/writable';
import type { PracticeScope } from '../../common/practice/port';
import type { Writing } from './change';
import { putAddress, putPhone } from './lists';
import type { WrittenLists } from './update';

/** What is to be written to a patient, as far as it is put together. */
export interface Edit {
	readonly lists: WrittenLists;
	readonly members: Readonly<Record<string, string>>;
	/** Members of the read that it moves; one that ends in a dot stands for all below. */
	readonly touches: readonly string[];
}

/** Nothing changed yet: the lists as they were read. */
export function startEdit({ addresses, phones }: WrittenLists): Edit {
	return { lists: { addresses, phones }, members: {}, touches: [] };
}

/**
 * The edit with one more value in it. A list that the read did not tell is not written to: the entry
 * might replace what stands there.
 */
export function applyWriting(edit: Edit, writing: Writing, scope: PracticeScope): Writable<Edit> {
	const { lists, members, touches } = edit;
	if (writing.kind === 'members') {
		return {
			ok: true,
			value: {
				lists,
				members: { ...members, ...writing.members },
				touches: [...touches, ...writing.touches],
			},
		};
	}
	if (writing.kind === 'phone') {
		if (lists.phones === undefined) return { ok: false, code: 'unsupportedField' };
		const put = putPhone(lists.phones, writing.use, writing, scope);
		return {
			ok: true,
			value: {
				lists: { ...lists, phones: put.list },
				members,
				touches: [...touches, ...put.touches],
			},
		};
	}
	if (lists.addresses === undefined) return { ok: false, code: 'unsupportedField' };
	const put = putAddress(lists.addresses, writing.address);
	if (!put.ok) return put;
	return {
		ok: true,
		value: {
			lists: { ...lists, addresses: put.value.list },
			members,
			touches: [...touches, ...put.value.touches],
		},
	};
}
