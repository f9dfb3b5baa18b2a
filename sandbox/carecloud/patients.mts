import type { PhoneNumber, PostalAddress } from '../people/person.mjs';
import type { PracticePatient } from '../practice/records.mjs';
import type { PatientStore } from '../practice/store.mjs';
import { patientNumber } from './ids.mjs';
import { hitForm, patientForm } from './patientForm.mjs';
import { matchesFields, matchesTerm, searchOf } from './patientSearch.mjs';
import {
	type Answer,
	type Call,
	notFound,
	read,
	type Route,
	servedPractice,
	unprocessable,
} from './types.mjs';

/**
 * The patient of a GUID that this grant can see. A grant names one practice (sheet 1), but records of
 * another one, or of none, come through where staff of several practices share a patient list.
 */
export function visiblePatient(store: PatientStore, guid: string): PracticePatient | undefined {
	const id = patientNumber(guid);
	if (id === undefined || !store.has(id)) return undefined;
	return store.practiceId(id) === servedPractice || store.leaks(id) ? store.get(id) : undefined;
}

function show({ params, store, written }: Call): Answer {
	const patient = visiblePatient(store, params.guid);
	if (patient === undefined) return notFound();
	return read(patientForm(patient, written.legacyIds.get(patient.id)));
}

/** Hits when no limit is given, and at most (sheet 4.1: neither is published). */
const usualHits = 25;
const mostHits = 200;

function search({ body, store }: Call): Answer {
	const wanted = searchOf(body);
	if ('why' in wanted) return unprocessable(wanted.why);
	const limit = Math.min(wanted.limit ?? usualHits, mostHits);
	const hits: object[] = [];
	for (let id = 1; id <= store.size && hits.length < limit; id += 1) {
		if (!store.has(id)) continue;
		if (store.practiceId(id) !== servedPractice && !store.leaks(id)) continue;
		const patient = store.get(id);
		const fits =
			'terms' in wanted
				? wanted.terms.every((term) => matchesTerm(patient, term))
				: matchesFields(patient, wanted.fields);
		if (fits) hits.push(hitForm(patient));
	}
	// A draws the answer as an array of objects named `patients` (sheet 4.1).
	return read('terms' in wanted ? hits.map((patients) => ({ patients })) : { patients: hits });
}

interface WrittenAddress {
	line1?: string;
	line2?: string;
	city?: string;
	state_code?: string;
	state?: string;
	zip_code?: string;
}

interface WrittenPhone {
	phone_number?: string;
	phone_type_id?: string | number;
	phone_type_code?: string;
	extension?: string;
	is_primary?: boolean;
}

interface Update {
	patient?: Record<string, unknown>;
	addresses?: WrittenAddress[];
	phones?: WrittenPhone[];
}

const holdsNull = (value: unknown): boolean =>
	value === null ||
	(typeof value === 'object' && value !== null && Object.values(value).some(holdsNull));

/** PUT: the body of a create. Lists replace what was there; members left out stay (sheet 4.1). */
function update({ params, body, store, written, now }: Call): Answer {
	const patient = visiblePatient(store, params.guid);
	if (patient === undefined) return notFound();
	const { patient: members, addresses, phones } = (body ?? {}) as Update;
	if (!members?.first_name || !members.last_name) {
		return unprocessable('first_name and last_name are required');
	}
	// What a null means is not documented; the sandbox takes none, so that nobody relies on it.
	if (holdsNull(body)) return unprocessable('null is not allowed');
	store.write(
		patient.id,
		({ person }) => {
			person.firstName = String(members.first_name);
			person.lastName = String(members.last_name);
			if (typeof members.email === 'string') person.email = members.email;
			if (typeof members.date_of_birth === 'string') person.birthDate = members.date_of_birth;
			if (addresses) person.address = toAddress(addresses[0]);
			if (phones) {
				person.mobilePhone = phoneOf(phones, 'C');
				person.homePhone = phoneOf(phones, 'H');
				person.workPhone = phoneOf(phones, 'B');
			}
		},
		now,
	);
	if (typeof members.legacy_patient_id === 'string') {
		written.legacyIds.set(patient.id, members.legacy_patient_id);
	}
	return { status: 204, effect: 'write' };
}

function toAddress(address: WrittenAddress | undefined): PostalAddress {
	if (address === undefined) return {};
	const { line1, line2, city, state_code: code, state, zip_code: zip } = address;
	const told = { line1, line2, city, state: code ?? state, zip };
	return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

/** An unknown type code is ignored, and the telephone with it (sheet 4.1). */
function phoneOf(phones: readonly WrittenPhone[], code: string): PhoneNumber | undefined {
	const found = phones.find((phone) => phone.phone_type_code === code);
	if (found?.phone_number === undefined) return undefined;
	return {
		number: found.phone_number,
		...(found.extension !== undefined && { extension: found.extension }),
	};
}

export const patientRoutes: readonly Route[] = [
	{ operation: 'searchPatients', method: 'POST', path: '/patients/search', run: search },
	{ operation: 'getPatient', method: 'GET', path: '/patients/:guid', run: show },
	{ operation: 'updatePatient', method: 'PUT', path: '/patients/:guid', run: update },
];
