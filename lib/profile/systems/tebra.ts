import { z } from 'zod';

import type { FlagRule } from '../flagRule';

/** Settings only Tebra's SOAP interface has (Tebra sheet 3.3, 5, 11). */
export const tebraSettingsSchema = z
	.object({
		/** `empty` sends an empty Fields element; `explicit` sends a toggle per column we read. */
		fieldsMode: z.enum(['empty', 'explicit']),
		/** Milliseconds between two calls of an operation, where the account's limit differs. */
		throttleMs: z.record(z.string().min(1), z.number().int().min(1).max(60_000)),
		/** Part of the account's limit this integration may use, above 0 and at most 1. */
		limitShare: z.number().gt(0).max(1),
		/** Name under which our ids are registered beside the patient's id. */
		externalVendorName: z.string().trim().min(1).max(50),
	})
	.strict();
export type TebraSettings = z.infer<typeof tebraSettingsSchema>;

/** Sheet 3.3 rule 6 (empty Fields) and 5 (limits are counted per account). */
export const tebraDefaults: TebraSettings = {
	fieldsMode: 'empty',
	throttleMs: {},
	limitShare: 1,
	externalVendorName: 'HealthSail',
};

/** Tebra sheet 4.1: the alert text and the collection category are where practices mark privacy. */
export const tebraFlags: readonly FlagRule[] = [
	{ field: 'Alert', match: 'contains', value: 'DO NOT SHARE', reason: 'do_not_share' },
	{ field: 'Alert', match: 'contains', value: 'CONFIDENTIAL', reason: 'confidential' },
	{
		field: 'CollectionCategoryName',
		match: 'equals',
		value: 'Confidential',
		reason: 'confidential',
	},
];
