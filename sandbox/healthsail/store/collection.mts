import type { SandboxClock } from '../../core/clock.mjs';
import { Problem } from '../http/problem.mjs';
import { IdSource } from './ids.mjs';
import type { Resource } from './types.mjs';

/** Counts changes of stored data, so that a call's effect can be told. */
export class ChangeCount {
	count = 0;
}

/** What a new resource is made of. */
export type Draft<T extends Resource> = Omit<T, keyof Resource>;

/**
 * The resources of one kind, in memory. Objects are never changed in place: `replace` stores a
 * new one with the next version. Sorted views are cached until something changes.
 */
export class Collection<T extends Resource> {
	private readonly byId = new Map<string, T>();

	private readonly ids: IdSource;

	private readonly views = new Map<string, T[]>();

	constructor(
		private readonly clock: SandboxClock,
		readonly object: string,
		prefix: string,
		private readonly changes: ChangeCount = new ChangeCount(),
	) {
		this.ids = new IdSource(prefix);
	}

	get size(): number {
		return this.byId.size;
	}

	/** Stores a new resource with id and version 1. */
	insert(draft: Draft<T>): T {
		const at = this.clock.now().toISOString();
		const stamp = { id: this.ids.next(), version: 1, createdAt: at, updatedAt: at };
		const item = { ...stamp, ...draft } as T;
		this.byId.set(item.id, item);
		this.noteChange();
		return item;
	}

	/** Stores the next version of a resource and answers it. */
	replace(next: T): T {
		const before = this.get(next.id);
		const item = {
			...next,
			version: before.version + 1,
			updatedAt: this.clock.now().toISOString(),
		};
		this.byId.set(item.id, item);
		this.noteChange();
		return item;
	}

	/** Stores bookkeeping members without a new version or time. */
	touch(next: T): T {
		this.byId.set(next.id, next);
		this.noteChange();
		return next;
	}

	/** Takes a resource out. */
	remove(id: string): void {
		if (this.byId.delete(id)) this.noteChange();
	}

	private noteChange(): void {
		this.views.clear();
		this.changes.count += 1;
	}

	/** The resource with this id, or undefined. */
	find(id: string): T | undefined {
		return this.byId.get(id);
	}

	/** The resource with this id. Throws `not_found`. */
	get(id: string): T {
		const item = this.byId.get(id);
		if (!item) throw new Problem('not_found', `There is no ${this.object} with this id.`);
		return item;
	}

	/** All resources in the order of their creation. */
	values(): IterableIterator<T> {
		return this.byId.values();
	}

	/** All resources in the order of (field, id). Cached until the collection changes. */
	sorted(field: string): readonly T[] {
		let view = this.views.get(field);
		if (!view) {
			view = sortBy([...this.byId.values()], field);
			this.views.set(field, view);
		}
		return view;
	}
}

export type SortKey = readonly [string | number, string];

/** Sort key of a resource: the field's value, then its id. Absent values come first. */
export function sortKey(item: Resource, field: string): SortKey {
	const value = (item as unknown as Record<string, unknown>)[field];
	return [typeof value === 'number' ? value : String(value ?? ''), item.id];
}

/** The rows in the order of (field, id). */
export function sortBy<T extends Resource>(rows: readonly T[], field: string): T[] {
	return rows
		.map((row) => [sortKey(row, field), row] as const)
		.sort((a, b) => compareKeys(a[0], b[0]))
		.map(([, row]) => row);
}

/** Order of two sort keys, by code unit and not by language. */
export function compareKeys(left: SortKey, right: SortKey): number {
	if (left[0] !== right[0]) return left[0] < right[0] ? -1 : 1;
	if (left[1] !== right[1]) return left[1] < right[1] ? -1 : 1;
	return 0;
}
