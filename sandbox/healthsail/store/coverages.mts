import type { SandboxClock } from '../../core/clock.mjs';
import type { EventFacts } from '../events/eventLog.mjs';
import { Problem } from '../http/problem.mjs';
import { Collection, type ChangeCount } from './collection.mjs';
import { requireVersion } from './customers.mjs';
import { changedMembers, isEqual, layOver } from './equal.mjs';
import { ExternalIdIndex, mergeLinks, type GivenExternalId } from './externalIds.mjs';
import { fold } from './fold.mjs';
import type { Coverage } from './types.mjs';

/** A coverage as a request gives it. */
export type GivenCoverage = Record<string, unknown> & {
	customerId?: string;
	externalIds?: GivenExternalId[];
	ifVersion?: number;
};

export interface CoverageResult {
	result: 'created' | 'updated' | 'unchanged';
	coverage: Coverage;
}

const memberKey = (memberId: string) => fold(memberId).replaceAll(' ', '');

/** Coverages of customers, found by customer and by external id. */
export class CoverageStore {
	readonly collection: Collection<Coverage>;

	readonly externalIds = new ExternalIdIndex();

	private readonly byCustomer = new Map<string, Set<string>>();

	/** Ids of coverages by member id in lower case, letters and digits only. */
	private readonly byMemberId = new Map<string, Set<string>>();

	constructor(
		private readonly clock: SandboxClock,
		changes: ChangeCount,
		private readonly emit: (facts: EventFacts) => void,
	) {
		this.collection = new Collection(clock, 'coverage', 'cov', changes);
	}

	/** Coverages of one customer, oldest first. */
	ofCustomer(customerId: string): Coverage[] {
		return [...(this.byCustomer.get(customerId) ?? [])].map((id) => this.collection.get(id));
	}

	/** Ids of the customers whose coverage carries this member id. */
	customersByMemberId(memberId: string): Set<string> {
		const ids = this.byMemberId.get(memberKey(memberId)) ?? new Set<string>();
		return new Set([...ids].map((id) => this.collection.get(id).customerId));
	}

	/** Creates a coverage. Throws `duplicate_external_id`. */
	create(customerId: string, given: GivenCoverage): Coverage {
		const { externalIds = [], ifVersion: _v, customerId: _c, ...members } = given;
		this.externalIds.requireFree(externalIds);
		const links = mergeLinks([], externalIds, this.now(), 'external_id');
		const coverage = this.collection.insert({
			...members,
			customerId,
			externalIds: links,
		} as unknown as Coverage);
		this.externalIds.move(coverage.id, [], links);
		this.moveMemberId(undefined, coverage);
		this.group(customerId).add(coverage.id);
		this.announce(coverage);
		return coverage;
	}

	/** Creates or changes the coverage that the external ids name. */
	upsert(given: GivenCoverage): CoverageResult {
		const customerId = String(given.customerId);
		const owner = this.externalIds.commonOwner(given.externalIds ?? []);
		if (owner === undefined) return { result: 'created', coverage: this.create(customerId, given) };
		const existing = this.collection.get(owner);
		requireVersion(existing, given.ifVersion);
		if (existing.customerId !== customerId) {
			throw new Problem('duplicate_external_id', 'Another customer holds this coverage.', {
				existingId: existing.id,
			});
		}
		const coverage = this.change(existing, given);
		return { result: coverage === existing ? 'unchanged' : 'updated', coverage };
	}

	/** Lays a request's members over a coverage; the same object when nothing changes. */
	change(existing: Coverage, given: GivenCoverage): Coverage {
		const { externalIds, ifVersion: _v, customerId: _c, ...members } = given;
		if (externalIds) this.externalIds.requireFree(externalIds, existing.id);
		const next = layOver(existing, members);
		if (externalIds) {
			next.externalIds = mergeLinks(existing.externalIds, externalIds, this.now(), 'external_id');
		}
		return isEqual(existing, next) ? existing : this.store(existing, next);
	}

	/** Terminates one system's coverages of a customer except some. Answers how many. */
	terminateOthers(
		customerId: string,
		system: string,
		practiceId: string,
		except: ReadonlySet<string>,
	): number {
		let count = 0;
		for (const coverage of this.ofCustomer(customerId)) {
			const isTheirs = coverage.externalIds.some(
				(link) => link.system === system && link.practiceId === practiceId,
			);
			if (!isTheirs || except.has(coverage.id) || coverage.status === 'terminated') continue;
			this.store(coverage, { ...coverage, status: 'terminated' });
			count += 1;
		}
		return count;
	}

	/** Removes all coverages of a customer. */
	removeOf(customerId: string): void {
		for (const coverage of this.ofCustomer(customerId)) {
			this.externalIds.move(coverage.id, coverage.externalIds, []);
			this.moveMemberId(coverage, undefined);
			this.collection.remove(coverage.id);
		}
		this.byCustomer.delete(customerId);
	}

	/** Gives some coverages to another customer. */
	reassign(ids: readonly string[], toCustomerId: string): void {
		for (const id of ids) {
			const coverage = this.collection.find(id);
			if (!coverage) continue;
			this.byCustomer.get(coverage.customerId)?.delete(id);
			this.group(toCustomerId).add(id);
			this.store(coverage, { ...coverage, customerId: toCustomerId });
		}
	}

	private store(before: Coverage, next: Coverage): Coverage {
		const after = this.collection.replace(next);
		this.externalIds.move(after.id, before.externalIds, after.externalIds);
		this.moveMemberId(before, after);
		this.announce(after, changedMembers(before, after));
		return after;
	}

	private moveMemberId(before: Coverage | undefined, after: Coverage | undefined): void {
		const key = (coverage: Coverage | undefined) =>
			typeof coverage?.memberId === 'string' ? memberKey(coverage.memberId) : '';
		if (key(before) === key(after)) return;
		if (before && key(before)) this.byMemberId.get(key(before))?.delete(before.id);
		if (!after || !key(after)) return;
		const ids = this.byMemberId.get(key(after)) ?? new Set<string>();
		this.byMemberId.set(key(after), ids.add(after.id));
	}

	private group(customerId: string): Set<string> {
		let ids = this.byCustomer.get(customerId);
		if (!ids) {
			ids = new Set();
			this.byCustomer.set(customerId, ids);
		}
		return ids;
	}

	private announce(coverage: Coverage, changedFields?: string[]): void {
		this.emit({
			type: 'coverage.updated',
			object: 'coverage',
			id: coverage.id,
			version: coverage.version,
			collection: 'coverages',
			changedFields,
			pmSystems: [...new Set(coverage.externalIds.map((link) => link.system))],
		});
	}

	private now(): string {
		return this.clock.now().toISOString();
	}
}
