import { z } from 'zod';

import { foldText } from '../../values/text';
import type { FlagRule } from '../flagRule';
import { fhirDefaults, fhirSettingsShape } from './fhirSettings';
import { writeLimits, writeLimitsSchema } from './writeLimits';

const words = z.array(z.string().trim().min(1));

/** Words are kept in the form they are looked up by, however the file spells them. */
const wordMap = <T extends string>(meanings: z.ZodType<T>) =>
	z
		.record(z.string().min(1), meanings)
		.transform((map) =>
			Object.fromEntries(Object.entries(map).map(([word, meaning]) => [foldText(word), meaning])),
		);

/** Settings only CareCloud has: what its sheet leaves open (CareCloud sheet 4, 5, 11). */
export const careCloudSettingsSchema = z
	.object({
		/** Calls a second that this integration may make; CareCloud publishes no limit (sheet 5). */
		callsPerSecond: z.number().gt(0).max(20),
		/** Years of past appointments in which all patients are looked for (sheet 5). */
		yearsBack: z.number().int().min(1).max(20),
		/** Days ahead in which appointments are looked for. */
		daysAhead: z.number().int().min(1).max(730),
		/** Days of past and coming appointments that a read of changes goes through (sheet 5). */
		changes: z
			.object({
				daysBack: z.number().int().min(1).max(365),
				daysAhead: z.number().int().min(1).max(730),
				/**
				 * `changedAppointments`: whose appointment changed; `allAppointments`: everybody who has
				 * one in these days, so that new addresses are seen too.
				 */
				patients: z.enum(['changedAppointments', 'allAppointments']),
			})
			.strict(),
		/** Days of open slots asked for at once (sheet 4.3). */
		slotDays: z.number().int().min(1).max(31),
		/** Days of the week with slots, seven digits from Sunday on (sheet 4.3). */
		slotWeekdays: z.string().regex(/^[01]{7}$/, { message: 'must be seven digits 0 or 1' }),
		/** Ids under which records name this practice, beside the practice ID (sheet 9.3). */
		businessEntityIds: words,
		search: z
			.object({
				/** Name of the birth date in a search, and with it its form (sheet 4.1, 11.4). */
				birthDateMember: z.enum(['dob', 'date_of_birth']),
				/** Most hits asked for in one search; neither default nor maximum is published. */
				limit: z.number().int().min(1).max(500),
			})
			.strict(),
		/** Whether insurance is read; `off` where CareCloud did not grant that (sheet 3, 11.3). */
		insurance: z.enum(['read', 'off']),
		/** Whether patients may be written to: an update is put straight into the chart (sheet 8). */
		patientUpdates: z.enum(['off', 'on']),
		/** Longest values that are written to a patient. */
		maxLengths: writeLimitsSchema,
		/** Name of the state in an address that is written (sheet 11.4). */
		stateMember: z.enum(['state_code', 'state']),
		/** Words of a patient's status that mean inactive. */
		inactiveStatuses: words,
		/** Codes, words and ids of telephone types (sheet 4.1). `none` leaves the number out. */
		phoneTypes: wordMap(z.enum(['mobile', 'home', 'work', 'none'])),
		/** The patient's relationship to the insured (sheet 4.4). */
		relationships: wordMap(z.enum(['self', 'spouse', 'child', 'other'])),
		/** Types of policies (sheet 4.4). */
		policyTypes: wordMap(
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
		/** Names of appointment statuses, since ids and letters are not published (sheet 4.2). */
		appointmentStatuses: wordMap(
			z.enum([
				'booked',
				'confirmed',
				'arrived',
				'in_progress',
				'completed',
				'cancelled',
				'no_show',
			]),
		),
		/** Names of cancellation reasons that mean the patient did not come (sheet 4.2). */
		noShowReasons: words,
		/** The reason given for a cancellation; absent = the one that CareCloud marks as default. */
		cancelReasonId: z.string().trim().min(1).optional(),
		/** How the ledger writes what an account is credited (sheet 4.7: not told). */
		creditSign: z.enum(['negative', 'positive']),
		/** Balance types that the patient and the insurance owe (sheet 4.7: names not listed). */
		balanceTypes: z.object({ patient: words, insurance: words }).strict(),
		/** The FHIR interface (sheet 4.6, 11.7). */
		...fhirSettingsShape,
	})
	.strict();
export type CareCloudSettings = z.infer<typeof careCloudSettingsSchema>;

export const careCloudDefaults: CareCloudSettings = {
	callsPerSecond: 2,
	yearsBack: 3,
	daysAhead: 365,
	changes: { daysBack: 7, daysAhead: 90, patients: 'changedAppointments' },
	slotDays: 14,
	slotWeekdays: '1111111',
	businessEntityIds: [],
	search: { birthDateMember: 'dob', limit: 100 },
	insurance: 'read',
	patientUpdates: 'off',
	maxLengths: writeLimits,
	stateMember: 'state_code',
	inactiveStatuses: ['Inactive', 'Deceased'],
	phoneTypes: {
		c: 'mobile',
		cell: 'mobile',
		mobile: 'mobile',
		sms: 'mobile',
		h: 'home',
		home: 'home',
		m: 'home',
		main: 'home',
		b: 'work',
		business: 'work',
		work: 'work',
		f: 'none',
		fax: 'none',
		fa: 'none',
		p: 'none',
		pager: 'none',
		s: 'none',
		skype: 'none',
		tf: 'none',
		'toll free': 'none',
		s800: 'none',
		n800: 'none',
		v: 'none',
		voip: 'none',
	},
	relationships: {
		self: 'self',
		spouse: 'spouse',
		child: 'child',
		stepchild: 'child',
		foster_child: 'child',
		emancipated_minor: 'child',
	},
	policyTypes: {
		ppo: 'commercial',
		hmo: 'commercial',
		pos: 'commercial',
		commercial_insurance: 'commercial',
		blue_cross_blue_shield: 'commercial',
		indemnity_insurance: 'commercial',
		medicare_a: 'medicare',
		medicare_b: 'medicare',
		medicare_hmo: 'medicare_advantage',
		medicare_supplement: 'other',
		medicaid: 'medicaid',
		medicaid_hmo: 'medicaid',
		champus: 'tricare',
		champ_va: 'other',
		workers_compensation: 'workers_comp',
		auto_insurance: 'auto',
		other_federal_program: 'other',
	},
	appointmentStatuses: {
		pending: 'booked',
		scheduled: 'booked',
		confirmed: 'confirmed',
		'checked in': 'arrived',
		'in progress': 'in_progress',
		'checked out': 'completed',
		completed: 'completed',
		cancelled: 'cancelled',
		canceled: 'cancelled',
		'no show': 'no_show',
	},
	noShowReasons: ['No show', 'No-show', 'Patient no show'],
	creditSign: 'negative',
	balanceTypes: { patient: ['Patient'], insurance: ['Insurance'] },
	...fhirDefaults,
	// The practice is a part of the address (sheet 2).
	fhirTenantIsPractice: true,
};

/**
 * Where the practice marks privacy. CareCloud publishes no field for it (sheet 4.1), so the patient's
 * status serves, until the practice names another way.
 */
export const careCloudFlags: readonly FlagRule[] = [
	{ field: 'status', match: 'contains', value: 'DO NOT SHARE', reason: 'do_not_share' },
	{ field: 'status', match: 'contains', value: 'CONFIDENTIAL', reason: 'confidential' },
];
