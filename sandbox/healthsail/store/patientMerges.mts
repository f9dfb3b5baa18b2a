import type { SandboxClock } from '../../core/clock.mjs';
import { Problem } from '../http/problem.mjs';
import { Collection, type ChangeCount } from './collection.mjs';
import type { CustomerStore } from './customers.mjs';
import { mergeLinks } from './externalIds.mjs';
import { changeLinks, takeBack, type LinkChange } from './linkChange.mjs';
import type { MatchReview, MatchStore } from './matchStore.mjs';
import type { OpenWork, WorkChange } from './openWork.mjs';
import { isSameId } from './pairs.mjs';
import { withoutContent } from './syncStamps.mjs';
import type { Customer, ExternalId, ExternalIdLink, Resource } from './types.mjs';

export interface PatientMerge extends Resource {
	system: string;
	practiceId: string;
	survivor: string;
	loser: string;
	reason?: string | null;
	state: 'applied' | 'undone';
	survivorCustomerId?: string;
	loserCustomerId?: string;
	moved: Array<{ kind: 'external_id' | WorkChange['kind']; id: string }>;
	matchReviewId?: string;
	undoneAt?: string;
}

/** A merge as a request gives it. */
export type GivenMerge = Pick<
	PatientMerge,
	'system' | 'practiceId' | 'survivor' | 'loser' | 'reason'
>;

/** What a merge did, so that it can be undone. */
interface Journal {
	/** The patient ids that the merge is about, also the one at the end of a chain. */
	patients: ReadonlySet<string>;
	links: LinkChange[];
	work: WorkChange[];
	/** Set when the merge opened the review itself. */
	openedReviewId?: string;
}

/** The customers of both patients, and the ids in use. */
interface Sides {
	from: ExternalId;
	to: ExternalId;
	loser?: Customer;
	survivor?: Customer;
}

interface Effect {
	links: LinkChange[];
	movedKeys: string[];
	review?: Pick<MatchReview, 'kind' | 'pair' | 'reasons'>;
	survivorId?: string;
}

const REASON = 'patients_merged_in_pm';

/** Merges of patients that the practice made, applied to HealthSail at once and undone. */
export class PatientMerges {
	readonly collection: Collection<PatientMerge>;

	private readonly journals = new Map<string, Journal>();

	constructor(
		private readonly clock: SandboxClock,
		changes: ChangeCount,
		private readonly customers: CustomerStore,
		private readonly matches: MatchStore,
		private readonly work: OpenWork,
	) {
		this.collection = new Collection(clock, 'patient merge', 'pmg', changes);
	}

	/** Applies a merge; the same one again is answered with the first. Throws `state_invalid`. */
	apply(given: GivenMerge): { merge: PatientMerge; isNew: boolean } {
		const applied = this.appliedIn(given);
		const known = applied.find(({ loser }) => loser === given.loser);
		if (known?.survivor === given.survivor) return { merge: known, isNew: false };
		if (known) {
			throw new Problem('state_invalid', 'This patient was merged into another one before.');
		}
		const chain = chainFrom(given.survivor, applied);
		if (chain.includes(given.loser)) {
			throw new Problem('state_invalid', 'These merges would go in a circle.');
		}
		const idOf = (value: string): ExternalId => ({
			system: given.system,
			practiceId: given.practiceId,
			type: 'patient',
			value,
		});
		const sides = this.sidesOf(idOf(given.loser), idOf(chain[chain.length - 1]));
		const effect = this.changeLinks(sides);
		const work = this.work.move({
			externalIds: { from: sides.from, to: sides.to },
			...(sides.loser && sides.survivor && sides.loser.id !== sides.survivor.id
				? { customers: { from: sides.loser.id, to: sides.survivor.id } }
				: {}),
			takesRequest: ({ pmSystem, practiceId }) =>
				pmSystem === given.system && practiceId === given.practiceId,
		});
		const openReview =
			effect.review && this.matches.openReview(effect.review.pair, effect.review.kind);
		const opened = effect.review && !openReview ? this.matches.open(effect.review) : undefined;
		const reviewId = (openReview ?? opened)?.id;
		const merge = this.collection.insert({
			...given,
			state: 'applied',
			...(effect.survivorId === undefined ? {} : { survivorCustomerId: effect.survivorId }),
			...(sides.loser ? { loserCustomerId: sides.loser.id } : {}),
			moved: [
				...effect.movedKeys.map((id) => ({ kind: 'external_id' as const, id })),
				...work.map(({ kind, id }) => ({ kind, id })),
			],
			...(reviewId === undefined ? {} : { matchReviewId: reviewId }),
		});
		this.journals.set(merge.id, {
			patients: new Set([given.loser, ...chain]),
			links: effect.links,
			work,
			openedReviewId: opened?.id,
		});
		return { merge, isNew: true };
	}

	/** Puts everything back. Throws `state_invalid` when something later stands on the merge. */
	undo(merge: PatientMerge): PatientMerge {
		const journal = this.journals.get(merge.id);
		if (merge.state !== 'applied' || !journal) {
			throw new Problem('state_invalid', 'This merge was undone before.');
		}
		const later = this.appliedIn(merge).slice(this.appliedIn(merge).indexOf(merge) + 1);
		if (later.some(({ id }) => this.touches(id, journal.patients))) {
			throw new Problem('state_invalid', 'Undo the later merge of one of these patients first.');
		}
		const review = merge.matchReviewId && this.matches.reviews.get(merge.matchReviewId);
		if (review && review.state === 'decided' && review.decision === 'link') {
			throw new Problem('state_invalid', 'Reopen the match review of this merge first.');
		}
		this.requireUnmerged(journal.links);
		takeBack(this.customers, journal.links);
		this.work.moveBack(journal.work);
		if (review && review.id === journal.openedReviewId && review.state === 'open') {
			this.matches.replaceReview({ ...review, state: 'cancelled' });
		}
		this.journals.delete(merge.id);
		return this.collection.replace({
			...merge,
			state: 'undone',
			undoneAt: this.clock.now().toISOString(),
		});
	}

