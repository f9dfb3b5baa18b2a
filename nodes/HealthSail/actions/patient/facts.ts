import { z } from 'zod';

import type { AuditReport } from '../../../common/healthsail/audit';
import { flowOf, subjectOf } from '../../../common/healthsail/audit';
import { invalidField } from '../body';
import { readOptions } from '../factories';
import { idField } from '../fields';
import type { Call } from '../operation';

export const mergesPath = '/patient-merges';

/** Two patients of one practice: the one that stays, and the one that was merged into it. */
export interface MergedPair {
	readonly system: string;
	readonly practiceId: string;
	readonly survivor: string;
	readonly loser: string;
}

/** A merge as HealthSail keeps it. */
export const mergeSchema = z
	.object({
		id: z.string(),
		version: z.number().int(),
		system: z.string(),
		practiceId: z.string(),
		survivor: z.string(),
		loser: z.string(),
		survivorCustomerId: z.string().nullish(),
	})
	.passthrough();
export type PatientMerge = z.output<typeof mergeSchema>;

export const survivorField = idField(
	'survivor',
	'Surviving Patient ID',
	'ID in the practice system of the patient that stays',
);

export const loserField = idField(
	'loser',
	'Merged Patient ID',
	'ID in the practice system of the patient that was merged into the other one',
);

/** Reads the pair; the two have to be two. Throws SafeError `validation`. */
export function readPair(call: Call): MergedPair {
	const text = (name: string) => String(call.param<string | number>(name)).trim();
	const pair = {
		system: text('system'),
		practiceId: text('practiceId'),
		survivor: text('survivor'),
		loser: text('loser'),
	};
	for (const { name, displayName } of [survivorField, loserField]) {
		if (pair[name as 'survivor' | 'loser'] === '') throw invalidField(displayName, 'is empty');
	}
	if (pair.survivor === pair.loser) {
		throw invalidField(loserField.displayName, 'is the same as the surviving patient');
	}
	return pair;
}

/** The audit record of a merge, or of the one that takes it back: both patients, by hash. */
export function mergeReport(
	call: Call,
	step: 'patient.merge' | 'patient.unmerge',
	{ system, practiceId, survivor, loser }: MergedPair,
	customerId?: string | null,
): AuditReport {
	const { client, context } = call;
	const { flow, runId } = call.param<{ flow?: string; runId?: string }>('options', {});
	return {
		action: 'merge',
		subjects: [survivor, loser].map((id) =>
			subjectOf(client, { type: 'patient', system, practiceId, id }),
		),
		fields: ['externalIds', 'matchReviews', 'matchExclusions', 'demographicChangeRequests'],
		purpose: readOptions(call).purposeOfUse ?? 'HOPERAT',
		flow: flow !== undefined && flow !== '' ? flow : flowOf(context),
		workflowStep: step,
		...(customerId && { customerId }),
		...(runId && { runId }),
	};
}
