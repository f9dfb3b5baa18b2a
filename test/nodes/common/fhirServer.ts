import type { Patient } from '../../../lib/canonical/patient';
import { startServer } from '../../support/localServer';

/** A FHIR server of a test's own, and who is on it. All people are synthetic. */

/** A FHIR server that answers every search for patients with these. */
export async function serverWith(patients: readonly object[]) {
	return await startServer((request) =>
		request.url.includes('/token')
			? {
					headers: { 'Content-Type': 'application/json' },
					body: JSON.stringify({ access_token: 'a', token_type: 'Bearer', expires_in: 3600 }),
				}
			: {
					headers: { 'Content-Type': 'application/fhir+json' },
					body: JSON.stringify({
						resourceType: 'Bundle',
						entry: patients.map((resource) => ({ resource })),
					}),
				},
	);
}

/** The person as FHIR tells it, with what a test lays over it. */
export function fhirPerson(patient: Patient, id: string, over: object = {}): object {
	return {
		resourceType: 'Patient',
		id,
		name: [{ use: 'official', family: patient.familyName, given: [patient.givenName] }],
		birthDate: patient.birthDate,
		gender: patient.administrativeSex,
		managingOrganization: { display: 'Oak Clinic' },
		telecom: (patient.phones ?? []).map(({ number, use }) => ({
			system: 'phone',
			use,
			value: number,
		})),
		address: (patient.addresses ?? []).map(({ line1, city, region, postalCode }) => ({
			...{ use: 'home', line: [line1], city, state: region, postalCode },
		})),
		...over,
	};
}
