import { z } from 'zod';

import { appointmentStatusSchema } from '../../canonical/appointment';
import type { FlagRule } from '../flagRule';
import { fhirDefaults, fhirSettingsShape } from './fhirSettings';
import { writeLimits, writeLimitsSchema } from './writeLimits';

/** The form in which Tebra's words are compared (sheet 4.5): `No-show` and `NoShow` are one word. */
export function tebraWord(text: string): string {
	return text.toLowerCase().replace(/[^a-z]/g, '');
}

const words = <Meaning extends z.ZodTypeAny>(meaning: Meaning) =>
	z
		.record(z.string().min(1), meaning)
		.transform((map) =>
			Object.fromEntries(Object.entries(map).map(([word, value]) => [tebraWord(word), value])),
		) as z.ZodType<Record<string, z.output<Meaning>>, z.ZodTypeDef, Record<string, unknown>>;

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
		/**
		 * Times in lists of appointments: `local` to the practice; `utc`; or `offset`: an offset of 0 is
		 * asked for, and the times are UTC (sheet 4.5, 11).
		 */
		appointmentListTimes: z.enum(['local', 'utc', 'offset']),
		/** Times that are written: UTC with a `Z`, or the practice's local time without a zone. */
		appointmentWriteTimes: z.enum(['utc', 'local']),
		/** Words of the appointment status, of lists and of single reads; case and signs do not count. */
		appointmentStatus: words(appointmentStatusSchema),
		/** Types of GetTransactions that are no charge, and what they are here (sheet 4.8). */
		transactionTypes: words(
			z.enum(['payment', 'refund', 'adjustment', 'reversal', 'other', 'skip']),
		),
		/** Label, status and largest size in bytes of documents for staff (sheet 4.9). */
		documentLabel: z.string().regex(/^[A-Za-z]{1,40}$/),
		documentStatus: z.string().regex(/^[A-Za-z-]{1,40}$/),
		documentMaxBytes: z.number().int().min(1000).max(10_000_000),
		/** Name of the body parameter of UpdatePatient (sheet 3.3 rule 3, 11.3). */
		updateParameter: z.enum(['UpdatePatientReq', 'request']),
		/** Longest values that are written to a patient. */
		maxLengths: writeLimitsSchema,
		/** The FHIR interface (sheet 4.10). */
		...fhirSettingsShape,
	})
	.strict();
export type TebraSettings = z.infer<typeof tebraSettingsSchema>;

/** Sheet 3.3 rule 6 (empty Fields) and 5 (limits are counted per account). */
export const tebraDefaults: TebraSettings = {
	fieldsMode: 'empty',
	throttleMs: {},
	limitShare: 1,
	externalVendorName: 'HealthSail',
	appointmentListTimes: 'local',
	appointmentWriteTimes: 'utc',
	appointmentStatus: {
		scheduled: 'booked',
		remindersent: 'booked',
		tentative: 'booked',
		confirmed: 'confirmed',
		checkin: 'arrived',
		checkedin: 'arrived',
		readytobeseen: 'arrived',
		roomed: 'in_progress',
		checkout: 'completed',
		checkedout: 'completed',
		noshow: 'no_show',
		cancelled: 'cancelled',
		canceled: 'cancelled',
		rescheduled: 'rescheduled',
		needsreschedule: 'rescheduled',
		unknown: 'unknown',
	},
	transactionTypes: {
		charge: 'skip',
		payment: 'skip',
		adjustment: 'adjustment',
		refund: 'refund',
		reversal: 'reversal',
	},
	documentLabel: 'PatientDemographics',
	documentStatus: 'New',
	documentMaxBytes: 1_000_000,
	updateParameter: 'UpdatePatientReq',
	maxLengths: writeLimits,
	...fhirDefaults,
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
