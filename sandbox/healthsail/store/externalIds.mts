import { Problem } from '../http/problem.mjs';
import { IdSource } from './ids.mjs';
import { externalIdKey, type ExternalId, type ExternalIdLink } from './types.mjs';

/** An external id as a request gives it. */
export type GivenExternalId = ExternalId & Partial<ExternalIdLink>;

const keys = new IdSource('xid');

/**
 * Who owns which verified external id, for one kind of resource. Suspected and rejected links
 * are not owned: uniqueness holds for verified ones only.
 */
export class ExternalIdIndex {
	private readonly owners = new Map<string, string>();

	/** Id of the resource that holds this external id as verified. */
	ownerOf(id: ExternalId): string | undefined {
		return this.owners.get(externalIdKey(id));
	}

	/** The one owner of these ids, or undefined. Throws `duplicate_external_id` for two owners. */
	commonOwner(ids: readonly GivenExternalId[]): string | undefined {
		let found: string | undefined;
		for (const id of ids) {
			const owner = isVerified(id) ? this.ownerOf(id) : undefined;
			if (owner === undefined) continue;
			if (found !== undefined && found !== owner) throw duplicate();
			found = owner;
		}
		return found;
	}

	/** Throws `duplicate_external_id` when another resource owns one of these ids. */
	requireFree(ids: readonly GivenExternalId[], ownerId?: string): void {
		const seen = new Set<string>();
		for (const id of ids) {
			if (!isVerified(id)) continue;
			const key = externalIdKey(id);
			const owner = this.owners.get(key);
			if ((owner !== undefined && owner !== ownerId) || seen.has(key)) throw duplicate();
			seen.add(key);
		}
	}

	/** Makes the index follow a change of one resource's links. */
	move(ownerId: string, before: readonly ExternalIdLink[], after: readonly ExternalIdLink[]): void {
		if (before === after) return;
		for (const link of before) {
			const key = externalIdKey(link);
			if (this.owners.get(key) === ownerId) this.owners.delete(key);
		}
		for (const link of after) if (isVerified(link)) this.owners.set(externalIdKey(link), ownerId);
	}
}

function duplicate(): Problem {
	return new Problem('duplicate_external_id', 'Another record already has this external id.');
}

function isVerified(id: GivenExternalId): boolean {
	return (id.verification ?? 'verified') === 'verified';
}

/**
 * The links of a resource after a request gave some: known ones keep their key and time, new ones
 * get them, ones that were not given stay.
 */
export function mergeLinks(
	existing: readonly ExternalIdLink[],
	given: readonly GivenExternalId[],
	now: string,
	matchMethod: string,
): ExternalIdLink[] {
	const links = [...existing];
	for (const id of given) {
		const at = links.findIndex((link) => externalIdKey(link) === externalIdKey(id));
		if (at >= 0) {
			links[at] = {
				...links[at],
				...(id.primary === undefined ? {} : { primary: id.primary }),
				...(id.verification === undefined ? {} : { verification: id.verification }),
			};
		} else {
			links.push({
				key: keys.next(),
				system: id.system,
				practiceId: id.practiceId,
				type: id.type,
				value: id.value,
				primary: id.primary ?? !links.some((link) => link.primary && link.type === id.type),
				verification: id.verification ?? 'verified',
				matchMethod: id.matchMethod ?? matchMethod,
				linkedAt: id.linkedAt ?? now,
			});
		}
	}
	return links;
}
