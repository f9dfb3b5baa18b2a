import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { externalIdSchema, pmSystemSchema } from '../../../../lib/canonical/externalId';
import { patientSchema } from '../../../../lib/canonical/patient';
import { SafeError } from '../../../../lib/privacy/errors';
import { matchResultSchema } from '../../../common/healthsail/matchResult';

/** What HealthSail told of the patient when the vendor node looked it up; null = unknown there. */
const linkSchema = z
	.object({
		customerId: z.string().min(1),
		version: z.number().int(),
		contentHash: z.string().nullish(),
		fieldHashes: z.record(z.string()).nullish(),
		syncState: z.string().nullish(),
	})
	.nullish()
	.transform((link) => link ?? null);

/** A patient that belongs to the sync, as vendor nodes emit it. */
const includedSchema = patientSchema.extend({
	syncState: z.literal('included').optional(),
	healthsail: linkSchema,
	/** Of a patient that came through Patient Match. */
	match: matchResultSchema.nullish(),
});
export type IncludedPatient = z.output<typeof includedSchema>;

/** A known patient that does not (any more): ids and state, nothing else. */
const leavingSchema = z.object({
	system: pmSystemSchema,
	practiceId: z.string().min(1),
	id: z.string().min(1),
	externalIds: z.array(externalIdSchema).min(1),
	syncState: z.enum(['left', 'excluded']),
	reason: z.string().min(1).max(200).nullish(),
	healthsail: linkSchema,
});
export type LeavingPatient = z.output<typeof leavingSchema>;

/** Whether an item says that its patient does not belong to the sync. */
export function isLeaving(json: IDataObject): boolean {
	return json.syncState === 'left' || json.syncState === 'excluded';
}

/** @throws SafeError `validation` with the names of the members that do not fit */
export function parseIncluded(json: IDataObject): IncludedPatient {
	if (isLeaving(json)) {
		throw new SafeError({
			kind: 'validation',
			message: 'The patient does not belong to the sync, so its data may not be sent',
			nextStep: 'Send items from the Leaving output of Compare to Strip.',
			system: 'healthsail',
		});
	}
	return parseItem(includedSchema, json);
}

/** @throws SafeError `validation` with the names of the members that do not fit */
export function parseLeaving(json: IDataObject): LeavingPatient {
	return parseItem(leavingSchema, json);
}

function parseItem<Schema extends z.ZodTypeAny>(
	schema: Schema,
	json: IDataObject,
): z.output<Schema> {
	const parsed = schema.safeParse(json);
	if (parsed.success) return parsed.data as z.output<Schema>;
	throw new SafeError({
		kind: 'validation',
		message: 'The item is not a patient as this pack emits it',
		nextStep: 'Connect this node to the Patients output of a practice system node.',
		system: 'healthsail',
		fields: [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))].slice(0, 10),
	});
}
