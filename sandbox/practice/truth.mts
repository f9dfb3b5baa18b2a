import type { PhoneNumber } from '../people/person.mjs';
import type { PracticePatient } from './records.mjs';
import type { PatientStore } from './store.mjs';

function phone(number: PhoneNumber | undefined) {
	return number && { number: number.number, extension: number.extension };
}

/**
 * What the practice holds of a patient, in a plain form of its own that tests compare with. Absent
 * members were never filled in; `id` is the record's number and `vendorId` what the vendor's interface
 * calls it; ids are texts, dates civil dates, times RFC 3339 UTC.
 */
export function truthOf(patient: PracticePatient, store: PatientStore, vendorId?: string) {
	const { person } = patient;
	return {
		id: String(patient.id),
		vendorId: vendorId ?? String(patient.id),
		practiceId: patient.practiceId === undefined ? undefined : String(patient.practiceId),
		group: patient.group,
		createdAt: new Date(patient.createdAt).toISOString(),
		lastModifiedAt: new Date(patient.lastModifiedAt).toISOString(),
		active: person.active,
		prefix: person.prefix,
		firstName: person.firstName,
		middleName: person.middleName,
		lastName: person.lastName,
		suffix: person.suffix,
		birthDate: person.birthDate,
		sex: person.sex,
		ssn: person.ssn,
		chartNumber: person.chartNumber,
		email: person.email,
		phones: {
			home: phone(person.homePhone),
			mobile: phone(person.mobilePhone),
			work: phone(person.workPhone),
		},
		address: person.address,
		emergency: person.emergency && {
			name: person.emergency.name,
			phone: phone(person.emergency.phone),
		},
		guarantor: person.guarantor,
		lastVisit: person.lastVisit,
		alert: patient.alert?.message,
		collectionCategory: patient.collectionCategory,
		providerId: String(patient.providerId),
		locationId: String(patient.locationId),
		externalIds: store.externalIdsOf(patient.id),
		cases: person.cases.map((entry) => ({
			...entry,
			id: String(entry.id),
			policies: entry.policies.map((policy) => ({
				...policy,
				id: String(policy.id),
				companyId: String(policy.companyId),
				planId: String(policy.planId),
			})),
		})),
	};
}

export type TruthPatient = ReturnType<typeof truthOf>;
