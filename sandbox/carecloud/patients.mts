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
	return read(patientForm(patient, written));
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

export const patientRoutes: readonly Route[] = [
	{ operation: 'searchPatients', method: 'POST', path: '/patients/search', run: search },
	{ operation: 'getPatient', method: 'GET', path: '/patients/:guid', run: show },
];
