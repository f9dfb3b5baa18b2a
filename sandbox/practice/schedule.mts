import { addDays, civilDate, DAY } from '../people/dates.mjs';
import { Random } from '../people/random.mjs';
import type { PatientStore } from './store.mjs';

/** IANA zone of the made-up practice: its places are in Illinois. */
export const practiceZone = 'America/Chicago';

export interface AppointmentType {
	id: number;
	name: string;
	minutes: number;
	telehealth: boolean;
}

/** Kinds of visits that the practice offers. */
export const appointmentTypes: readonly AppointmentType[] = [
	{ id: 1, name: 'New Patient Visit', minutes: 45, telehealth: false },
	{ id: 2, name: 'Follow-up Visit', minutes: 20, telehealth: false },
	{ id: 3, name: 'Physical Therapy', minutes: 30, telehealth: false },
	{ id: 4, name: 'Telehealth Visit', minutes: 20, telehealth: true },
	{ id: 5, name: 'Wellness Exam', minutes: 60, telehealth: false },
];

export const appointmentStatuses = [
	'booked',
	'confirmed',
	'arrived',
	'completed',
	'cancelled',
	'no_show',
	'rescheduled',
] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];

/** Why a visit was called off, as the practice notes it. */
export const cancelReasons = [
	{ id: 1, name: 'Patient asked to cancel' },
	{ id: 2, name: 'Provider not available' },
	{ id: 3, name: 'No show' },
] as const;

/** Opening hours, on the practice's clock, Monday to Friday. */
export const openFrom = '08:00';
export const openTo = '17:00';

/** An appointment as the practice holds it, in no vendor's form. */
export interface PracticeAppointment {
	id: number;
	/** Absent = blocked time, such as a meeting. */
	patientId?: number;
	/** 1 = the served practice, 2 = the other one. */
	practiceId: number;
	providerId: number;
	locationId: number;
	typeId: number;
	/** Wall clock of the practice: `YYYY-MM-DDTHH:mm`. */
	start: string;
	minutes: number;
	status: AppointmentStatus;
	reason: string;
	comment?: string;
	cancelReasonId?: number;
	/** The appointment that this one stands in for. */
	rescheduledFromId?: number;
	/** Milliseconds since 1970. */
	createdAt: number;
	changedAt: number;
}

const STREAM = 31;
const reasons = ['Knee pain', 'Annual check', 'Back pain', 'Skin rash', 'Follow-up'] as const;

/**
 * The schedule of the practice: for most patients a visit in the past, for a third of them one that
 * is to come, each provider at one place at a time. Made from the seed when first asked for.
 */
export class Schedule {
	private appointments: Map<number, PracticeAppointment> | undefined;

	constructor(
		private readonly patients: PatientStore,
		private readonly seed: number,
		private readonly start: Date,
	) {}

	/** Every appointment, by start and number. */
	all(): PracticeAppointment[] {
		return [...this.map().values()].sort((a, b) =>
			a.start === b.start ? a.id - b.id : a.start < b.start ? -1 : 1,
		);
	}

	get(id: number): PracticeAppointment | undefined {
		return this.map().get(id);
	}

	/** Those of some days, both ends included (civil dates on the practice's clock). */
	between(from: string, to: string): PracticeAppointment[] {
		return this.all().filter(({ start }) => start.slice(0, 10) >= from && start.slice(0, 10) <= to);
	}

	/** Adds one; answers it with its number. */
	add(appointment: Omit<PracticeAppointment, 'id'>): PracticeAppointment {
		const map = this.map();
		const added = { ...appointment, id: Math.max(0, ...map.keys()) + 1 };
		map.set(added.id, added);
		return added;
	}

	/** Changes one and moves its time of change. Throws when there is none of this number. */
	change(id: number, edit: Partial<PracticeAppointment>, at: Date): PracticeAppointment {
		const before = this.map().get(id);
		if (before === undefined) throw new Error('There is no appointment of this number.');
		const after = { ...before, ...edit, id, changedAt: at.getTime() };
		this.map().set(id, after);
		return after;
	}

	/** Takes one off the schedule without a trace, as some systems let staff do. */
	remove(id: number): boolean {
		return this.map().delete(id);
	}

