import type { World } from '../../core/world.mjs';
import type { WebhookEndpoint } from '../events/endpoints.mjs';
import { EventLog } from '../events/eventLog.mjs';
import { AppointmentStore } from './appointments.mjs';
import { AuditChain } from './auditChain.mjs';
import { ChangeDecisions } from './changeDecisions.mjs';
import { ChangeDelivery } from './changeDelivery.mjs';
import { ChangeRequestStore } from './changeRequests.mjs';
import { CohortStore } from './cohort.mjs';
import { ChangeCount, Collection } from './collection.mjs';
import { CoverageStore } from './coverages.mjs';
import { CustomerStore } from './customers.mjs';
import { Decisions } from './decisions.mjs';
import { ExternalIdIndex } from './externalIds.mjs';
import { LeaseStore } from './leases.mjs';
import { MatchStore } from './matchStore.mjs';
import { Merges } from './merges.mjs';
import { OpenWork } from './openWork.mjs';
import { PatientMerges } from './patientMerges.mjs';
import type { ExternalIdLink, Plain } from './types.mjs';

/** A resource with external ids that has no rules of its own: locations, providers. */
export interface Directory {
	collection: Collection<Plain & { externalIds: ExternalIdLink[] }>;
	externalIds: ExternalIdIndex;
}

/** Everything that one HealthSail tenant holds. */
export class Tenant {
	readonly changes = new ChangeCount();

	readonly endpoints: Collection<WebhookEndpoint>;

	readonly events: EventLog;

	readonly customers: CustomerStore;

	readonly coverages: CoverageStore;

	readonly appointments: AppointmentStore;

	readonly merges: Merges;

	readonly cohort: CohortStore;

	readonly leases: LeaseStore;

	readonly audit: AuditChain;

	readonly consents: Collection<Plain>;

	readonly matches: MatchStore;

	readonly decisions: Decisions;

	readonly patientMerges: PatientMerges;

	readonly changeRequests: ChangeRequestStore;

	readonly changeDecisions: ChangeDecisions;

	readonly changeDelivery: ChangeDelivery;

	readonly runs: Collection<Plain>;

	readonly incidents: Collection<Plain>;

	readonly locations: Directory;

	readonly providers: Directory;

	/** Correlation id of the request at work; requests are worked on one at a time. */
	correlationId: string | undefined;

	constructor(readonly world: World) {
		const { clock } = world;
		const plain = (object: string, prefix: string) =>
			new Collection<Plain>(clock, object, prefix, this.changes);
		const directory = (object: string, prefix: string): Directory => ({
			collection: new Collection(clock, object, prefix, this.changes),
			externalIds: new ExternalIdIndex(),
		});
		this.endpoints = new Collection(clock, 'webhook endpoint', 'whe', this.changes);
		this.events = new EventLog(world, this.endpoints);
		const emit: CustomerEmit = (facts) =>
			void this.events.emit({ ...facts, correlationId: this.correlationId });
		this.coverages = new CoverageStore(clock, this.changes, emit);
		this.appointments = new AppointmentStore(clock, this.changes);
		this.customers = new CustomerStore(clock, this.changes, emit, (customerId) => {
			this.coverages.removeOf(customerId);
			this.appointments.removeOf(customerId);
		});
		this.matches = new MatchStore(clock, this.changes);
		this.changeRequests = new ChangeRequestStore(clock, this.changes, emit);
		this.changeDecisions = new ChangeDecisions(clock, this.changeRequests);
		this.changeDelivery = new ChangeDelivery(clock, this.changeRequests);
		const work = new OpenWork(this.customers, this.matches, this.changeRequests);
		this.merges = new Merges(this.customers, this.coverages, this.appointments, work);
		this.decisions = new Decisions(clock, this.customers, this.matches, this.merges);
		this.patientMerges = new PatientMerges(clock, this.changes, this.customers, this.matches, work);
		this.cohort = new CohortStore(clock, this.changes);
		this.leases = new LeaseStore(clock, this.changes);
		this.audit = new AuditChain(clock, this.changes);
		this.consents = plain('consent', 'con');
		this.runs = plain('run', 'run');
		this.incidents = plain('PM incident', 'inc');
		this.locations = directory('location', 'loc');
		this.providers = directory('provider', 'prv');
	}

	/** The sandbox's present time, RFC 3339 UTC. */
	now(): string {
		return this.world.clock.now().toISOString();
	}
}

type CustomerEmit = ConstructorParameters<typeof CustomerStore>[2];
