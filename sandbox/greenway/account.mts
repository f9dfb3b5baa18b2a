import { publicHalf, sandboxPrivateKey, type BackendClient } from '../fhir/tokens.mjs';

/** The tenant of each product: an OID, as the site's address has it (sheet 2). */
export const tenants = {
	greenway_intergy: '2.16.840.1.113883.3.0000.1',
	greenway_prime_suite: '2.16.840.1.113883.3.0000.2',
} as const;
export type GreenwayKey = keyof typeof tenants;

export const titles: Readonly<Record<GreenwayKey, string>> = {
	greenway_intergy: 'Greenway Intergy (FHIR, GAPI)',
	greenway_prime_suite: 'Greenway Prime Suite (FHIR, GAPI)',
};

/** Types that the application was granted. Appointment and Consent do not exist here (sheet 3.1). */
export const grantedTypes = [
	'Patient',
	'Coverage',
	'Encounter',
	'Condition',
	'Procedure',
	'CarePlan',
	'ServiceRequest',
	'Practitioner',
	'PractitionerRole',
	'Location',
	'Organization',
	'Group',
] as const;

/** The application's one client id and the public half of its key. */
export function backendClient(): BackendClient {
	return {
		clientId: 'hs-sandbox-client',
		keyId: 'hs-sandbox-1',
		publicKey: publicHalf(sandboxPrivateKey()),
		scopes: grantedTypes.map((type) => `system/${type}.read`),
	};
}

/** Gateway key and logins of the GAPI (sheet 3.2, 3.3). */
export const apiKey = 'gw-key-sandbox';
export const primeSuiteLogin = {
	siteId: '990001',
	userName: 'hs_api',
	userPassword: 'p&ss-prime',
	userId: 77,
	vendorLogin: 'vendor-sandbox',
	vendorPassword: 'v&ndor-sandbox',
} as const;
export const intergyLogin = {
	licenseId: 'EX12345',
	userLogon: 'hs_api',
	password: 'p&ss-intergy',
	userId: 4012,
	applicationName: 'HealthSail Sync',
} as const;

/** FHIR logical ids look like nothing else: they are no number of the practice system. */
export function fhirPatientId(record: number): string {
	return `pt-${String(3000 + record)}`;
}

/** Record of a logical id; undefined when it has not the form. */
export function recordOfFhirId(id: string): number | undefined {
	const match = /^pt-(\d+)$/.exec(id);
	return match === null ? undefined : Number(match[1]) - 3000;
}

/** The number that staff know the patient by. */
export function patientNumber(record: number): number {
	return 100_000 + record;
}

/** Record of a patient number; undefined when it is none. */
export function recordOfNumber(number: unknown): number | undefined {
	const value = Number(number);
	return Number.isInteger(value) && value > 100_000 ? value - 100_000 : undefined;
}

/** Intergy's internal patient id, which is not the number (sheet 4.3). */
export function intergyPatientId(record: number): number {
	return 700_000 + record;
}
