import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { pmSystemSchema } from '../../../../lib/canonical/externalId';
import {
	newPatientProposal,
	shopperSchema,
	type ChangeRequest,
	type ProposedChange,
} from '../../../../lib/sync/newPatientProposal';
import { audited, flowOf, type AuditReport } from '../../../common/healthsail/audit';
import type { IdempotencySource } from '../../../common/healthsail/client';
import { invalidField, readJson } from '../body';
import { idempotencyOf, readOptions, readRecord } from '../factories';
import type { Call, ItemOperation } from '../operation';
import { createFields } from './createFields';
import { changeRequestFacts } from './facts';

const { path } = changeRequestFacts;

/** Proposes changes of a patient, or a new patient, to the practice's staff. */
export const create: ItemOperation = {
	kind: 'item',
	name: 'Create',
	action: 'Create demographic change request',
	description:
		'Propose changes of a patient, or a new patient, for staff to decide. Nothing is written to the practice system.',
	fields: createFields,
	async execute(call) {
		const body =
			call.param<string>('requestKind') === 'new_patient'
				? await newPatientBody(call)
				: await changeBody(call);
		const purpose = readOptions(call).purposeOfUse;
		return await audited(
			call.client,
			[toReport(call, body)],
			async () =>
				await readRecord(call.client, {
					operation: 'createDemographicChangeRequest',
					method: 'POST',
					path,
					body,
					purpose,
					idempotencySource: sourceOf(call, body),
				}),
		);
	},
};

async function newPatientBody(call: Call): Promise<ChangeRequest> {
	const given = await readJson('Customer', call.param('customer'));
	const customer = shopperSchema.safeParse(given);
	if (!customer.success) throw invalidField('Customer', 'is not a customer of HealthSail');
	return newPatientProposal(customer.data, readPractice(call));
}

async function changeBody(call: Call): Promise<ChangeRequest> {
	const { system, practiceId } = readPractice(call);
	const { customerVersion, pmContentHash } = call.param<{
		customerVersion?: number;
		pmContentHash?: string;
	}>('options', {});
	const basis = {
		...(customerVersion !== undefined && { customerVersion }),
		...(pmContentHash && { pmContentHash }),
	};
	return {
		kind: 'change',
		customerId: call.param<string>('customerId').trim(),
		pmSystem: system,
		practiceId,
		direction: call.param<ChangeRequest['direction']>('direction'),
		origin: call.param<ChangeRequest['origin']>('origin'),
		reviewMode: call.param<ChangeRequest['reviewMode']>('reviewMode'),
		changes: await readChanges(call),
		...(Object.keys(basis).length > 0 && { basis }),
	};
}

function readPractice(call: Call) {
	const system = pmSystemSchema.safeParse(call.param('system'));
	if (!system.success) throw invalidField('Practice System', 'is none that this pack knows');
	const practiceId = String(call.param<string | number>('practiceId')).trim();
	if (practiceId === '') throw invalidField('Practice ID', 'is empty');
	return { system: system.data, practiceId };
}

const changesSchema = z
	.array(
		z
			.object({
				path: z.string().regex(/^(\/[A-Za-z0-9_~-]+)+$/),
				from: z.unknown(),
				to: z.unknown(),
			})
			.refine(({ from, to }) => from !== undefined && to !== undefined),
	)
	.min(1)
	.max(100);

async function readChanges(call: Call): Promise<ProposedChange[]> {
	const isJson = call.param<string>('changesFrom') === 'json';
	const label = isJson ? 'Changes (JSON)' : 'Changes';
	const given = isJson ? await readJson(label, call.param('changesJson')) : enteredChanges(call);
	const changes = changesSchema.safeParse(given);
	if (changes.success) return changes.data as ProposedChange[];
	throw invalidField(label, 'needs 1 to 100 entries, each with a path such as /demographics/email');
}

/** What is typed is text; an empty box says that there is no value. */
function enteredChanges(call: Call): IDataObject[] {
	const { entries = [] } = call.param<{ entries?: IDataObject[] }>('changes', {});
	const valueOf = (value: unknown) => (value === undefined || value === '' ? null : value);
	return entries.map((entry) => ({
		path: entry.path,
		from: valueOf(entry.from) as string | null,
		to: valueOf(entry.to) as string | null,
	}));
}

/**
 * The same customer proposed again with the same values is the same request, also in a later run: a
 * flow that looks for shoppers every night must not ask staff every night.
 */
function sourceOf(call: Call, body: ChangeRequest): IdempotencySource {
	const named = readOptions(call).idempotencySource;
	if (body.kind !== 'new_patient' || (named !== undefined && named !== '')) {
		return idempotencyOf(call, { path, body });
	}
	return {
		id: ['new_patient', body.pmSystem, body.practiceId, body.customerId].join('|'),
		version: call.client.keyedHash(JSON.stringify(body)),
	};
}

/** The audit record: the customer by hash, and paths without values. */
function toReport(call: Call, { customerId, changes }: ChangeRequest): AuditReport {
	const { client, context } = call;
	const { flow, runId } = call.param<{ flow?: string; runId?: string }>('options', {});
	return {
		action: 'create',
		subjects: [
			{
				type: 'customer',
				keyedHash: client.keyedHash(['customer', customerId ?? ''].join('|')),
			},
		],
		fields: changes.map((change) => change.path),
		purpose: readOptions(call).purposeOfUse ?? 'HOPERAT',
		flow: flow !== undefined && flow !== '' ? flow : flowOf(context),
		workflowStep: 'demographicChangeRequest.create',
		...(customerId && { customerId }),
		...(runId && { runId }),
	};
}
