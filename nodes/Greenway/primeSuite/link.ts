import type { Patient } from '../../../lib/canonical/patient';
import { fhirPatientSchema, toPatient } from '../../../lib/fhir/patient';
import { SafeError } from '../../../lib/privacy/errors';
import { parseWire } from '../../common/parseWire';
import type { PracticeScope } from '../../common/practice/port';
import type { SecondRecord } from '../../common/practice/records';
import type { GapiTransport } from '../gapiTransport';
import { patientPractice } from '../practice';
import { chartNumberOf, isSamePerson, toSecondRecord } from '../secondPatient';
import type { GapiPerson } from '../secondPatient';
import type { FhirTransport } from '../transport';
import type { GreenwaySettings } from '../../../lib/profile/systems/greenway';
import { headerOf } from './login';
import { primePatientSchema, toPerson } from './wire';
import { z } from 'zod';

/** Finds who a patient of one interface is in the other. */
export interface PatientLinks {
	/** The FHIR id of a person in a day list; undefined when it cannot be told for sure. */
	toFhir(person: GapiPerson): Promise<string | undefined>;
	/** The number by which Prime Suite's GAPI knows a patient. Throws SafeError `notFound`. */
	toGapi(patient: Patient): Promise<number>;
	/** The GAPI's record under the patient's number, whether or not it is the same person. */
	find(patient: Patient): Promise<SecondRecord | undefined>;
}

const summarySchema = z.object({ Patient: primePatientSchema.nullish() });

/**
 * Links by the patient number, and only where both names and the birth date agree too (sheet 4.1): a
 * number alone may be another site's, and name and birth date alone never link (design 19).
 */
export function createPatientLinks(
	fhir: FhirTransport,
	gapi: GapiTransport,
	scope: PracticeScope,
	settings: GreenwaySettings['primeSuite'],
): PatientLinks {
	const { patientNumberSystem } = fhir.access.settings.fhir;
	// The same person stands in many rows of a run.
	const known = new Map<string, Promise<string | undefined>>();

	const isLinked = (person: GapiPerson, patient: Patient) =>
		chartNumberOf(patient) === person.number && isSamePerson(person, patient);

	async function lookUp(person: GapiPerson): Promise<string | undefined> {
		if (!person.number || person.number === '0') return undefined;
		const identifier = patientNumberSystem
			? `${patientNumberSystem}|${person.number}`
			: person.number;
		const found: Patient[] = [];
		for await (const page of fhir.search('Patient', { identifier })) {
			for (const resource of page) {
				const wire = parseWire(fhirPatientSchema, resource, {
					system: scope.system,
					operation: 'Patient search',
				});
				if (patientPractice(wire, fhir.access) !== scope.practiceId) continue;
				found.push(toPatient(wire, scope, patientNumberSystem));
			}
		}
		const same = found.filter((patient) => isLinked(person, patient));
		return same.length === 1 ? same[0].id : undefined;
	}

	async function readPerson(patient: Patient): Promise<GapiPerson | undefined> {
		const number = chartNumberOf(patient);
		if (number === undefined || !/^\d{1,15}$/.test(number)) return undefined;
		const operation = settings.operations.demographics;
		const answer = parseWire(
			summarySchema,
			await gapi.call({
				operation,
				effect: 'read',
				members: { ...headerOf(settings.userIds.demographics), PatientID: Number(number) },
			}),
			{ system: scope.system, operation: 'PatientDemographicsSummaryGet' },
		);
		return answer.Patient ? toPerson(answer.Patient, settings) : undefined;
	}

	return {
		async toFhir(person) {
			const link = known.get(person.gapiId) ?? lookUp(person);
			known.set(person.gapiId, link);
			return await link;
		},
		async toGapi(patient) {
			const person = await readPerson(patient);
			if (person !== undefined && isLinked(person, patient)) return Number(person.gapiId);
			throw notLinked();
		},
		async find(patient) {
			const person = await readPerson(patient);
			return person && toSecondRecord(person, scope);
		},
	};
}

/** A record that names a patient who cannot be told for sure. */
export function notLinked(): SafeError {
	return new SafeError({
		kind: 'notFound',
		message:
			'The patient of FHIR and the patient of Prime Suite’s GAPI could not be told to be the same: number, given name, family name and birth date must agree.',
		nextStep:
			'Compare the patient in Prime Suite. If it is so for all, set the identifier system and the member that holds the patient number in the practice profile (greenway.fhir.patientNumberSystem, greenway.primeSuite.patientNumberMember).',
		system: 'greenway_prime_suite',
		vendorCode: 'NotLinked',
	});
}
