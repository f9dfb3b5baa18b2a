import type { IExecuteFunctions } from 'n8n-workflow';

import { SafeError } from '../../../../lib/privacy/errors';
import {
	toCustomerLinking,
	toCustomerUpsert,
	type CustomerUpsert,
} from '../../../../lib/sync/toCustomer';
import { omit } from '../../../../lib/values/omit';
import { audited, reportFailures, type AuditReport } from '../../../common/healthsail/audit';
import type { HealthSailClient } from '../../../common/healthsail/client';
import { identityReport } from '../../../common/healthsail/identityAudit';
import { sendBulk, type BulkRow } from '../bulk';
import type { IncludedPatient } from './patientItem';

/** The call that creates, updates and links customers. */
export const bulkUpsert = { operation: 'bulkUpsertCustomers', path: '/customers/bulk-upsert' };

/** A patient on its way to a customer. */
export interface CustomerWrite {
	readonly patient: IncludedPatient;
	/** The customer that Patient Match found; absent = found by the external id, or created. */
	readonly customer?: { readonly customerId: string; readonly version: number };
}

/**
 * @throws SafeError `validation` for a patient that a person has to look at, and for a match that
 *   names no customer and version
 */
export function toWrite(patient: IncludedPatient): CustomerWrite {
	const { match } = patient;
	if (match == null || match.band === 'new') return { patient };
	if (match.band === 'review') {
		throw refused(
			'A person has to decide who this patient is, so it may be neither linked nor created',
			'Send items from the Review output of Patient Match to Match Review: Create.',
		);
	}
	const { customerId, version } = match;
	if (customerId === undefined || version === undefined) {
		throw refused(
			'The match names no HealthSail customer with its version',
			'Let Patient Match compare with candidates from Customer: Find Candidates or with customers.',
		);
	}
	return { patient, customer: { customerId, version } };
}

/**
 * Writes the customers of at most 100 patients. Each link is in the audit trail before the first of
 * them is written; a link that HealthSail refuses is reported once more, as a failure.
 *
 * @returns one row per write, in their order
 * @throws SafeError when the audit or a call as a whole failed
 */
export async function writeCustomers(
	context: IExecuteFunctions,
	client: HealthSailClient,
	writes: readonly CustomerWrite[],
): Promise<BulkRow[]> {
	const rows = new Array<BulkRow>(writes.length);
	const links = positionsOf(writes, ({ customer }) => customer !== undefined);
	const others = positionsOf(writes, ({ customer }) => customer === undefined);
	const reports = links.map((index) => linkReport(context, client, writes[index]));
	const send = async (positions: readonly number[], matchOn: 'externalIds' | 'id') => {
		if (positions.length === 0) return;
		const bodies = positions.map((index) => toBody(writes[index]));
		const answered = await sendBulk(context, client, { ...bulkUpsert, matchOn }, bodies);
		positions.forEach((index, position) => (rows[index] = answered[position]));
	};
	await audited(client, reports, async () => {
		await send(others, 'externalIds');
		await send(links, 'id');
	});
	const refusedLinks = reports.filter((_, position) => rows[links[position]].result === 'error');
	await reportFailures(client, refusedLinks);
	return rows;
}

function toBody({ patient, customer }: CustomerWrite): CustomerUpsert {
	const { healthsail: link } = patient;
	const facts = omit(patient, 'healthsail', 'match', 'syncState');
	if (customer !== undefined) return toCustomerLinking(facts, customer);
	// A patient that comes back into the sync sheds the reason why it was out.
	const isBack = link?.syncState != null && link.syncState !== 'included';
	return {
		...toCustomerUpsert(facts, undefined, link === null ? 'created_here' : 'external_id'),
		...(isBack && { syncReason: null }),
	};
}

function linkReport(
	context: IExecuteFunctions,
	client: HealthSailClient,
	{ patient: { system, practiceId, id }, customer }: CustomerWrite,
): AuditReport {
	const { flow, runId } = context.getNodeParameter('options', 0, {}) as {
		flow?: string;
		runId?: string;
	};
	return identityReport(context, client, {
		action: 'link',
		step: 'customer.createOrUpdate',
		fields: ['externalIds'],
		externalId: { system, practiceId, type: 'patient', value: id },
		customerIds: customer === undefined ? [] : [customer.customerId],
		flow,
		runId,
	});
}

function positionsOf(
	writes: readonly CustomerWrite[],
	isWanted: (write: CustomerWrite) => boolean,
): number[] {
	return writes.flatMap((write, index) => (isWanted(write) ? [index] : []));
}

function refused(message: string, nextStep: string): SafeError {
	return new SafeError({
		kind: 'validation',
		message,
		nextStep,
		system: 'healthsail',
		fields: ['match'],
	});
}
