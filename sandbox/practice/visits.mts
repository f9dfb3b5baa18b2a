import { Random } from '../people/random.mjs';
import type { PracticeAppointment, Schedule } from './schedule.mjs';

export interface Diagnosis {
	/** ICD-10-CM. */
	code: string;
	text: string;
}

export interface Procedure {
	/** CPT or HCPCS. */
	code: string;
	text: string;
	modifiers: readonly string[];
	units: number;
	/** Cents for one unit. */
	unitCents: number;
}

/** A visit that took place, with what was found, done, planned and charged. No vendor's form. */
export interface Visit {
	/** The appointment's number. */
	id: number;
	appointment: PracticeAppointment;
	/** Whether the chart is signed and may not change any more. */
	signed: boolean;
	/** Whether the practice marked the visit as sensitive. */
	sensitive: boolean;
	diagnoses: readonly Diagnosis[];
	procedures: readonly Procedure[];
	/** What the provider wrote under "plan". */
	plan: string;
	/** Civil date by which the patient should come back. */
	returnBy?: string;
	copayCents: number;
	/** What the patient has paid. */
	paidCents: number;
	/** What the insurance has paid. */
	insurancePaidCents: number;
}

const diagnoses: readonly Diagnosis[] = [
	{ code: 'M25.561', text: 'Pain in right knee' },
	{ code: 'Z00.00', text: 'General adult medical examination' },
	{ code: 'M54.50', text: 'Low back pain, unspecified' },
	{ code: 'L70.0', text: 'Acne vulgaris' },
	{ code: 'E11.9', text: 'Type 2 diabetes mellitus without complications' },
];

const procedures: readonly Procedure[] = [
	{ code: '99213', text: 'Office visit', modifiers: [], units: 1, unitCents: 12_000 },
	{ code: '97110', text: 'Therapeutic exercises', modifiers: ['GP'], units: 2, unitCents: 4_550 },
	{ code: '99395', text: 'Preventive visit', modifiers: [], units: 1, unitCents: 18_500 },
	{ code: 'L1812', text: 'Knee orthosis', modifiers: ['RT'], units: 1, unitCents: 9_875 },
];

const plans = [
	'Knee brace during activity, ice, home exercises twice a day.',
	'Walk 30 minutes a day. Come back in three months.',
	'Start gentle cleanser and sunscreen.',
	'Continue therapy twice a week.',
] as const;

const STREAM = 32;

/** The visit of a completed appointment; undefined for any other. The same every time. */
export function visitOf(appointment: PracticeAppointment, seed: number): Visit | undefined {
	if (appointment.status !== 'completed' || appointment.patientId === undefined) return undefined;
	const random = new Random(seed, STREAM, appointment.id);
	const done = random.chance(0.4)
		? [random.pick(procedures), procedures[0]]
		: [random.pick(procedures)];
	const list = [...new Map(done.map((entry) => [entry.code, entry])).values()];
	const total = list.reduce((sum, { units, unitCents }) => sum + units * unitCents, 0);
	const copayCents = random.pick([0, 2_000, 3_500]);
	return {
		id: appointment.id,
		appointment,
		signed: random.chance(0.9),
		sensitive: random.chance(0.03),
		diagnoses: [random.pick(diagnoses)],
		procedures: list,
		plan: random.pick(plans),
		...(random.chance(0.5) && { returnBy: addMonths(appointment.start.slice(0, 10), 3) }),
		copayCents,
		paidCents: copayCents,
		insurancePaidCents: random.chance(0.6) ? Math.round(total * 0.6) : 0,
	};
}

/** All visits of the schedule, by start. */
export function visitsOf(schedule: Schedule, seed: number): Visit[] {
	return schedule.all().flatMap((appointment) => visitOf(appointment, seed) ?? []);
}

/** Cents charged for a visit. */
export function chargedCents({ procedures: list }: Visit): number {
	return list.reduce((sum, { units, unitCents }) => sum + units * unitCents, 0);
}

/** Cents that are still owed for a visit, by whom: the copay is the patient's. */
export function owedCents(visit: Visit): { patient: number; insurance: number } {
	const total = chargedCents(visit);
	return {
		patient: Math.max(0, visit.copayCents - visit.paidCents),
		insurance: Math.max(0, total - visit.paidCents - visit.insurancePaidCents),
	};
}

function addMonths(date: string, months: number): string {
	const day = new Date(`${date}T00:00:00Z`);
	day.setUTCMonth(day.getUTCMonth() + months);
	return day.toISOString().slice(0, 10);
}
