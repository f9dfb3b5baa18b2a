import { FhirData, type FhirSource } from '../fhir/data.mjs';
import type { ExportSource } from '../fhir/exports.mjs';
import type { FhirNames } from '../fhir/render.mjs';
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

/** What Greenway's server holds: the whole tenant. */
export class GreenwayFhirData extends FhirData {
	constructor(private readonly tenant: FhirSource) {
		super(tenant, { names, recordOf: recordOfFhirId, recordOfNumber, more: [group] });
	}

	/** The whole tenant: a backend application is not held to a practice (sheet 3.1, quirk 12). */
	exportSource(): ExportSource {
		return {
			types: ['Patient', 'Coverage'],
			unitsOf: (_type, since) => {
				const store = this.tenant.store();
				const units: number[] = [];
				for (let record = 1; record <= store.size; record += 1) {
					if (store.has(record) && store.lastModifiedAt(record) > since) units.push(record);
				}
				return units;
			},
			render: (type, record) => {
				if (!this.tenant.store().has(record)) return [];
				return type === 'Patient' ? [this.patient(record)] : this.coverages(record);
			},
		};
	}
}
