/** A FHIR R4 resource in JSON. */
export interface FhirResource {
	resourceType: string;
	id: string;
	meta?: { lastUpdated?: string; versionId?: string; security?: object[] };
	[member: string]: unknown;
}

export const codeSystems = {
	identifierType: 'http://terminology.hl7.org/CodeSystem/v2-0203',
	confidentiality: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
	npi: 'http://hl7.org/fhir/sid/us-npi',
	icd10: 'http://hl7.org/fhir/sid/icd-10-cm',
	cpt: 'http://www.ama-assn.org/go/cpt',
	hcpcs: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
	relationship: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship',
	coverageClass: 'http://terminology.hl7.org/CodeSystem/coverage-class',
	conditionCategory: 'http://terminology.hl7.org/CodeSystem/condition-category',
} as const;

/** The resource without members that are undefined, at any depth: as JSON would tell it. */
export function asJson<T>(value: T): T {
	return JSON.parse(JSON.stringify(value)) as T;
}

/** Id of a reference such as `Patient/12`; undefined when it is not of this type. */
export function idOfReference(reference: unknown, type: string): string | undefined {
	const text = (reference as { reference?: unknown } | undefined)?.reference;
	if (typeof text !== 'string' || !text.startsWith(`${type}/`)) return undefined;
	return text.slice(type.length + 1);
}
