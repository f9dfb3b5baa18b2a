import type { IDataObject } from 'n8n-workflow';

import { SafeError } from '../../../lib/privacy/errors';
import type { RecordKind, RecordOf } from '../../../lib/privacy/recordScopes';
import { applyRecordScope, recordFields, recordScopes } from '../../../lib/privacy/recordScopes';
import { reportPage } from '../healthsail/audit';
import { auditSubject } from './auditSubject';
import type { FailedRecord } from './port';
import type { SourceRecord } from './records';
import type { Session } from './session';
import type { Standing, StandingCustomer } from './standing';
import { standings } from './standing';

export interface RecordOptions {
	/** Run that reads the page, for the audit record. */
	readonly runId?: string;
	/** Flow that reads the page; absent = the name of the workflow. */
	readonly flow?: string;
	/** Nothing but ids leaves the node, as a trigger's thin items need it. */
	readonly idsOnly?: boolean;
}

/** `read` is the sum of the others, of the items and of `failed`. */
export interface RecordCounts {
	readonly read: number;
	/** Of another practice. */
	readonly fenced: number;
	/** About no patient, such as blocked time. */
	readonly withoutPatient: number;
	/** Of a patient whom HealthSail does not know. */
	readonly unknownPatient: number;
	/** Of a patient who opted out or is no longer in the sync. */
	readonly excluded: number;
}

export interface PreparedRecords {
	readonly items: IDataObject[];
	readonly counts: RecordCounts;
	/** Records that do not have the canonical form; the others go on. */
	readonly failed: readonly FailedRecord[];
	/** Ids of records of patients whom HealthSail does not know yet: they may pass at a later read. */
	readonly waiting: ReadonlySet<string>;
}

interface Passing<Kind extends RecordKind> {
	readonly record: RecordOf<Kind>;
	readonly patientId: string;
	readonly customer: StandingCustomer;
}

/**
 * The only way from a vendor's records about patients to items (design 10), in this order: practice
 * fence, records without a patient, what HealthSail says of the patients, canonical form and field
 * allow-list, one audit record. Throws SafeError: when look-up or audit fails, nothing is handed on.
 */
export async function prepareRecords<Kind extends RecordKind>(
	session: Session,
	kind: Kind,
	records: ReadonlyArray<SourceRecord<RecordOf<Kind>>>,
	options: RecordOptions = {},
): Promise<PreparedRecords> {
	const { scope } = session.port;
	const own = records.filter(
		({ recordPracticeId }) =>
			recordPracticeId === undefined || recordPracticeId === scope.practiceId,
	);
	const aboutPatients = own.flatMap(({ record }) => {
		const { patientId } = record;
		return patientId === undefined || patientId === null || patientId === ''
			? []
			: [{ record, patientId }];
	});
	const patientIds = new Set(aboutPatients.map(({ patientId }) => patientId));
	const known = await standings(session, patientIds);
	const stateOf = (patientId: string): Standing => known.get(patientId) ?? { state: 'unknown' };
	const passing: Array<Passing<Kind>> = [];
	const failed: FailedRecord[] = [];
	for (const { record, patientId } of aboutPatients) {
		const standing = stateOf(patientId);
		if (standing.state !== 'included') continue;
		const scoped = applyRecordScope(kind, record);
		if (scoped.ok) passing.push({ record: scoped.record, patientId, customer: standing.customer });
		else failed.push({ id: idOf(record), error: notCanonical(scope.system, kind, scoped.fields) });
	}
	await reportPage(session.client, {
		action: 'read',
		// Whose records were kept back was read as well: the record names every patient of the page.
		subjects: [...patientIds].map((id) => auditSubject(session, id)),
		fields: options.idsOnly === true ? ['id'] : recordFields(kind),
		purpose: recordScopes[kind].purpose,
		flow: options.flow ?? session.flow,
		...(options.runId !== undefined && { runId: options.runId }),
	});
	const countOf = (state: Standing['state']) =>
		aboutPatients.filter(({ patientId }) => stateOf(patientId).state === state).length;
	return {
		items: passing.map((entry) => toItem(entry, options.idsOnly === true)),
		counts: {
			read: records.length,
			fenced: records.length - own.length,
			withoutPatient: own.length - aboutPatients.length,
			unknownPatient: countOf('unknown'),
			excluded: countOf('excluded'),
		},
		failed,
		waiting: new Set(
			aboutPatients
				.filter(({ patientId }) => stateOf(patientId).state === 'unknown')
				.map(({ record }) => idOf(record)),
		),
	};
}

/** The same for an operation that has no Page output to tell of failures: the first one is thrown. */
export async function prepareAllRecords<Kind extends RecordKind>(
	session: Session,
	kind: Kind,
	records: ReadonlyArray<SourceRecord<RecordOf<Kind>>>,
	options: RecordOptions = {},
): Promise<IDataObject[]> {
	const { items, failed } = await prepareRecords(session, kind, records, options);
	if (failed.length > 0) throw failed[0].error;
	return items;
}

function idOf(record: object): string {
	return 'id' in record && typeof record.id === 'string' ? record.id : '';
}

function toItem<Kind extends RecordKind>(
	{ record, patientId, customer }: Passing<Kind>,
	idsOnly: boolean,
): IDataObject {
	const { system, practiceId } = record;
	const content = idsOnly
		? { system, practiceId, patientId, ...('id' in record && { id: record.id }) }
		: record;
	return { ...content, healthsail: { ...customer } } as unknown as IDataObject;
}

function notCanonical(system: string, kind: RecordKind, fields: readonly string[]): SafeError {
	return new SafeError({
		kind: 'wireShape',
		message: `A record (${kind}) could not be brought into the form that all systems share.`,
		nextStep: 'Update the node pack; if it is the newest, report the names of the members.',
		system,
		fields,
	});
}
