import type { INodeExecutionData } from 'n8n-workflow';

import type { Session } from '../session';

/** What a sweep asks for, page by page. */
export interface SweepRequest {
	/** RFC 3339 UTC. */
	readonly since: string;
	readonly pageSize: number;
	readonly cursor?: string;
}

/** A record as far as a sweep looks at it. */
export interface Sighting<Row> {
	readonly row: Row;
	/** Keyed hash of where the record lies; no patient value. */
	readonly key: string;
	/** Keyed hash of its content: an edit that does not move the last-modified time is seen too. */
	readonly version: string;
	/** The vendor's own last-modified time, RFC 3339 UTC. */
	readonly sourceAt: string | null | undefined;
}

export interface SweepPage<Row> {
	readonly sightings: ReadonlyArray<Sighting<Row>>;
	/** Records that could not be read, known by the same hash as sightings. */
	readonly failed: ReadonlyArray<{ readonly key: string; readonly error: unknown }>;
	readonly nextCursor?: string;
}

export interface TriggerItems {
	readonly items: INodeExecutionData[];
	/** Keys of sightings that may be told at a later sweep: their patient is not in HealthSail yet. */
	readonly waiting: readonly string[];
}

/** One event of a vendor's trigger: how its records are read and told. */
export interface TriggerEvent<Row> {
	readonly name: string;
	/** Whether records come without the time of their change. */
	isUntimed(session: Session): boolean;
	page(session: Session, request: SweepRequest): Promise<SweepPage<Row>>;
	/** Some records, to show what the event looks like. */
	sample(session: Session): Promise<ReadonlyArray<Sighting<Row>>>;
	/** Fence, opt-outs and audit first; then only what the trigger is to tell. */
	toItems(
		session: Session,
		sightings: ReadonlyArray<Sighting<Row>>,
		includeRecord: boolean,
	): Promise<TriggerItems>;
	/** Said when there is nothing to show. */
	readonly nothingToShow: { readonly message: string; readonly nextStep: string };
}

/** Where a record lies, as a short keyed hash. */
export function sightingKey({ client, port: { scope } }: Session, ...place: string[]): string {
	return client
		.keyedHash(['trigger', scope.system, scope.practiceId, ...place].join('|'))
		.slice(0, 20);
}
