import { IANAZone } from 'luxon';
import { z } from 'zod';

import { appointmentStatusSchema } from '../../canonical/appointment';
import type { FlagRule } from '../flagRule';
import { writeLimits, writeLimitsSchema } from './writeLimits';

const tierSchema = z
	.object({ peak: z.number().int().min(1).max(1000), offPeak: z.number().int().min(1).max(1000) })
	.strict();

/** What of a patient can be written, by AdvancedMD's names. */
const writtenMemberSchema = z.enum([
	'name',
	'address',
	'homephone',
	'officephone',
	'otherphone',
	'email',
]);

const relationshipSchema = z.enum(['self', 'spouse', 'child', 'other']);

/** An EHR template of the practice: which of its fields holds the plan for the patient. */
const noteTemplateSchema = z
	.object({
		templateId: z.string().regex(/^\d{1,12}$/),
		/** Name of the field, as the template shows it. */
		planField: z.string().trim().min(1).max(100),
	})
	.strict();

/** Settings only AdvancedMD has (AdvancedMD sheet 11). */
export const advancedMdSettingsSchema = z
	.object({
		/** IANA zone of the server's own stamps; appointments are in the practice's zone. */
		serverTimeZone: z.string().refine((zone) => IANAZone.isValidZone(zone), {
			message: 'must be an IANA time zone such as America/Los_Angeles',
		}),
		/** Minutes a change read reaches back behind its start. */
		changeOverlapMinutes: z.number().int().min(0).max(1440),
		/** Rows from which on a list of changes counts as cut off. */
		changeRows: z.number().int().min(2).max(100_000),
		/** What stands in for a list of all patients, and the begins of names that are looked up. */
		allPatients: z
			.object({
				by: z.enum(['lookup', 'changes']),
				initials: z.array(z.string().trim().min(1).max(10)).min(1).max(200),
			})
			.strict(),
		/** Which address member holds the street. */
		streetIn: z.enum(['address2', 'address1']),
		/** Meaning of the type letter of the third telephone; others are left out. */
		otherPhoneTypes: z.record(z.string().min(1), z.enum(['mobile', 'home', 'work'])),
		relationships: z.record(z.string().min(1), relationshipSchema),
		hipaaRelationships: z.record(z.string().min(1), relationshipSchema),
		/** Status numbers of appointments; a number that is not listed is `unknown`. */
		appointmentStatuses: z.record(z.string().regex(/^\d{1,3}$/), appointmentStatusSchema),
		/** Whether the id of a visit in the list of changed visits is that of its appointment. */
		visitIds: z.enum(['unknown', 'appointment']),
		/** Weekday that the first of the seven marks of a column's work week stands for. */
		workWeekFirst: z.enum(['monday', 'sunday']),
		/** Episode that a booking names: the patient's first one, or always number 1. */
		episode: z.enum(['first', 'one']),
		noteTemplates: z.array(noteTemplateSchema).max(20),
		/** Ageing buckets that make up what patient and insurance owe. */
		balanceBuckets: z
			.object({ patient: z.string().min(1).max(4), insurance: z.string().min(1).max(4) })
			.strict(),
		eligibility: z
			.object({
				/** Whether payers may be asked through AdvancedMD; little is known about it. */
				request: z.boolean(),
				statuses: z.record(
					z.string().min(1),
					z.enum(['pending', 'active', 'inactive', 'unknown', 'error']),
				),
				pollSeconds: z.number().int().min(1).max(60),
				waitSeconds: z.number().int().min(1).max(300),
			})
			.strict(),
		memo: z
			.object({
				type: z.string().regex(/^[a-z]$/),
				/** Characters that a memo may have; the vendor's limit is not confirmed (sheet 4.10). */
				length: z.number().int().min(20).max(1000),
				/** A text with no room: the memo names the reference only, or the notice is refused. */
				longText: z.enum(['shorten', 'refuse']),
			})
			.strict(),
		/** Type and profile under which long notices become patient notes; absent = none are written. */
		patientNote: z
			.object({ typeId: z.string().regex(/^\d{1,12}$/), profileId: z.string().regex(/^\d{1,12}$/) })
			.strict()
			.optional(),
		documents: z
			.object({
				fileType: z.string().trim().min(1).max(20),
				/** Kilobytes before the content is written as text. */
				largest: z.number().int().min(1).max(10_240),
				group: z
					.object({ id: z.string().min(1), code: z.string().min(1), name: z.string().min(1) })
					.strict(),
				category: z
					.object({ id: z.string().min(1), code: z.string().min(1), name: z.string().min(1) })
					.strict(),
			})
			.strict(),
		/** How approved changes are written to a patient (sheet 4.2, 11.5). */
		patientUpdates: z
			.object({
				/** What may be written; all else goes to staff. */
				members: z.array(writtenMemberSchema).max(6),
				/**
				 * Which members are sent with the value that they replace, so that AdvancedMD refuses when
				 * somebody else changed it: those that a program was seen to send, every one, or none.
				 */
				oldValues: z.enum(['shown', 'all', 'none']),
				/** Whether AdvancedMD is told to write whatever stands there. */
				force: z.boolean(),
			})
			.strict(),
		maxLengths: writeLimitsSchema,
		/** Provider's profile under which a new patient is filed; absent = none is added. */
		newPatients: z
			.object({ profileId: z.string().regex(/^\d{1,12}$/) })
			.strict()
			.optional(),
		/** Calls a minute per office key, by the vendor's tiers. */
		limits: z.object({ tier1: tierSchema, tier2: tierSchema, tier3: tierSchema }).strict(),
		/** Part of these limits that is used at all, above 0 and at most 1. */
		limitMargin: z.number().gt(0).max(1),
	})
	.strict();