	private requireUnmerged(links: readonly LinkChange[]): void {
		const isMerged = links.some(
			({ customerId }) => this.customers.collection.get(customerId).status === 'merged',
		);
		if (isMerged) throw new Problem('state_invalid', 'Undo the merge of the two customers first.');
	}

	/** Applied merges of one practice, oldest first. */
	private appliedIn({ system, practiceId }: GivenMerge): PatientMerge[] {
		return [...this.collection.values()].filter(
			(merge) =>
				merge.state === 'applied' && merge.system === system && merge.practiceId === practiceId,
		);
	}

	private touches(mergeId: string, patients: ReadonlySet<string>): boolean {
		return [...(this.journals.get(mergeId)?.patients ?? [])].some((id) => patients.has(id));
	}

	private sidesOf(from: ExternalId, to: ExternalId): Sides {
		const ownerOf = (id: ExternalId) => {
			const owner = this.customers.externalIds.ownerOf(id);
			return owner === undefined ? undefined : this.customers.collection.get(owner);
		};
		return { from, to, loser: ownerOf(from), survivor: ownerOf(to) };
	}

	/** Moves the external ids, or tells which pair a person must look at. */
	private changeLinks(sides: Sides): Effect {
		const { from, to, loser, survivor } = sides;
		if (!loser) return { links: [], movedKeys: [], survivorId: survivor?.id };
		if (!survivor) {
			const pair = { externalId: to, customerId: loser.id };
			if (this.matches.keptApartBy(pair)) {
				const reasons = [REASON, 'match_exclusion_exists'];
				return { links: [], movedKeys: [], review: { kind: 'link', pair, reasons } };
			}
			return this.linkSurvivor(loser, from, to);
		}
		if (survivor.id === loser.id) {
			const externalIds = retired(loser.externalIds, from);
			const movedKeys = keysOf(loser.externalIds, from);
			const links = [changeLinks(this.customers, loser, { externalIds })];
			return { links, movedKeys, survivorId: survivor.id };
		}
		return this.moveLinks(loser, survivor, sides);
	}

	/** Only the merged patient is known: its customer gets the id of the patient that stays. */
	private linkSurvivor(customer: Customer, from: ExternalId, to: ExternalId): Effect {
		const now = this.clock.now().toISOString();
		const primary = customer.externalIds.some((link) => isSameId(link, from) && link.primary);
		const given = { ...to, verification: 'verified' as const, primary };
		const linked = mergeLinks(customer.externalIds, [given], now, 'external_id');
		const change = changeLinks(this.customers, customer, {
			externalIds: retired(linked, from),
			sync: customer.sync.map((stamp) =>
				stamp.system === from.system && stamp.practiceId === from.practiceId
					? withoutContent(stamp)
					: stamp,
			),
		});
		return {
			links: [change],
			movedKeys: keysOf(change.after.externalIds, to),
			survivorId: customer.id,
		};
	}

	/** Both are known: the merged patient's ids of this practice move; a person merges the rest. */
	private moveLinks(loser: Customer, survivor: Customer, { from, to }: Sides): Effect {
		const goes = (link: ExternalIdLink) =>
			link.system === from.system && link.practiceId === from.practiceId;
		const going = retired(loser.externalIds.filter(goes), from).filter(
			(link) => !survivor.externalIds.some((own) => isSameId(own, link)),
		);
		const pair = { externalId: to, customerId: loser.id };
		const isApart =
			this.matches.keptApartBy(pair) ??
			this.matches.keptApartBy({ externalId: from, customerId: survivor.id });
		const links = [
			changeLinks(this.customers, loser, {
				externalIds: loser.externalIds.filter((link) => !goes(link)),
			}),
			changeLinks(this.customers, survivor, {
				externalIds: [
					...survivor.externalIds,
					...going.map((link) => ({ ...link, primary: false })),
				],
			}),
		];
		return {
			links,
			movedKeys: going.map(({ key }) => key),
			review: {
				kind: 'customer_merge',
				pair,
				reasons: isApart ? [REASON, 'match_exclusion_exists'] : [REASON],
			},
			survivorId: survivor.id,
		};
	}
}

/** The patient ids from one to the end of its chain of merges. */
function chainFrom(patient: string, merges: readonly PatientMerge[]): string[] {
	const chain = [patient];
	for (;;) {
		const next = merges.find(({ loser }) => loser === chain[chain.length - 1]);
		if (!next) return chain;
		chain.push(next.survivor);
	}
}

/** The links with one id that its practice does not use any more. */
function retired(links: readonly ExternalIdLink[], id: ExternalId): ExternalIdLink[] {
	return links.map((link) =>
		isSameId(link, id) ? { ...link, verification: 'rejected', primary: false } : link,
	);
}

const keysOf = (links: readonly ExternalIdLink[], id: ExternalId) =>
	links.filter((link) => isSameId(link, id)).map(({ key }) => key);
