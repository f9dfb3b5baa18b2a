import { z } from 'zod';

import type { FlagRule } from '../flagRule';
import { fhirDefaults, fhirSettingsShape } from './fhirSettings';
import { writeLimits, writeLimitsSchema } from './writeLimits';

/** Members of an appointment that can hold a text of ours (NextGen sheet 4.2, 4.7 B). */
export const nextGenTextMembers = [
	'Details',
	'Description',
	'UserDefined1',
	'UserDefined2',
	'UserDefined3',
	'UserDefined4',
	'UserDefined5',
	'UserDefined6',
	'UserDefined7',
	'UserDefined8',
] as const;

const textMember = z.enum(nextGenTextMembers);
const optionalText = z.string().trim().max(100);

/** Settings only NextGen Enterprise has (NextGen sheet 11). */
export const nextGenSettingsSchema = z
	.object({
		/** Rows asked for per call of a list; the vendor's own maximum is not known (sheet 5). */
		top: z.number().int().min(1).max(1000),
		/** Calls under way at the same time (sheet 5: at most 3 to 5). */
		concurrency: z.number().int().min(1).max(5),
		/** Calls that one execution may make before it stops; the daily quota is not published. */
		maxCalls: z.number().int().min(10).max(1_000_000),
		/**
		 * What proves that a person belongs to this practice when the record does not say it: a chart
		 * in it, or that the session of the practice shows the person (sheet 9.15, 9.16).
		 */
		personPractice: z.enum(['chart', 'session']),
		/** Whether chart alerts are read with each person, so that the flag rules can see them. */
		readAlerts: z.boolean(),
		/** Whether a changed policy is looked for in `/persons/payers` too (sheet 4.3). */
		readChangedPayers: z.boolean(),
		/** Whether details of policies come with their list, or with one call each (sheet 4.3). */
		policyDetails: z.enum(['expand', 'single']),
		/** Years that a fallback read looks back for appointments on an old build (sheet 9.19). */
		fallbackYears: z.number().int().min(1).max(20),
		/** Where our reference of a booking stands, and where a notice for staff goes. */
		referenceMember: textMember,
		noticeMember: textMember,
		/** Names of the reasons that are sent when a flow names none NextGen knows; blank = refuse. */
		cancelReason: optionalText,
		rescheduleReason: optionalText,
		/** When a slot is open: while it has room, or only while nobody is in it (sheet 4.2). */
		slotRule: z.enum(['room', 'empty']),
		/** Whether units and modifiers are read per procedure, with one call each (sheet 4.4). */
		procedureDetails: z.boolean(),
		/** Whether the amount of a procedure is for all its units or for one (sheet 4.4). */
		procedureAmount: z.enum(['total', 'perUnit']),
		/** NextGen's eligibility status codes and what they mean (sheet 4.3: values not seen). */
		eligibilityStatus: z.record(
			z.string().min(1),
			z.enum(['pending', 'active', 'inactive', 'unknown', 'error']),
		),
		/** Name of the external system under which our ids stand (sheet 4.1). */
		externalSystemName: z.string().trim().min(1).max(50),
		/** Type of a document that we add to an encounter (sheet 4.7 C). */
		documentType: z.string().trim().min(1).max(50),
		/** Whether approved changes are written to persons; nothing in NextGen reviews them (sheet 4.7). */
		personUpdates: z.enum(['off', 'on']),
		/** Whether an approved new patient is added as a person (sheet 4.1). */
		newPersons: z.enum(['off', 'on']),
		/** Where our reference of a new person stands, by which it is found again (sheet 7). */
		newPersonReference: z.enum(['OtherIdNumber', 'none']),
		maxLengths: writeLimitsSchema,
		/** The FHIR interface (sheet 1.3). */
		...fhirSettingsShape,
	})
	.strict();
export type NextGenSettings = z.infer<typeof nextGenSettingsSchema>;

/** Sheet 5 (paging, concurrency), 9 and 11 (what is least certain). */
export const nextGenDefaults: NextGenSettings = {
	top: 100,
	concurrency: 4,
	maxCalls: 20_000,
	personPractice: 'chart',
	readAlerts: true,
	readChangedPayers: true,
	policyDetails: 'expand',
	fallbackYears: 3,
	referenceMember: 'UserDefined8',
	noticeMember: 'Description',
	cancelReason: '',
	rescheduleReason: '',
	slotRule: 'room',
	procedureDetails: true,
	procedureAmount: 'total',
	eligibilityStatus: {},
	externalSystemName: 'HealthSail',
	documentType: 'EHRImage',
	personUpdates: 'off',
	newPersons: 'off',
	newPersonReference: 'OtherIdNumber',
	maxLengths: writeLimits,
	...fhirDefaults,
};

/** Chart alerts are where practices mark privacy (sheet 4.4). */
export const nextGenFlags: readonly FlagRule[] = [
	{ field: 'Alert', match: 'contains', value: 'DO NOT SHARE', reason: 'do_not_share' },
	{ field: 'Alert', match: 'contains', value: 'CONFIDENTIAL', reason: 'confidential' },
];