	/** Whether the provider has another standing appointment in that time. */
	isTaken(providerId: number, start: string, minutes: number, besides?: number): boolean {
		const begin = minuteOf(start);
		return this.all().some(
			(other) =>
				other.id !== besides &&
				other.providerId === providerId &&
				!['cancelled', 'rescheduled', 'no_show'].includes(other.status) &&
				minuteOf(other.start) < begin + minutes &&
				begin < minuteOf(other.start) + other.minutes,
		);
	}

	private map(): Map<number, PracticeAppointment> {
		this.appointments ??= new Map(this.make().map((entry) => [entry.id, entry]));
		return this.appointments;
	}

	private make(): PracticeAppointment[] {
		const today = civilDate(this.start);
		const made: PracticeAppointment[] = [];
		const random = new Random();
		for (let patientId = 1; patientId <= this.patients.seeded; patientId += 1) {
			const practiceId = this.patients.practiceId(patientId);
			if (practiceId === undefined) continue;
			random.reseed(this.seed, STREAM, patientId);
			if (random.chance(0.7)) made.push(this.past(patientId, practiceId, random, today));
			if (random.chance(0.35)) made.push(this.coming(patientId, practiceId, random, today));
		}
		for (const providerId of [1, 2]) made.push(this.meeting(providerId, today));
		return made.map((entry, index) => ({ ...entry, id: index + 1 }));
	}

	private past(patientId: number, practiceId: number, random: Random, today: string) {
		const date = addDays(today, -random.int(1, 360));
		const status = random.pick([
			...(['completed', 'completed', 'completed', 'completed'] as const),
			...(['completed', 'completed', 'cancelled', 'no_show'] as const),
		]);
		const entry = this.one(patientId, practiceId, random, date, status);
		if (status === 'cancelled') entry.cancelReasonId = random.int(1, 2);
		return entry;
	}

	private coming(patientId: number, practiceId: number, random: Random, today: string) {
		const date = addDays(today, random.int(1, 60));
		const status = random.pick(['booked', 'booked', 'booked', 'confirmed', 'cancelled'] as const);
		const entry = this.one(patientId, practiceId, random, date, status);
		if (status === 'cancelled') entry.cancelReasonId = random.int(1, 2);
		return entry;
	}

	private one(
		patientId: number,
		practiceId: number,
		random: Random,
		date: string,
		status: AppointmentStatus,
	): PracticeAppointment {
		const type = random.pick(appointmentTypes);
		const minuteOfDay = 8 * 60 + random.int(0, 35) * 15;
		const createdAt = this.start.getTime() - random.int(10, 90) * DAY;
		return {
			id: 0,
			patientId,
			practiceId,
			providerId: practiceId === 2 ? 5 : random.int(1, 2),
			locationId: practiceId === 2 ? 3 : random.int(1, 2),
			typeId: type.id,
			start: `${weekday(date)}T${clock(minuteOfDay)}`,
			minutes: type.minutes,
			status,
			reason: random.pick(reasons),
			createdAt,
			changedAt: createdAt + DAY,
		};
	}

	private meeting(providerId: number, today: string): PracticeAppointment {
		const at = this.start.getTime() - 30 * DAY;
		return {
			...{ id: 0, practiceId: 1, providerId, locationId: 1, typeId: 2, minutes: 60 },
			start: `${weekday(addDays(today, 2))}T12:00`,
			status: 'booked',
			reason: 'Staff meeting',
			createdAt: at,
			changedAt: at,
		};
	}
}

/** The same day, or the Monday after a weekend. */
function weekday(date: string): string {
	const day = new Date(`${date}T00:00:00Z`).getUTCDay();
	return addDays(date, day === 6 ? 2 : day === 0 ? 1 : 0);
}

function clock(minuteOfDay: number): string {
	const hours = String(Math.floor(minuteOfDay / 60)).padStart(2, '0');
	return `${hours}:${String(minuteOfDay % 60).padStart(2, '0')}`;
}

/** Minutes on the practice's wall clock since 1970, for comparing. */
function minuteOf(start: string): number {
	return Date.parse(`${start}:00Z`) / 60_000;
}
