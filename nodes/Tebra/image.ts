import type { XmlElement } from '../../lib/values/xml';
import { isNil } from '../../lib/values/xml';

/**
 * Members of PatientData that move by themselves (sheet 4.1): the time of change, the age, and what
 * visits and the ledger make of a patient. None of them is demographics.
 */
const moving: ReadonlySet<string> = new Set([
	'LastModifiedDate',
	'Age',
	'Adjustments',
	'Charges',
	'InsuranceBalance',
	'InsurancePayments',
	'LastAppointmentDate',
	'LastDiagnosis',
	'LastEncounterDate',
	'LastPaymentDate',
	'LastStatementDate',
	'PatientBalance',
	'PatientPayments',
	'TotalBalance',
]);

/** Kept as there or not there: that is enough to see them lost. */
const secret: ReadonlySet<string> = new Set([
	'SSN',
	'InsuredSocialSecurityNumber',
	'GuarantorSocialSecurityNumber',
]);

/** Ids by which entries of a list stay the same, wherever in it they stand (sheet 4.3). */
const idNames: Readonly<Record<string, string>> = {
	PatientCaseData: 'PatientCaseID',
	PatientInsurancePolicyData: 'InsurancePolicyID',
	PatientInsurancePolicyAuthorizationData: 'AuthorizationNumber',
};

/**
 * Every member of a patient of GetPatient (sheet 4.1, 4.3) as text, by its path. Empty ones are left
 * out: nil, empty and absent are the same. The order of policies is a member of its own, since it
 * tells their rank.
 */
export function membersOf(patient: XmlElement): Record<string, string> {
	const members: Record<string, string> = {};
	collect(patient, '', members);
	return members;
}

function collect(element: XmlElement, path: string, members: Record<string, string>): void {
	const seen = new Map<string, string[]>();
	for (const entry of element.children) {
		const { name } = entry;
		if (isNil(entry) || moving.has(name)) continue;
		const keys = seen.get(name) ?? [];
		seen.set(name, keys);
		const idName = idNames[name];
		const key = idName === undefined ? String(keys.length) : idOf(entry, idName);
		// A blank row stands for none (sheet 3.3 rule 7).
		if (key === undefined) continue;
		keys.push(key);
		const isListed = idName !== undefined || keys.length > 1;
		const own = `${path}${name}${isListed ? `[${key}]` : ''}`;
		if (entry.children.length > 0) collect(entry, `${own}/`, members);
		const text = entry.text.trim();
		if (text !== '' && entry.children.length === 0) members[own] = secret.has(name) ? 'told' : text;
	}
	for (const [name, keys] of seen) {
		if (idNames[name] !== undefined && keys.length > 0)
			members[`${path}${name}/order`] = keys.join(' ');
	}
}

function idOf(entry: XmlElement, name: string): string | undefined {
	return entry.children.find((member) => member.name === name)?.text.trim() || undefined;
}
