import { z } from 'zod';

/** Building blocks of FHIR R4 resources. Members that nothing here reads are left behind. */

const text = z.string().nullish();

export const codingSchema = z.object({ system: text, code: text, display: text });
export const conceptSchema = z.object({ coding: z.array(codingSchema).nullish(), text });
export type FhirConcept = z.infer<typeof conceptSchema>;

/** Of an identifier in place of the reference only that there is one. */
export const referenceSchema = z.object({
	reference: text,
	identifier: z.object({}).nullish(),
	display: text,
});
export type FhirReference = z.infer<typeof referenceSchema>;

export const identifierSchema = z.object({
	use: text,
	system: text,
	value: text,
	type: conceptSchema.nullish(),
});
export type FhirIdentifier = z.infer<typeof identifierSchema>;

export const periodSchema = z.object({ start: text, end: text });

export const nameSchema = z.object({
	use: text,
	text,
	family: text,
	given: z.array(z.string()).nullish(),
	suffix: z.array(z.string()).nullish(),
});
export type FhirName = z.infer<typeof nameSchema>;

export const contactPointSchema = z.object({
	system: text,
	use: text,
	value: text,
	rank: z.number().nullish(),
});
export type FhirContactPoint = z.infer<typeof contactPointSchema>;

export const addressSchema = z.object({
	use: text,
	type: text,
	line: z.array(z.string()).nullish(),
	city: text,
	state: text,
	postalCode: text,
	country: text,
});

/** What every resource holds. */
export const resourceSchema = z.object({
	resourceType: z.string(),
	id: z.string().min(1),
	meta: z.object({ lastUpdated: text, security: z.array(codingSchema).nullish() }).nullish(),
});
export type FhirMeta = z.infer<typeof resourceSchema>['meta'];

/** Code systems by address. */
export const codeSystems = {
	icd10: 'http://hl7.org/fhir/sid/icd-10-cm',
	snomed: 'http://snomed.info/sct',
	cpt: 'http://www.ama-assn.org/go/cpt',
	hcpcs: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
	npi: 'http://hl7.org/fhir/sid/us-npi',
	identifierType: 'http://terminology.hl7.org/CodeSystem/v2-0203',
	confidentiality: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
} as const;

/** Id of a reference to a resource of this type, relative or absolute; undefined for any other. */
export function referencedId(
	reference: FhirReference | null | undefined,
	resourceType: string,
): string | undefined {
	const path = (reference?.reference ?? '').split('/_history/')[0].split('/');
	return path.length >= 2 && path[path.length - 2] === resourceType
		? path[path.length - 1] || undefined
		: undefined;
}

/** Every code and word of a concept, codes first: for looking up in a code map. */
export function wordsOf(concept: FhirConcept | null | undefined): string[] {
	if (!concept) return [];
	const codings = concept.coding ?? [];
	return [
		...codings.map(({ code }) => code),
		...codings.map(({ display }) => display),
		concept.text,
	].filter((word): word is string => typeof word === 'string' && word.trim() !== '');
}

/** Whether a concept holds this code, of this system when one is told. */
export function hasCode(
	concept: FhirConcept | null | undefined,
	code: string,
	system?: string,
): boolean {
	return (concept?.coding ?? []).some(
		(coding) => coding.code === code && (system === undefined || coding.system === system),
	);
}

/** The confidentiality that security labels tell: the first that is not normal, else the first. */
export function confidentialityOf(meta: FhirMeta): string | undefined {
	const codes = (meta?.security ?? [])
		.filter(({ system }) => system === codeSystems.confidentiality)
		.flatMap(({ code }) => (code ? [code] : []));
	return codes.find((code) => code !== 'N') ?? codes[0];
}

/** Whether security labels keep the record from being passed on: restricted or very restricted. */
export function isRestricted(meta: FhirMeta): boolean {
	return ['R', 'V'].includes(confidentialityOf(meta) ?? '');
}
