import type { IdentitySettings } from '../settings';
import type { PairStore } from './pairStore';
import { outcomes } from './resolve';

/** A group with more records is not one person that someone filed twice. */
const largestGroup = 30;

/**
 * Groups of records that are one person: chains of pairs in the link band, in which no two records
 * contradict each other. Where two do (father and son, both like a record without a birth date), the
 * fragile pairs are left out first; what still contradicts itself goes to a person.
 *
 * @param contradict whether two records that no pair links are plainly two people
 */
export function groupRecords(
	pairs: PairStore,
	settings: IdentitySettings,
	contradict: (left: number, right: number) => boolean,
): { groups: number[][]; result: Uint8Array } {
	const result = new Uint8Array(pairs.length);
	const linkable: number[] = [];
	for (let pair = 0; pair < pairs.length; pair++) {
		if (pairs.isStopped(pair)) continue;
		// Among the patients of one practice a relative is likelier than a second record.
		if (pairs.isIncomplete(pair)) {
			if (pairs.reachesLink(pair)) result[pair] = outcomes.incomplete;
			continue;
		}
		if (!pairs.isCertain(pair) && (settings.linkAt === 'certain' || !pairs.reachesLink(pair))) {
			continue;
		}
		linkable.push(pair);
	}
	const groups: number[][] = [];
	const accept = (component: readonly number[]) => {
		const members = membersOf(pairs, component);
		if (!holdsTogether(members, contradict)) return false;
		for (const pair of component) result[pair] = outcomes.linked;
		groups.push(members);
		return true;
	};
	for (const component of components(pairs, linkable)) {
		if (accept(component)) continue;
		const firm = component.filter((pair) => !pairs.isFragile(pair));
		for (const pair of component) result[pair] = outcomes.ambiguous;
		for (const part of components(pairs, firm)) accept(part);
	}
	return { groups: groups.sort((a, b) => a[0] - b[0]), result };
}

function holdsTogether(
	members: readonly number[],
	contradict: (left: number, right: number) => boolean,
): boolean {
	if (members.length > largestGroup) return false;
	for (let at = 0; at < members.length; at++) {
		for (let other = at + 1; other < members.length; other++) {
			if (contradict(members[at], members[other])) return false;
		}
	}
	return true;
}

/** Records of the pairs, in the order of the list. */
function membersOf(pairs: PairStore, component: readonly number[]): number[] {
	const members = new Set<number>();
	for (const pair of component) members.add(pairs.left(pair)).add(pairs.right(pair));
	return [...members].sort((a, b) => a - b);
}

/** The pairs of each connected group. */
function components(pairs: PairStore, linkable: readonly number[]): number[][] {
	const parents = new Map<number, number>();
	const rootOf = (record: number): number => {
		let root = record;
		for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
		// Shortens the way for the next time.
		for (let at = record; at !== root; ) {
			const up = parents.get(at) ?? root;
			parents.set(at, root);
			at = up;
		}
		return root;
	};
	for (const pair of linkable) {
		const left = rootOf(pairs.left(pair));
		const right = rootOf(pairs.right(pair));
		if (left !== right) parents.set(Math.max(left, right), Math.min(left, right));
	}
	const found = new Map<number, number[]>();
	for (const pair of linkable) {
		const root = rootOf(pairs.left(pair));
		const list = found.get(root);
		if (list === undefined) found.set(root, [pair]);
		else list.push(pair);
	}
	return [...found.values()];
}
