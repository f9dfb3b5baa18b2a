import { civilDate } from '../people/dates.mjs';
import type { InsuranceCase, Policy } from '../people/person.mjs';
import type { PracticePatient } from '../practice/records.mjs';
import type { Read } from './deserialize.mjs';
import { entries, numberOf, textOf } from './operations/types.mjs';

/** Cases and policies that are written get numbers above all seeded ones. */
const FIRST_WRITTEN = 2_000_000;

const NOT_FOUND = 'Case was not found.';

function policiesOf(cases: readonly InsuranceCase[]): Policy[] {
	return cases.flatMap((entry) => entry.policies);
}

function nextId(ids: readonly number[], patientId: number): number {
	return Math.max(FIRST_WRITTEN + patientId * 20, ...ids) + 1;
}

/** A policy after a write; members that did not come stay. */
function policyAfter(asked: Read, before: Policy): Policy {
	const start = numberOf(asked, 'EffectiveStartDate');
	const end = numberOf(asked, 'EffectiveEndDate');
	return {
		...before,
		companyId: numberOf(asked, 'CompanyID') ?? before.companyId,
		companyName: textOf(asked, 'CompanyName') ?? before.companyName,
		planId: numberOf(asked, 'PlanID') ?? before.planId,
		planName: textOf(asked, 'PlanName') ?? before.planName,
		number: textOf(asked, 'PolicyNumber') ?? before.number,
		groupNumber: textOf(asked, 'PolicyGroupNumber') ?? before.groupNumber,
		copay: textOf(asked, 'Copay') ?? before.copay,
		deductible: textOf(asked, 'Deductible') ?? before.deductible,
		start: start === undefined ? before.start : civilDate(start),
		end: end === undefined ? before.end : civilDate(end),
	};
}

/** Puts a policy in its place: by Precedence when it came, else where it was, new ones last. */
function place(policies: Policy[], policy: Policy, precedence: number | undefined): Policy[] {
	const before = policies.findIndex(({ id }) => id === policy.id);
	const others = policies.filter(({ id }) => id !== policy.id);
	const at = precedence === undefined ? (before < 0 ? others.length : before) : precedence - 1;
	return [...others.slice(0, at), policy, ...others.slice(at)];
}

/**
 * Writes cases with their policies: without CaseID a case is added, without InsurancePolicyID a
 * policy, else the one of that number is changed (sheet 4.3). Answers the message of the error when
 * there is none of that number; then nothing was changed.
 */
export function applyCases(asked: Read, { id: patientId, person }: PracticePatient) {
	let cases = person.cases.map((entry) => ({ ...entry }));
	for (const wanted of entries(asked, 'Cases', 'PatientCaseUpdateReq')) {
		const caseId = numberOf(wanted, 'CaseID');
		const known = cases.find(({ id }) => id === caseId);
		if (caseId !== undefined && !known) return NOT_FOUND;
		const entry: InsuranceCase = known ?? {
			id: nextId(
				cases.map(({ id }) => id),
				patientId,
			),
			name: 'New case',
			payerScenario: 'Insurance',
			primary: cases.length === 0,
			policies: [],
		};
		entry.name = textOf(wanted, 'CaseName') ?? entry.name;
		entry.payerScenario = textOf(wanted, 'PayerScenario') ?? entry.payerScenario;
		for (const policy of entries(wanted, 'Policies', 'InsurancePolicyUpdateReq')) {
			const policyId = numberOf(policy, 'InsurancePolicyID');
			const before = entry.policies.find(({ id }) => id === policyId);
			if (policyId !== undefined && !before) return 'Insurance policy was not found.';
			const ids = policiesOf([...cases, entry]).map(({ id }) => id);
			const after = policyAfter(policy, before ?? emptyPolicy(nextId(ids, patientId)));
			entry.policies = place(entry.policies, after, numberOf(policy, 'Precedence'));
		}
		if (!known) cases = [...cases, entry];
	}
	person.cases = cases;
	return undefined;
}

function emptyPolicy(id: number): Policy {
	return { id, companyId: 0, companyName: '', planId: 0, planName: '', relationship: 'self' };
}
