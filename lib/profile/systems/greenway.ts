import { z } from 'zod';

import type { FlagRule } from '../flagRule';

/** How the site's FHIR server is read (Greenway sheet 4.1, 5, 11.4). */
const fhirSettingsSchema = z
	.object({
		/** Group whose members are exported; empty = the only one that the server lists. */
		groupId: z.string(),
		/** Whether the export asks for the types that are needed and not for all. */
		exportTypes: z.boolean(),
		/** Identifier system of the number that staff know a patient by; empty = the one typed MR. */
		patientNumberSystem: z.string(),
		/** Organizations of this practice; empty = the practice ID of the credential. */
		organizationIds: z.array(z.string().min(1)),
		/** A patient without an organization: kept out, or of this practice, where the site has no other. */
		untoldPractice: z.enum(['fence', 'own']),
		/** Most calls in a minute. */
		requestsPerMinute: z.number().int().min(1).max(600),
		/** Calls under way at the same time. */
		concurrency: z.number().int().min(1).max(8),
		/** Records per page of a search. */
		count: z.number().int().min(1).max(1000),
		/** Seconds after which an export is first asked about; the wait doubles up to two minutes. */
		pollSeconds: z.number().int().min(1).max(120),
		/** Seconds that one page waits for an export before it hands on nobody and the next page waits on. */
		waitSeconds: z.number().int().min(1).max(600),
	})
	.strict();

/** The site's own codes for Prime Suite's interface (Greenway sheet 4.2, 5, 11). */
const primeSuiteSettingsSchema = z
	.object({
		/** Area and operation by what they do, where the site's contract names them otherwise. */
		operations: z
			.object({
				appointments: z.string().min(1),
				demographics: z.string().min(1),
				message: z.string().min(1),
				document: z.string().min(1),
			})
			.strict(),
		/** User numbers of single operations, where they are not that of the credential (sheet 9.2). */
		userIds: z
			.object({
				appointments: z.number().int().min(1).optional(),
				demographics: z.number().int().min(1).optional(),
				message: z.number().int().min(1).optional(),
				document: z.number().int().min(1).optional(),
			})
			.strict(),
		/** Member of an embedded patient that equals the patient number of FHIR. */
		patientNumberMember: z.enum(['PatientID', 'OtherID', 'AlternatePatientID']),
		/** Rows asked for at once. */
		pageSize: z.number().int().min(1).max(500),
		/** The row after the first page of ten: 11 where rows count from one, 10 where from zero. */
		firstRow: z.union([z.literal(0), z.literal(1)]),
		/** Days before and after today whose lists are searched when no day is named (sheet 5). */
		searchDaysBack: z.number().int().min(0).max(366),
		searchDaysAhead: z.number().int().min(0).max(366),
		/** Words of the front desk and what they mean; compared without regard to case. */
		statusWords: z.record(
			z.string().min(1),
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
		/** The site's numbers for sex. */
		gender: z.record(z.string().min(1), z.enum(['male', 'female', 'other', 'unknown'])),
		/** Words of the stored eligibility and what they mean. */
		eligibilityWords: z.record(
			z.string().min(1),
			z.enum(['pending', 'active', 'inactive', 'unknown', 'error']),
		),
		/** User that messages go to; 0 = none chosen, and messages are refused. */
		recipientId: z.number().int().min(0),
		messageType: z.number().int(),
		messagePriority: z.number().int(),
		/** Whether messages are made part of the chart. */
		addToChart: z.boolean(),
		documentFileType: z.number().int(),
		/** Kind of document of the site; 0 = none chosen, and documents are refused. */
		documentTypeId: z.number().int().min(0),
		callsPerSecond: z.number().min(0.1).max(20),
		timeoutSeconds: z.number().int().min(5).max(300),
	})
	.strict();

/** The site's own codes for Intergy's interface (Greenway sheet 3.3, 4.3, 11). */
const intergySettingsSchema = z
	.object({
		/** Operations by what they do, where the site's contract names them otherwise. */
		operations: z
			.object({
				search: z.string().min(1),
				summary: z.string().min(1),
				task: z.string().min(1),
			})
			.strict(),
		/** Text by which a session that has ended is told. */
		sessionErrorCode: z.string().min(1),
		/** User that tasks go to; 0 = none chosen, and tasks are refused. */
		toUserId: z.number().int().min(0),
		/** One of the site's list of task types. */
		taskType: z.string().min(1),
		timeoutSeconds: z.number().int().min(5).max(300),
	})
	.strict();

/** Settings only Greenway has (Greenway sheet 11). */
export const greenwaySettingsSchema = z
	.object({
		fhir: fhirSettingsSchema,
		primeSuite: primeSuiteSettingsSchema,
		intergy: intergySettingsSchema,
	})
	.strict();
export type GreenwaySettings = z.infer<typeof greenwaySettingsSchema>;

/** What the sheet says or, where it marks a point as unsure, what clients were seen to do. */
export const greenwayDefaults: GreenwaySettings = {
	fhir: {
		groupId: '',
		exportTypes: true,
		patientNumberSystem: '',
		organizationIds: [],
		untoldPractice: 'fence',
		requestsPerMinute: 60,
		concurrency: 4,
		count: 50,
		pollSeconds: 10,
		waitSeconds: 120,
	},
	primeSuite: {
		operations: {
			appointments: 'User/PatientListGet',
			demographics: 'Patient/PatientDemographicsSummaryGet',
			message: 'Messaging/MessageSend',
			document: 'Document/DocumentImportChart',
		},
		userIds: {},
		patientNumberMember: 'PatientID',
		pageSize: 10,
		firstRow: 1,
		searchDaysBack: 7,
		searchDaysAhead: 60,
		statusWords: {
			scheduled: 'booked',
			confirmed: 'confirmed',
			arrived: 'arrived',
			'checked in': 'arrived',
			'in exam': 'in_progress',
			'checked out': 'completed',
			completed: 'completed',
			cancelled: 'cancelled',
			canceled: 'cancelled',
			'no show': 'no_show',
		},
		gender: {},
		eligibilityWords: { active: 'active', eligible: 'active', inactive: 'inactive' },
		recipientId: 0,
		messageType: 1004,
		messagePriority: 1,
		addToChart: false,
		documentFileType: 4,
		documentTypeId: 0,
		callsPerSecond: 5,
		timeoutSeconds: 120,
	},
	intergy: {
		operations: {
			search: 'PatientSearch',
			summary: 'PatientSummaryGet',
			task: 'NotificationTaskCreate',
		},
		sessionErrorCode: '10',
		toUserId: 0,
		taskType: 'CLUPT',
		timeoutSeconds: 60,
	},
};

/**
 * Security labels are where FHIR marks privacy; whether a site fills them is not known (Greenway
 * sheet 4.1), so practices check it before they rely on them.
 */
export const greenwayFlags: readonly FlagRule[] = [
	{ field: 'Confidentiality', match: 'equals', value: 'R', reason: 'confidential' },
	{ field: 'Confidentiality', match: 'equals', value: 'V', reason: 'confidential' },
];
