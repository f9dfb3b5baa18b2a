import type { Schedule } from '../practice/schedule.mjs';
import type { PatientStore } from '../practice/store.mjs';
import { visitOf } from '../practice/visits.mjs';
import type { ExportSource } from '../fhir/exports.mjs';
import {
	coverageResources,
	patientResource,
	visitResources,
	type FhirNames,
} from '../fhir/render.mjs';
import { directoryResources } from '../fhir/renderDirectory.mjs';
import type { FhirResource } from '../fhir/resource.mjs';
import {
	categoryIs,
	dayOf,
	familyStarts,
	givenStarts,
	identifierIs,
	nameStarts,
	refersTo,
	textIs,
	type SearchRules,
} from '../fhir/search.mjs';
import { fhirPatientId, patientNumber, recordOfFhirId, recordOfNumber } from './account.mjs';

/** Searches that the sheet (4.1) relies on; each needs a patient or a name. */
export const searches: Readonly<Record<string, SearchRules>> = {
	Patient: {
		parameters: {
			family: familyStarts,
			given: givenStarts,
			birthdate: dayOf(({ birthDate }) => birthDate as string | undefined),
			gender: textIs('gender'),
			identifier: identifierIs,
		},
		oneOf: ['family', 'given', 'birthdate', 'identifier'],
	},
	Coverage: {
		parameters: { patient: refersTo('beneficiary', 'Patient') },
		oneOf: ['patient'],
	},
	Encounter: {
		parameters: {
			patient: refersTo('subject', 'Patient'),
			date: dayOf(({ period }) => (period as { start?: string } | undefined)?.start),
		},
		oneOf: ['patient'],
	},
	Condition: {
		parameters: { patient: refersTo('subject', 'Patient'), category: categoryIs },
		oneOf: ['patient'],
	},
	Procedure: {
		parameters: {
			patient: refersTo('subject', 'Patient'),
			date: dayOf(({ performedDateTime }) => performedDateTime as string | undefined),
		},
		oneOf: ['patient'],
	},
	CarePlan: {
		parameters: { patient: refersTo('subject', 'Patient'), category: categoryIs },
		oneOf: ['patient'],
	},
	ServiceRequest: {
		parameters: { patient: refersTo('subject', 'Patient') },
		oneOf: ['patient'],
	},
	Practitioner: {
		parameters: { name: nameStarts, identifier: identifierIs },
		oneOf: ['name', 'identifier'],
	},
	PractitionerRole: {
		parameters: { practitioner: refersTo('practitioner', 'Practitioner') },
		oneOf: ['practitioner'],
	},
	Location: { parameters: { name: nameStarts }, oneOf: ['name'] },
	Organization: { parameters: { name: nameStarts }, oneOf: ['name'] },
	// Tenant-wide groups are listed without a search (sheet 4.1).
	Group: { parameters: {}, oneOf: [] },
};

const names: FhirNames = {
	patientId: fhirPatientId,
	patientNumber: (record) => String(patientNumber(record)),
	patientNumberSystem: 'urn:oid:2.16.840.1.113883.3.0000.9.1',
	chartSystem: 'urn:oid:2.16.840.1.113883.3.0000.9.2',
};

const group: FhirResource = {
	resourceType: 'Group',
	id: 'all-patients',
	type: 'person',
	actual: true,
	name: 'All patients',
};

const visitTypes = ['Encounter', 'Condition', 'Procedure', 'CarePlan', 'ServiceRequest'];

/** Patients, policies and visits of the practice as FHIR resources. */
export class FhirData {
	constructor(
		private readonly store: () => PatientStore,
		private readonly schedule: () => Schedule,
		private readonly seed: () => number,
	) {}

	/** One resource by type and id. */
	read(type: string, id: string): FhirResource | undefined {
		if (type === 'Group') return id === group.id ? group : undefined;
		if (type === 'Patient') {
			const record = recordOfFhirId(id);
			return record !== undefined && this.store().has(record) ? this.patient(record) : undefined;
		}
		return directoryResources().find((entry) => entry.resourceType === type && entry.id === id);
	}

	/** Every resource of a type that can fit a query. */
	*candidates(type: string, query: ReadonlyMap<string, string>): Iterable<FhirResource> {
		const store = this.store();
		if (type === 'Group') yield group;
		else if (type === 'Patient') {
			for (const record of this.records(query)) if (store.has(record)) yield this.patient(record);
		} else if (type === 'Coverage' || visitTypes.includes(type)) {
			const record = recordOfFhirId((query.get('patient') ?? '').replace('Patient/', ''));
			if (record === undefined || !store.has(record)) return;
			if (type === 'Coverage') yield* coverageResources(store.get(record), names);
			else yield* this.visits(record).filter(({ resourceType }) => resourceType === type);
		} else yield* directoryResources().filter(({ resourceType }) => resourceType === type);
	}

	/** The whole tenant: a backend application is not held to a practice (sheet 3.1, quirk 12). */
	exportSource(): ExportSource {
		return {
			types: ['Patient', 'Coverage'],
			unitsOf: (_type, since) => {
				const store = this.store();
				const units: number[] = [];
				for (let record = 1; record <= store.size; record += 1) {
					if (store.has(record) && store.lastModifiedAt(record) > since) units.push(record);
				}
				return units;
			},
			render: (type, record) => {
				const store = this.store();
				if (!store.has(record)) return [];
				return type === 'Patient'
					? [this.patient(record)]
					: coverageResources(store.get(record), names);
			},
		};
	}

	private patient(record: number): FhirResource {
		return patientResource(this.store().get(record), names);
	}

	private visits(record: number): FhirResource[] {
		const patient = this.store().get(record);
		return this.schedule()
			.all()
			.filter(({ patientId }) => patientId === record)
			.flatMap((appointment) => {
				const visit = visitOf(appointment, this.seed());
				return visit === undefined ? [] : visitResources(visit, patient, names);
			});
	}

	/** Records that a patient search can find, without looking at each where a number tells. */
	private *records(query: ReadonlyMap<string, string>): Iterable<number> {
		const id = query.get('_id');
		const number = query.get('identifier')?.split('|').pop();
		if (id !== undefined) {
			for (const one of id.split(',')) yield recordOfFhirId(one) ?? 0;
			return;
		}
		const record = recordOfNumber(number);
		if (record !== undefined) yield record;
		else for (let each = 1; each <= this.store().size; each += 1) yield each;
	}
}
