import { createHash } from 'node:crypto';
import {
	organizationResources,
	locationResource,
	patientResource,
	practitionerResource,
	visitResources,
	type FhirNames,
} from '../../fhir/render.mjs';
import { asJson, type FhirResource } from '../../fhir/resource.mjs';
import { locations, providers } from '../../practice/directory.mjs';
import type { Visit } from '../../practice/visits.mjs';
import type { Desk } from '../desk.mjs';

/** An id of the FHIR server: no SOAP id can be read from it (sheet 4.10). */
function fhirId(kind: string, number: number): string {
	const hex = createHash('sha256').update(`${kind} ${number}`).digest('hex');
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		hex.slice(12, 16),
		hex.slice(16, 20),
		hex.slice(20, 32),
	].join('-');
}

const names: FhirNames = {
	patientId: (record) => fhirId('patient', record),
	patientNumber: (record) => fhirId('number', record).slice(0, 8),
	patientNumberSystem: 'urn:synthetic:tebra-fhir:number',
	chartSystem: 'urn:synthetic:tebra-fhir:chart',
};

/** The practice that the FHIR client was switched on for. */
const PRACTICE = 1;

/**
 * What the FHIR server holds of the served practice: patients, and of each visit an encounter,
 * conditions, procedures, a care plan, and for some a goal and a note. Strays of the other practice
 * come along as they do in lists.
 */
export class FhirLibrary {
	private records: Map<string, number> | undefined;

	constructor(private readonly desk: Desk) {}

	/** Every patient. */
	patients(): FhirResource[] {
		return [...this.recordMap().values()]
			.filter((record) => this.desk.patients.has(record))
			.map((record) => plain(patientResource(this.desk.patients.get(record), names)));
	}

	/** A patient by the id of this server. */
	patient(id: string): FhirResource | undefined {
		const record = this.recordOf(id);
		return record === undefined
			? undefined
			: plain(patientResource(this.desk.patients.get(record), names));
	}

	/** Everything that tells of the visits of a patient. */
	ofPatient(id: string): FhirResource[] {
		const record = this.recordOf(id);
		if (record === undefined) return [];
		const patient = this.desk.patients.get(record);
		return this.desk.ledger
			.visits(record)
			.flatMap((visit) => [...visitResources(visit, patient, names), ...more(visit, record)])
			.map(plain);
	}

	/** One resource of a visit by its id. */
	ofVisit(id: string): FhirResource | undefined {
		const number = Number(/-(\d+)/.exec(id)?.[1] ?? NaN);
		const patientId = this.desk.schedule.get(number)?.patientId;
		if (patientId === undefined) return undefined;
		return this.ofPatient(names.patientId(patientId)).find((resource) => resource.id === id);
	}

	/** Providers, places and practices, which belong to no patient. */
	directory(): FhirResource[] {
		return [
			...providers.filter(({ practiceId }) => practiceId === PRACTICE).map(practitionerResource),
			...locations.filter(({ practiceId }) => practiceId === PRACTICE).map(locationResource),
			...organizationResources().filter(({ id }) => id === String(PRACTICE)),
		];
	}

	private recordOf(id: string): number | undefined {
		const record = this.recordMap().get(id);
		return record !== undefined && this.desk.patients.has(record) ? record : undefined;
	}

	private recordMap(): Map<string, number> {
		if (this.records) return this.records;
		const { patients } = this.desk;
		this.records = new Map();
		for (let record = 1; record <= patients.size; record += 1) {
			if (patients.practiceId(record) === PRACTICE || patients.leaks(record)) {
				this.records.set(names.patientId(record), record);
			}
		}
		return this.records;
	}
}

/** The sheet knows of no privacy labels here, so nobody shall rely on them. */
function plain(resource: FhirResource): FhirResource {
	return resource.meta
		? asJson({ ...resource, meta: { ...resource.meta, security: undefined } })
		: resource;
}

/** What else a visit leaves behind: a goal when the patient is to come back, a note once signed. */
function more(visit: Visit, record: number): FhirResource[] {
	const subject = { reference: `Patient/${names.patientId(record)}` };
	const date = visit.appointment.start.slice(0, 10);
	const found: FhirResource[] = [];
	if (visit.returnBy !== undefined) {
		found.push({
			resourceType: 'Goal',
			id: `goal-${visit.id}`,
			lifecycleStatus: 'active',
			description: { text: 'Be free of complaints at the next visit' },
			subject,
			startDate: date,
			target: [{ dueDate: visit.returnBy }],
		});
	}
	if (visit.signed) {
		found.push({
			resourceType: 'DocumentReference',
			id: `note-${visit.id}`,
			status: 'current',
			type: { coding: [{ system: 'http://loinc.org', code: '11506-3', display: 'Progress note' }] },
			category: [{ coding: [{ code: 'clinical-note' }] }],
			subject,
			date: `${date}T23:00:00Z`,
			content: [
				{
					attachment: {
						contentType: 'text/plain',
						data: Buffer.from(`Plan: ${visit.plan}`, 'utf8').toString('base64'),
					},
				},
			],
			context: { encounter: [{ reference: `Encounter/enc-${visit.id}` }] },
		});
	}
	return found;
}
