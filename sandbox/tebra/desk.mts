import { appointmentTypes, Schedule, type PracticeAppointment } from '../practice/schedule.mjs';
import type { PatientStore } from '../practice/store.mjs';
import { Files } from './files.mjs';
import { Ledger } from './ledger/ledger.mjs';
import { statusOfWord, wordOfStatus, type ModeWord, type StatusWord } from './words.mjs';

/** A reason that the practice offers; its appointment types are called so here (sheet 4.5). */
export interface Reason {
	id: number;
	/** Absent = every practice of the account. */
	practiceId?: number;
	name: string;
	minutes: number;
	color: number;
	telehealth: boolean;
}

/** What this service keeps of an appointment besides what the practice's schedule holds. */
export interface AppointmentDetail {
	word: StatusWord;
	mode?: ModeWord;
	name?: string;
	notes?: string;
	caseId?: number;
	authorizationId?: number;
	occurrenceId?: number;
	isGroup?: boolean;
	isRecurring?: boolean;
	resourceId?: number;
	resourceIds?: readonly number[];
	maxAttendees?: number;
}

/** An appointment with all that this service tells about it. */
export interface DeskAppointment {
	base: PracticeAppointment;
	detail: AppointmentDetail;
}

/** The appointment's members that a write sets; the schedule keeps the wall clock. */
export type ScheduleEntry = Pick<
	PracticeAppointment,
	'patientId' | 'practiceId' | 'providerId' | 'locationId' | 'typeId' | 'start' | 'minutes'
>;

/** Days of the widest window that GetAppointments answers reliably (sheet 5). */
const WIDEST_WINDOW = 60;

/**
 * The account's work besides its patients: appointments, ledger, notes, documents. It is made from
 * the practice's seed; what is written is kept until a reset.
 */
export class Desk {
	readonly schedule: Schedule;

	readonly ledger: Ledger;

	readonly files = new Files();

	readonly reasons: Reason[] = appointmentTypes.map((type, index) => ({
		...type,
		color: index + 1,
	}));

	/** A wider window of GetAppointments ends in an internal fault. */
	widestWindowDays = WIDEST_WINDOW;

	private readonly details = new Map<number, AppointmentDetail>();

	constructor(
		readonly patients: PatientStore,
		seed: number,
		start: Date,
	) {
		this.schedule = new Schedule(patients, seed, start);
		this.ledger = new Ledger(patients, this.schedule, seed);
	}

	/** Every appointment whose patient is still there, by start. */
	appointments(): PracticeAppointment[] {
		return this.schedule.all().filter((entry) => this.isThere(entry));
	}

	/** One appointment; undefined when there is none, or its patient is gone. */
	appointment(id: number): DeskAppointment | undefined {
		const base = this.schedule.get(id);
		return base && this.isThere(base) ? { base, detail: this.detailOf(base) } : undefined;
	}

	/** What is kept of an appointment; of a seeded one, what the front desk put in. */
	detailOf(base: PracticeAppointment): AppointmentDetail {
		const kept = this.details.get(base.id);
		if (kept) return kept;
		const cases = base.patientId === undefined ? [] : this.casesOf(base.patientId);
		return {
			word: wordOfStatus[base.status],
			mode: this.reason(base.typeId)?.telehealth ? 'Telehealth' : 'InOffice',
			name: base.patientId === undefined ? base.reason : undefined,
			notes: base.comment ?? base.reason,
			caseId: cases.find(({ primary }) => primary)?.id,
			maxAttendees: 1,
		};
	}

	/** Puts an appointment on the schedule. Nothing is looked at: double booking is not refused. */
	book(entry: ScheduleEntry, detail: AppointmentDetail, at: Date): DeskAppointment {
		const base = this.schedule.add({
			...entry,
			status: statusOfWord[detail.word],
			reason: this.reason(entry.typeId)?.name ?? '',
			createdAt: at.getTime(),
			changedAt: at.getTime(),
		});
		this.details.set(base.id, detail);
		return { base, detail };
	}

	/** Puts another appointment in place of the one of this number. */
	replace(id: number, entry: ScheduleEntry, detail: AppointmentDetail, at: Date): DeskAppointment {
		const status = statusOfWord[detail.word];
		const base = this.schedule.change(id, { ...entry, status }, at);
		this.details.set(id, detail);
		return { base, detail };
	}

	/** Takes an appointment away; nothing tells afterwards that there was one. */
	remove(id: number): boolean {
		if (!this.appointment(id)) return false;
		this.details.delete(id);
		return this.schedule.remove(id);
	}

	/** A reason by its number. */
	reason(id: number): Reason | undefined {
		return this.reasons.find((entry) => entry.id === id);
	}

	/** A case of a patient who is there. */
	caseOf(patientId: number | undefined, caseId: number | undefined) {
		if (patientId === undefined || caseId === undefined) return undefined;
		return this.casesOf(patientId).find(({ id }) => id === caseId);
	}

	private casesOf(patientId: number) {
		return this.patients.has(patientId) ? this.patients.get(patientId).person.cases : [];
	}

	private isThere({ patientId }: PracticeAppointment): boolean {
		return patientId === undefined || this.patients.has(patientId);
	}
}
