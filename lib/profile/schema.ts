import { IANAZone } from 'luxon';
import { z } from 'zod';

import { pmSystemSchema } from '../canonical/externalId';
import { identitySettingsSchema } from '../identity/settings';
import { narrowableFields } from '../privacy/scopes';
import { foldText } from '../values/text';
import { changeSettingsSchema } from './changes';
import { flagRuleSchema } from './flagRule';
import { scheduleSettingsSchema } from './schedule';
import { advancedMdSettingsSchema } from './systems/advancedMd';
import { careCloudSettingsSchema } from './systems/careCloud';
import { greenwaySettingsSchema } from './systems/greenway';
import { nextGenSettingsSchema } from './systems/nextGen';
import { tebraSettingsSchema } from './systems/tebra';

/** Which patients of the practice belong to the sync (design 20, common words of the flow). */
export const cohortSchema = z.discriminatedUnion('rule', [
	z.object({ rule: z.literal('all') }).strict(),
	z.object({ rule: z.literal('visitWithin'), months: z.number().int().min(1).max(240) }).strict(),
	z.object({ rule: z.literal('invited') }).strict(),
	z.object({ rule: z.literal('portal') }).strict(),
]);
export type CohortRule = z.infer<typeof cohortSchema>;

export const syncSettingsSchema = z
	.object({
		/** Patients per page, and so per sub-workflow run. */
		pageSize: z.number().int().min(1).max(1000),
		/** Hours a change read reaches back behind the end of the last one. */
		overlapHours: z.number().int().min(0).max(168),
		/** Longest span of one change request to the vendor, in days (Tebra sheet 5: at most 30). */
		windowDays: z.number().int().min(1).max(30),
	})
	.strict();
export type SyncSettings = z.infer<typeof syncSettingsSchema>;

/** Words are kept in the form `meaningOf` looks them up by, however the file spells them. */
const codeMap = <T extends string>(meanings: z.ZodType<T>) =>
	z
		.record(z.string().min(1), meanings)
		.transform((map) =>
			Object.fromEntries(Object.entries(map).map(([word, meaning]) => [foldText(word), meaning])),
		);

/** When two records count as the same person. A person cannot be asked about what was linked. */
export const matchingSchema = identitySettingsSchema.refine(
	({ linkScore, reviewScore }) => reviewScore <= linkScore,
	{ path: ['reviewScore'], message: 'must not be above linkScore' },
);

/** The vendor's own words and what they mean here; look up with `meaningOf`. */
export const codeMapsSchema = z
	.object({
		gender: codeMap(z.enum(['male', 'female', 'other', 'unknown'])),
		relationship: codeMap(z.enum(['self', 'spouse', 'child', 'other'])),
		payerScenario: codeMap(
			z.enum([
				'commercial',
				'medicare',
				'medicare_advantage',
				'medicaid',
				'tricare',
				'workers_comp',
				'auto',
				'other',
			]),
		),
	})
	.strict();
export type CodeMaps = z.infer<typeof codeMapsSchema>;

/**
 * What differs per practice: one versioned JSON per practice and vendor (design 20). Members that a
 * file leaves out come from `defaultProfile`; a member nobody knows is a problem, not ignored.
 */
export const practiceProfileSchema = z
	.object({
		version: z.literal(1),
		system: pmSystemSchema,
		timeZone: z.string().refine((zone) => IANAZone.isValidZone(zone), {
			message: 'must be an IANA time zone such as America/Chicago',
		}),
		sync: syncSettingsSchema,
		cohort: cohortSchema,
		flags: z.array(flagRuleSchema),
		/** Whether records with a name such as Test or Do Not Use stay out of the sync. */
		testPatients: z.enum(['exclude', 'keep']),
		scope: z.object({ fields: z.array(z.enum(narrowableFields)) }).strict(),
		codes: codeMapsSchema,
		identity: matchingSchema,
		schedule: scheduleSettingsSchema,
		changes: changeSettingsSchema,
		tebra: tebraSettingsSchema.optional(),
		advancedmd: advancedMdSettingsSchema.optional(),
		carecloud: careCloudSettingsSchema.optional(),
		nextgen: nextGenSettingsSchema.optional(),
		/** Both Greenway products. */
		greenway: greenwaySettingsSchema.optional(),
	})
	.strict();
export type PracticeProfile = z.infer<typeof practiceProfileSchema>;
