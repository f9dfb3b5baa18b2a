import type { Patient } from '../canonical/patient';

/** Named purposes a read or send is for; each is an allow-list of fields (design 10). */
export const dataScopes = [
	'demographics',
	'scheduling',
	'coverage',
	'checkout',
	'billing',
	'recommendations',
	'full',
] as const;
export type DataScope = (typeof dataScopes)[number];

/** A member is passed whole (`true`), or only the named members of it; lists are walked through. */
type FieldRule = true | { readonly [member: string]: FieldRule };

const externalId: FieldRule = { system: true, practiceId: true, type: true, value: true };
const phone: FieldRule = { use: true, number: true, extension: true, preferred: true };
const address: FieldRule = {
	use: true,
	line1: true,
	line2: true,
	city: true,
	region: true,
	postalCode: true,
	country: true,
};
const coverage: FieldRule = {
	id: true,
	externalIds: externalId,
	priority: true,
	status: true,
	payer: { id: true, name: true },
	plan: { id: true, name: true, type: true, groupNumber: true },
	memberId: true,
	subscriber: { relationship: true, givenName: true, familyName: true, birthDate: true },
	effectiveFrom: true,
	effectiveTo: true,
	copay: { amount: true, currency: true },
	caseId: true,
	caseName: true,
};

/** Every field of a patient that any scope can pass. What is not here never leaves a node. */
const patientRules = {
	system: true,
	practiceId: true,
	id: true,
	externalIds: externalId,
	active: true,
	deceased: true,
	givenName: true,
	middleName: true,
	familyName: true,
	suffix: true,
	birthDate: true,
	administrativeSex: true,
	email: true,
	phones: phone,
	addresses: address,
	emergencyContacts: { name: true, relationship: true, phones: phone },
	coverages: coverage,
	primaryProviderId: true,
	homeLocationId: true,
	sourceAt: true,
} as const satisfies Record<keyof Patient, FieldRule>;
export type PatientField = keyof typeof patientRules;

/** Fields without which an item names nobody; every scope passes them. */
const identityFields = ['system', 'practiceId', 'id', 'externalIds', 'sourceAt'] as const;

/** Fields a practice profile may take out of the demographics scope. */
export const narrowableFields = [
	'active',
	'deceased',
	'givenName',
	'middleName',
	'familyName',
	'suffix',
	'birthDate',
	'administrativeSex',
	'email',
	'phones',
	'addresses',
	'emergencyContacts',
	'coverages',
	'primaryProviderId',
	'homeLocationId',
] as const satisfies readonly PatientField[];

const name = ['givenName', 'middleName', 'familyName', 'suffix'] as const;

/** Demographics hold the insurance on file too: registration is both (brief V1, D1, D2). */
const scopeTable: Readonly<Record<DataScope, readonly PatientField[]>> = {
	demographics: [...identityFields, ...narrowableFields],
	scheduling: [...identityFields, ...name, 'active', 'birthDate', 'email', 'phones'],
	coverage: [...identityFields, ...name, 'birthDate', 'coverages'],
	checkout: [...identityFields, ...name, 'email', 'phones', 'addresses', 'coverages'],
	billing: [...identityFields, ...name, 'birthDate', 'addresses', 'coverages'],
	recommendations: [...identityFields, ...name, 'active', 'deceased', 'email', 'phones'],
	full: [...identityFields, ...narrowableFields],
};

/**
 * The field names a scope passes, sorted; also what an audit record names.
 *
 * @param narrowed only these of the scope's fields (identity fields always pass); absent = all
 */
export function scopeFields(scope: DataScope, narrowed?: readonly string[]): PatientField[] {
	const kept = new Set<string>(narrowed ?? narrowableFields);
	const always = new Set<string>(identityFields);
	return scopeTable[scope].filter((field) => always.has(field) || kept.has(field)).sort();
}

/**
 * A copy of the patient with only what the scope allows; every other member, known or unknown, at
 * any depth, is gone. Absent members stay absent and nulls stay null.
 */
export function applyScope(
	patient: Patient,
	scope: DataScope,
	narrowed?: readonly string[],
): Patient {
	const rules: Record<string, FieldRule> = {};
	for (const field of scopeFields(scope, narrowed)) rules[field] = patientRules[field];
	return pick(patient, rules) as Patient;
}

function pick(value: unknown, rule: FieldRule): unknown {
	if (rule === true) return isLeaf(value) ? value : undefined;
	if (Array.isArray(value)) return value.map((entry) => pick(entry, rule));
	if (typeof value !== 'object' || value === null) return value === null ? null : undefined;
	const source = value as Record<string, unknown>;
	const kept: Record<string, unknown> = {};
	for (const [member, memberRule] of Object.entries(rule)) {
		if (!Object.hasOwn(source, member)) continue;
		const picked = pick(source[member], memberRule);
		if (picked !== undefined) kept[member] = picked;
	}
	return kept;
}

/** A member passed whole is a plain value: an object hiding in its place is not passed. */
function isLeaf(value: unknown): boolean {
	return value === null || typeof value !== 'object';
}
