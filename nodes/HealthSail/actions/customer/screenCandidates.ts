import type { IDataObject } from 'n8n-workflow';

import type { components } from '../../../../lib/contract/healthsail';
import { recordFromCandidate } from '../../../../lib/identity/fromCandidate';
import type { NormalizedRecord } from '../../../../lib/identity/record';
import type { CandidateScreen } from '../../../../lib/identity/screen';

type Candidate = components['schemas']['Candidate'];

const names = ['givenName', 'middleName', 'familyName', 'preferredName', 'suffix'] as const;
const personMembers = [...names, 'birthDate', 'administrativeSex', 'email'] as const;
const addressMembers = ['line1', 'line2', 'city', 'region', 'postalCode'] as const;
const idMembers = ['system', 'practiceId', 'type', 'value'] as const;

/**
 * The candidates without those that Patient Match could neither link nor leave to a person. One that
 * cannot be read stays, for Patient Match to say so.
 */
export function screenCandidates(
	screen: CandidateScreen,
	patient: NormalizedRecord,
	candidates: readonly IDataObject[],
): IDataObject[] {
	const readable = candidates.filter(isCandidate);
	const possible = new Set<unknown>(
		screen.possible(patient, readable.map(recordFromCandidate)).map((at) => readable[at]),
	);
	return candidates.filter((one) => possible.has(one) || !isCandidate(one));
}

/**
 * Whether all members that are compared have their types. A first load reads 50 candidates for each
 * patient and keeps hardly one; to check them by a schema takes longer than to compare them.
 */
function isCandidate(value: object): value is Candidate {
	const { demographics, addresses, externalIds } = value as Partial<Record<string, unknown>>;
	return (
		isNothingOr(demographics, isPerson) &&
		isNothingOr(addresses, (list) => isListOf(list, (one) => hasTexts(one, addressMembers))) &&
		isNothingOr(externalIds, (list) => isListOf(list, (one) => hasTexts(one, idMembers, true)))
	);
}

function isPerson(value: unknown): boolean {
	if (!hasTexts(value, personMembers)) return false;
	const { phones } = value as { phones?: unknown };
	return isNothingOr(phones, (list) => isListOf(list, (one) => hasTexts(one, ['number'], true)));
}

function isNothingOr(value: unknown, check: (value: unknown) => boolean): boolean {
	return value === undefined || value === null || check(value);
}

function isListOf(value: unknown, check: (entry: unknown) => boolean): boolean {
	return Array.isArray(value) && value.every(check);
}

/** Whether these members of an object are texts, or are not told. */
function hasTexts(value: unknown, members: readonly string[], isRequired = false): boolean {
	if (typeof value !== 'object' || value === null) return false;
	for (const name of members) {
		const member = (value as Record<string, unknown>)[name];
		if (typeof member === 'string') continue;
		if (isRequired || (member !== undefined && member !== null)) return false;
	}
	return true;
}
