import type {
	ChangeComparison,
	ChangeDecision,
	ChangeDelivery,
	Reviewer,
	StoredChangeRequest,
} from '../../healthsail/changeRequests';
import {
	compareChangeRequest,
	decideChangeRequest,
	getChangeRequest,
	recordDelivery,
	reopenChangeRequest,
} from '../../healthsail/changeRequests';
import type { HealthSailClient } from '../../healthsail/client';
import { problemCode } from '../../healthsail/errors';
import { outcomeOf } from '../../outcome';

/** How often a fact is told again to a request that somebody changes at the same time. */
const tellings = 3;

/** A change request while it is worked on: each write names the version that the last one gave. */
export class HeldRequest {
	constructor(
		private readonly client: HealthSailClient,
		private request: StoredChangeRequest,
	) {}

	get now(): StoredChangeRequest {
		return this.request;
	}

	/** Throws SafeError `conflict` when the request moved on since it was read. */
	async record(body: ChangeDelivery): Promise<void> {
		this.request = await recordDelivery(this.client, this.request, body);
	}

	/**
	 * Records what has happened in the practice, also when the request moved on meanwhile. False when it
	 * was closed: nobody can tell it anything any more. Throws SafeError.
	 */
	async recordFact(body: ChangeDelivery): Promise<boolean> {
		for (let telling = 1; ; telling += 1) {
			const told = await outcomeOf(async () => await this.record(body));
			if (told.ok) return true;
			const code = problemCode(told.error);
			if (code === 'state_invalid') return false;
			if (code !== 'version_mismatch' || telling >= tellings) throw told.error;
			this.request = await getChangeRequest(this.client, this.request.id);
		}
	}

	/** Has approved changes decided again. Throws SafeError `conflict` as `record` does. */
	async reopen(changeIds: readonly string[]): Promise<void> {
		this.request = await reopenChangeRequest(this.client, this.request, { changeIds });
	}

	/** Tells what the practice has now. Throws SafeError `conflict` as `record` does. */
	async compare(body: ChangeComparison): Promise<void> {
		this.request = await compareChangeRequest(this.client, this.request, body);
	}

	/** Records decisions. Throws SafeError `conflict` as `record` does. */
	async decide(decisions: readonly ChangeDecision[], reviewer: Reviewer): Promise<void> {
		this.request = await decideChangeRequest(this.client, this.request, { decisions, reviewer });
	}
}