export type AdvancedMdSettings = z.infer<typeof advancedMdSettingsSchema>;

/** Sheet 3.3, 4.0-4.10, 5 and 11; what it leaves open is `unknown` or off here. */
export const advancedMdDefaults: AdvancedMdSettings = {
	serverTimeZone: 'America/Los_Angeles',
	changeOverlapMinutes: 5,
	changeRows: 1000,
	allPatients: { by: 'lookup', initials: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'] },
	streetIn: 'address2',
	otherPhoneTypes: { C: 'mobile' },
	relationships: { '1': 'self', '2': 'spouse', '3': 'child', '4': 'other' },
	hipaaRelationships: { '18': 'self', '01': 'spouse', '19': 'child', G8: 'other' },
	appointmentStatuses: {
		'0': 'booked',
		'1': 'arrived',
		'2': 'in_progress',
		'3': 'completed',
		'5': 'rescheduled',
		'10': 'cancelled',
	},
	visitIds: 'unknown',
	workWeekFirst: 'monday',
	episode: 'first',
	noteTemplates: [],
	balanceBuckets: { patient: 'p', insurance: 'pi' },
	eligibility: {
		request: false,
		statuses: { '0': 'pending', '1': 'unknown', '2': 'error', '3': 'error' },
		pollSeconds: 2,
		waitSeconds: 60,
	},
	memo: { type: 'd', length: 50, longText: 'shorten' },
	documents: {
		fileType: 'I',
		largest: 1024,
		group: { id: '4', code: 'MISC', name: 'Miscellaneous' },
		category: { id: '25', code: 'MIUNSP', name: 'Unspecified' },
	},
	patientUpdates: {
		members: ['name', 'address', 'homephone', 'email'],
		oldValues: 'shown',
		force: false,
	},
	maxLengths: writeLimits,
	limits: {
		tier1: { peak: 1, offPeak: 60 },
		tier2: { peak: 12, offPeak: 120 },
		tier3: { peak: 24, offPeak: 120 },
	},
	limitMargin: 0.9,
};

/** Sheet 4.1, 4.10: memos on the patient, and the financial class, are where staff mark privacy. */
export const advancedMdFlags: readonly FlagRule[] = [
	{ field: 'Memo', match: 'contains', value: 'DO NOT SHARE', reason: 'do_not_share' },
	{ field: 'Memo', match: 'contains', value: 'CONFIDENTIAL', reason: 'confidential' },
	{
		field: 'FinancialClass',
		match: 'equals',
		value: 'CONFIDENTIAL',
		reason: 'confidential',
	},
];
