import type { World } from '../../core/world.mjs';
import { Problem } from '../http/problem.mjs';
import { Collection, compareKeys, sortKey } from '../store/collection.mjs';
import type { Resource } from '../store/types.mjs';
import { Deliveries } from './deliveries.mjs';
import { covers, type WebhookEndpoint } from './endpoints.mjs';

export const API_VERSION = '2026-11-01';
export const TENANT_ID = 'ten_sandbox';
const KEPT_MS = 30 * 24 * 3600 * 1000;

/** What happened to which object. */
export interface EventFacts {
	type: string;
	object: string;
	id: string;
	version: number;
	/** Path of the collection below `/v1`, such as `customers`. */
	collection: string;
	changedFields?: string[];
	pmSystems?: string[];
	correlationId?: string;
}

export interface EventRecord extends Resource {
	type: string;
	correlationId?: string;
	data: Record<string, unknown>;
}

/** The thin envelope that receivers and lists get. It carries no patient data. */
export function envelope(event: EventRecord): Record<string, unknown> {
	return {
		id: event.id,
		type: event.type,
		apiVersion: API_VERSION,
		createdAt: event.createdAt,
		tenantId: TENANT_ID,
		livemode: false,
		...(event.correlationId === undefined ? {} : { correlationId: event.correlationId }),
		data: event.data,
	};
}

/** The events list, kept for 30 sandbox days, and the way out to the webhook endpoints. */
export class EventLog {
	readonly events: Collection<EventRecord>;

	readonly deliveries: Deliveries;

	constructor(
		private readonly world: World,
		private readonly endpoints: Collection<WebhookEndpoint>,
	) {
		this.events = new Collection(world.clock, 'event', 'evt');
		this.deliveries = new Deliveries(world, endpoints);
	}

	/** Records an event and sends it to every endpoint that covers its type. */
	emit(facts: EventFacts): EventRecord {
		const event = this.record(facts);
		for (const endpoint of this.endpoints.values()) {
			if (endpoint.status === 'disabled') continue;
			if (endpoint.events.some((pattern) => covers(pattern, event.type))) {
				this.deliver(endpoint.id, event);
			}
		}
		return event;
	}

	/** Records a test event and sends it to one endpoint only. */
	emitTest(endpoint: WebhookEndpoint, correlationId?: string): EventRecord {
		const event = this.record({
			type: 'webhook_endpoint.test',
			object: 'webhook_endpoint',
			id: endpoint.id,
			version: endpoint.version,
			collection: 'webhook-endpoints',
			correlationId,
		});
		this.deliver(endpoint.id, event);
		return event;
	}

	/** Sends an event again to every endpoint that covers it. Throws `not_found`. */
	redeliver(id: string): EventRecord {
		const event = this.events.get(id);
		for (const endpoint of this.endpoints.values()) {
			const isTest = event.type === 'webhook_endpoint.test' && event.data.id === endpoint.id;
			if (endpoint.status === 'disabled') continue;
			if (isTest || endpoint.events.some((pattern) => covers(pattern, event.type))) {
				this.deliver(endpoint.id, event);
			}
		}
		return event;
	}

	/** A test for events after the given one. Throws `gone` for an unknown or forgotten id. */
	isAfter(id: string): (event: EventRecord) => boolean {
		const mark = this.events.find(id);
		if (!mark)
			throw new Problem('gone', 'The event named by after is unknown or older than 30 days.');
		const key = sortKey(mark, 'createdAt');
		return (event) => compareKeys(sortKey(event, 'createdAt'), key) > 0;
	}

	/** Forgets events older than 30 days. */
	prune(): void {
		const oldest = new Date(this.world.clock.millis() - KEPT_MS).toISOString();
		// Events stand in the order of their creation, so the old ones are in front.
		for (const event of this.events.values()) {
			if (event.createdAt >= oldest) return;
			this.events.remove(event.id);
		}
	}

	private record(facts: EventFacts): EventRecord {
		const { type, object, id, version, collection, changedFields, pmSystems, correlationId } =
			facts;
		return this.events.insert({
			type,
			...(correlationId === undefined ? {} : { correlationId }),
			data: {
				object,
				id,
				version,
				href: `/v1/${collection}/${id}`,
				...(changedFields === undefined ? {} : { changedFields }),
				...(pmSystems === undefined ? {} : { pmSystems }),
			},
		});
	}

	private deliver(endpointId: string, event: EventRecord): void {
		const body = JSON.stringify(envelope(event));
		this.deliveries.send(endpointId, { eventId: event.id, type: event.type, body });
	}
}
