import { addDays, DAY } from '../../people/dates.mjs';
import { fullName } from '../../practice/records.mjs';
import type { Schedule } from '../../practice/schedule.mjs';
import type { PatientStore } from '../../practice/store.mjs';
import { chargedCents, visitOf, type Visit } from '../../practice/visits.mjs';
import type { EncounterWord } from '../words.mjs';
import type { EncounterRecord, PaymentRecord, ServiceLine } from './records.mjs';

/** Encounter ids are no appointment ids: these stand between them. */
const FIRST_ENCOUNTER = 400_000;
const FIRST_WRITTEN_ENCOUNTER = 900_000;
const FIRST_WRITTEN_PAYMENT = 9_000_000;

const patientMethods = ['CreditCard', 'Cash', 'Check'] as const;

/** The number that this service gives to a visit. */
export function encounterIdOf(visit: Visit): number {
	return FIRST_ENCOUNTER + visit.id;
}

/** Encounters, charges and payments: those of the practice's visits, and what was written. */
export class Ledger {
	private readonly writtenEncounters: EncounterRecord[] = [];

	private readonly writtenPayments: PaymentRecord[] = [];

	private readonly statuses = new Map<number, EncounterWord>();

	constructor(
		private readonly patients: PatientStore,
		private readonly schedule: Schedule,
		private readonly seed: number,
	) {}

	/** Visits whose patient is there, by start; `patientId` = of one patient. */
	visits(patientId?: number): Visit[] {
		return this.schedule
			.all()
			.filter(
				(entry) =>
					entry.patientId !== undefined &&
					this.patients.has(entry.patientId) &&
					(patientId === undefined || entry.patientId === patientId),
			)
			.flatMap((entry) => visitOf(entry, this.seed) ?? []);
	}

	/** Every encounter, oldest visit first, written ones last. */
	encounters(): EncounterRecord[] {
		const seeded = this.visits().map((visit) => this.encounterOf(visit));
		return [...seeded, ...this.writtenEncounters].map((encounter) => this.withStatus(encounter));
	}

	/** One encounter; only its own visit is looked at. */
	encounter(id: number): EncounterRecord | undefined {
		const written = this.writtenEncounters.find((entry) => entry.id === id);
		if (written) return this.withStatus(written);
		const appointment = this.schedule.get(id - FIRST_ENCOUNTER);
		if (appointment?.patientId === undefined || !this.patients.has(appointment.patientId)) {
			return undefined;
		}
		const visit = visitOf(appointment, this.seed);
		return visit && this.withStatus(this.encounterOf(visit));
	}

	addEncounter(encounter: Omit<EncounterRecord, 'id'>): EncounterRecord {
		const added = { ...encounter, id: FIRST_WRITTEN_ENCOUNTER + this.writtenEncounters.length + 1 };
		this.writtenEncounters.push(added);
		return added;
	}

	setStatus(id: number, status: EncounterWord): void {
		this.statuses.set(id, status);
	}

	/** Every payment: by patients and insurers at visits, and written ones, which are unapplied. */
	payments(): PaymentRecord[] {
		return [...this.visits().flatMap((visit) => this.paymentsOf(visit)), ...this.writtenPayments];
	}

	addPayment(payment: Omit<PaymentRecord, 'id'>): PaymentRecord {
		const added = { ...payment, id: FIRST_WRITTEN_PAYMENT + this.writtenPayments.length + 1 };
		this.writtenPayments.push(added);
		return added;
	}

	private withStatus(encounter: EncounterRecord): EncounterRecord {
		return { ...encounter, status: this.statuses.get(encounter.id) ?? encounter.status };
	}

	private encounterOf(visit: Visit): EncounterRecord {
		const { appointment } = visit;
		const serviceDate = appointment.start.slice(0, 10);
		const createdAt = Date.parse(`${serviceDate}T23:00:00Z`);
		return {
			id: encounterIdOf(visit),
			appointmentId: appointment.id,
			patientId: appointment.patientId!,
			practiceId: appointment.practiceId,
			providerId: appointment.providerId,
			locationId: appointment.locationId,
			caseId: this.primaryCase(appointment.patientId!)?.id,
			status: visit.signed ? 'Approved' : 'Draft',
			serviceDate,
			postDate: addDays(serviceDate, 1),
			createdAt,
			changedAt: createdAt + DAY / 2,
			batch: `B${serviceDate.replaceAll('-', '')}`,
			copayCents: visit.copayCents,
			lines: linesOf(visit),
		};
	}

	private paymentsOf(visit: Visit): PaymentRecord[] {
		const { appointment } = visit;
		const encounter = this.encounterOf(visit);
		const common = {
			encounterId: encounter.id,
			practiceId: appointment.practiceId,
			batch: encounter.batch,
			postDate: encounter.postDate,
			createdAt: encounter.createdAt,
		};
		const found: PaymentRecord[] = [];
		if (visit.paidCents > 0) {
			found.push({
				...common,
				id: encounter.id * 2,
				patientId: encounter.patientId,
				appointmentId: appointment.id,
				payerType: 'Patient',
				payerName: fullName(this.patients.get(encounter.patientId).person),
				cents: visit.paidCents,
				method: patientMethods[visit.id % patientMethods.length],
				category: 'Copay',
				reference: `DESK-${visit.id}`,
			});
		}
		if (visit.insurancePaidCents > 0) {
			found.push({
				...common,
				id: encounter.id * 2 + 1,
				patientId: encounter.patientId,
				payerType: 'Insurance',
				payerName:
					this.primaryCase(encounter.patientId)?.policies[0]?.companyName ?? 'Unknown payer',
				cents: visit.insurancePaidCents,
				method: 'ElectronicFundsTransfer',
				reference: `EFT-${visit.id}`,
			});
		}
		return found;
	}

	private primaryCase(patientId: number) {
		return this.patients.get(patientId).person.cases.find(({ primary }) => primary);
	}
}

/** Lines of a visit: the patient's money goes to the first, the insurance's to all by their share. */
function linesOf(visit: Visit): ServiceLine[] {
	const total = chargedCents(visit);
	let left = visit.insurancePaidCents;
	return visit.procedures.map((procedure, index) => {
		const last = index === visit.procedures.length - 1;
		const cents = procedure.units * procedure.unitCents;
		const share = last ? left : Math.round((visit.insurancePaidCents * cents) / total);
		left -= share;
		return {
			code: procedure.code,
			name: procedure.text,
			modifiers: procedure.modifiers,
			units: procedure.units,
			unitCents: procedure.unitCents,
			diagnoses: visit.diagnoses.map(({ code }) => code),
			patientPaidCents: index === 0 ? visit.paidCents : 0,
			insurancePaidCents: share,
		};
	});
}
