import { z } from 'zod';

import { appointmentStatusSchema } from '../canonical/appointment';
import { flagRuleSchema } from '../profile/flagRule';
import { SafeError } from '../privacy/errors';
import { foldText } from '../values/text';
import { charsetOf } from './charset';
import { isPath } from './read';

const pathSchema = z
	.string()
	.refine(isPath, { message: 'must be a place in a message, such as MSH-4 or PV1-3.4' });
const codes = z.array(z.string().trim().min(1));

/** Words are kept in the form they are looked up by, however the file spells them. */
const wordMap = <T extends string>(meanings: z.ZodType<T>) =>
	z
		.record(z.string().min(1), meanings)
		.transform((map) =>
			Object.fromEntries(Object.entries(map).map(([word, meaning]) => [foldText(word), meaning])),
		);

/** What two ends of an interface agree on and no message tells (set per interface by the practice). */
export const interfaceSettingsSchema = z
	.object({
		/** Where a message names its practice, and what it calls it; the practice ID counts always. */
		practice: z.object({ field: pathSchema, codes }).strict(),
		/**
		 * Which number of PID-3 is the practice system's own: type (PID-3.5) and assigning authority
		 * (PID-3.4, its name or its object identifier). No authority = any.
		 */
		patientNumber: z.object({ types: codes.min(1), authorities: codes }).strict(),
		/** Types of PID-3 that are kept beside it; all others, such as SS, are never read. */
		otherNumberTypes: codes,
		/** Who gives an appointment its number: SCH-2 (filler) or SCH-1 (placer). */
		appointmentNumber: z.enum(['filler', 'placer']),
		/** Whether IN1 is read. Leave it out where the practice system's own interface reads policies. */
		insurance: z.enum(['read', 'ignore']),
		/** Whether messages about a patient start a flow when HealthSail already holds just this. */
		unchangedPatients: z.enum(['drop', 'handOver']),
		/** Whether provider and location of an appointment are sent on, or left out. */
		providers: z.enum(['asSent', 'leaveOut']),
		locations: z.enum(['asSent', 'leaveOut']),
		/** NK1-7 of those who are emergency contacts. */
		emergencyContactRoles: codes,
		/** Meanings of SCH-25; the event wins where it tells more. */
		appointmentStatuses: wordMap(appointmentStatusSchema),
		/** Meanings of IN1-17 and IN2-72. */
		relationships: wordMap(z.enum(['self', 'spouse', 'child', 'other'])),
		/** Meanings of IN1-15; other words are plans of the kind "other". */
		planTypes: wordMap(
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
		/** Fields of a message that keep its patient out, such as PV1-16 or PD1-12. */
		flags: z.array(flagRuleSchema.extend({ field: pathSchema })),
		/** MSH-11: P = live data, T = training, D = debugging. */
		processingIds: codes.min(1),
		/** Of messages that name none in MSH-18. */
		defaultCharset: z.string().refine(isKnownCharset, { message: 'is no known character set' }),
		/** Whether a message whose last segment is not closed counts as cut off. */
		lastCarriageReturn: z.enum(['required', 'optional']),
		/** How messages of ours name the two ends (MSH-3 to MSH-6) and their version (MSH-12). */
		outgoing: z
			.object({
				sendingApplication: z.string().max(180),
				sendingFacility: z.string().max(180),
				receivingApplication: z.string().max(180),
				receivingFacility: z.string().max(180),
				/**
				 * What PID-3 holds: the patient's ID in the practice system's own interface, or the chart
				 * number, for systems whose interface numbers patients otherwise than staff do.
				 */
				patientNumber: z.enum(['id', 'chart']),
				/** Whether NK1 and IN1 are told, or left out because the other side takes none. */
				emergencyContacts: z.enum(['asSent', 'leaveOut']),
				insurance: z.enum(['asSent', 'leaveOut']),
				version: z.enum(['2.3', '2.3.1', '2.4', '2.5', '2.5.1', '2.6', '2.7']),
				/** Patient number type and authority that the other side expects in PID-3. */
				patientNumberType: z.string().max(20),
				patientNumberAuthority: z.string().max(100),
				/**
				 * What the listener answers when all is well: AA once the other side has done the work, or CA
				 * and no more, which then counts as done.
				 */
				acknowledgement: z.enum(['application', 'commit']),
			})
			.strict(),
	})
	.strict();
export type InterfaceSettings = z.infer<typeof interfaceSettingsSchema>;

/** Tables 0063, 0072, 0131, 0203 and 0278 of the standard, and what practices use beside them. */
export const defaultInterfaceSettings: InterfaceSettings = {
	practice: { field: 'MSH-4', codes: [] },
	patientNumber: { types: ['PI'], authorities: [] },
	otherNumberTypes: ['MR', 'PI', 'PT'],
	appointmentNumber: 'filler',
	insurance: 'ignore',
	unchangedPatients: 'drop',
	providers: 'asSent',
	locations: 'asSent',
	emergencyContactRoles: ['C', 'EC', 'EP'],
	appointmentStatuses: {
		pending: 'booked',
		booked: 'booked',
		overbook: 'booked',
		confirmed: 'confirmed',
		arrived: 'arrived',
		checkedin: 'arrived',
		started: 'in_progress',
		complete: 'completed',
		completed: 'completed',
		cancelled: 'cancelled',
		canceled: 'cancelled',
		dc: 'cancelled',
		deleted: 'cancelled',
		noshow: 'no_show',
		'no show': 'no_show',
		rescheduled: 'rescheduled',
	},
	relationships: {
		sel: 'self',
		self: 'self',
		'18': 'self',
		s: 'self',
		spo: 'spouse',
		spouse: 'spouse',
		'01': 'spouse',
		chd: 'child',
		child: 'child',
		'19': 'child',
		c: 'child',
		oth: 'other',
	},
	planTypes: {
		com: 'commercial',
		ci: 'commercial',
		mc: 'medicare',
		mb: 'medicare',
		md: 'medicaid',
		tri: 'tricare',
		wc: 'workers_comp',
		auto: 'auto',
	},
	// The protection indicator: the practice keeps this patient's data to itself.
	flags: [{ field: 'PD1-12', match: 'equals', value: 'Y', reason: 'protected' }],
	processingIds: ['P'],
	defaultCharset: 'UNICODE UTF-8',
	lastCarriageReturn: 'required',
	outgoing: {
		sendingApplication: 'HEALTHSAIL',
		sendingFacility: '',
		receivingApplication: '',
		receivingFacility: '',
		patientNumber: 'id',
		emergencyContacts: 'asSent',
		insurance: 'asSent',
		version: '2.5.1',
		patientNumberType: 'PI',
		patientNumberAuthority: '',
		acknowledgement: 'application',
	},
};

/**
 * The settings of an interface: the given ones over the defaults. Objects are laid over member by
 * member; a list given replaces the default list.
 *
 * @param text JSON; absent or blank = all defaults
 * @throws SafeError of kind `configuration` that names the settings
 */
export function readInterfaceSettings(text: string | undefined): InterfaceSettings {
	if (text === undefined || text.trim() === '') return structuredClone(defaultInterfaceSettings);
	const given = parseObject(text);
	if (given === undefined) throw problem('are no JSON object', []);
	const result = interfaceSettingsSchema.safeParse(overlay(defaultInterfaceSettings, given));
	if (result.success) return result.data;
	const paths = result.error.issues.map(({ path }) => path.join('.') || 'settings');
	const strangers = result.error.issues.flatMap((issue) =>
		issue.code === 'unrecognized_keys' ? issue.keys : [],
	);
	throw problem('hold a value that does not fit', [...new Set([...paths, ...strangers])]);
}

function parseObject(text: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function overlay(base: unknown, given: Record<string, unknown>): Record<string, unknown> {
	const merged = new Map(isObject(base) ? Object.entries(base) : []);
	for (const [key, value] of Object.entries(given)) {
		const below = merged.get(key);
		merged.set(key, isObject(value) && isObject(below) ? overlay(below, value) : value);
	}
	return Object.fromEntries(merged);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isKnownCharset(name: string): boolean {
	try {
		charsetOf(name);
		return true;
	} catch {
		return false;
	}
}

function problem(what: string, fields: string[]): SafeError {
	return new SafeError({
		kind: 'configuration',
		system: 'hl7',
		message: `The interface settings in the credential ${what}.`,
		nextStep: 'Open the credential and correct the interface settings.',
		fields: ['interfaceSettings', ...fields],
	});
}
