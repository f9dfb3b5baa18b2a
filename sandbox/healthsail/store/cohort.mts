import type { SandboxClock } from '../../core/clock.mjs';
import { Collection, type ChangeCount } from './collection.mjs';
import { isEqual } from './equal.mjs';
import { externalIdKey, type ExternalId, type Resource } from './types.mjs';

export interface CohortEntry extends Resource {
	externalId: ExternalId;
	list: 'invited' | 'portal' | 'opted_out';
	reason?: string | null;
	by?: string | null;
	at: string;
}

export type GivenCohortEntry = Omit<CohortEntry, keyof Resource | 'at'> & { at?: string };

/** Who is invited, uses the portal, or opted out; one entry per external id and list. */
export class CohortStore {
	readonly collection: Collection<CohortEntry>;

	private readonly byExternalId = new Map<string, Map<string, string>>();

	constructor(
		private readonly clock: SandboxClock,
		changes: ChangeCount,
	) {
		this.collection = new Collection(clock, 'cohort entry', 'coh', changes);
	}

	/** The entries of one external id. */
	of(id: ExternalId): CohortEntry[] {
		const lists = this.byExternalId.get(externalIdKey(id));
		return lists ? [...lists.values()].map((entryId) => this.collection.get(entryId)) : [];
	}

	/** Creates or changes the entry of an external id in a list. */
	upsert(given: GivenCohortEntry): {
		result: 'created' | 'updated' | 'unchanged';
		entry: CohortEntry;
	} {
		const key = externalIdKey(given.externalId);
		const lists = this.byExternalId.get(key) ?? new Map<string, string>();
		const id = lists.get(given.list);
		if (id === undefined) {
			const at = given.at ?? this.clock.now().toISOString();
			const entry = this.collection.insert({ ...given, at });
			lists.set(given.list, entry.id);
			this.byExternalId.set(key, lists);
			return { result: 'created', entry };
		}
		const existing = this.collection.get(id);
		const next = { ...existing, ...given };
		if (isEqual(existing, next)) return { result: 'unchanged', entry: existing };
		return { result: 'updated', entry: this.collection.replace(next) };
	}

	/** Removes an entry. */
	remove(entry: CohortEntry): void {
		this.byExternalId.get(externalIdKey(entry.externalId))?.delete(entry.list);
		this.collection.remove(entry.id);
	}
}
