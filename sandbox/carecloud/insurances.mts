import type { InsuranceCase, Policy, Relationship } from '../people/person.mjs';
import { visiblePatient } from './patients.mjs';
import { type Answer, type Call, notFound, read, type Route, servedPractice } from './types.mjs';

const relations: Record<Relationship, string> = {
	self: 'self',
	spouse: 'spouse',
	child: 'child',
	other: 'other',
};

/** A policy type of the sheet's list (4.4) for a made-up plan. */
function typeOf({ planId }: Policy, payerScenario: string): string {
	if (/workers/i.test(payerScenario)) return 'workers_compensation';
	if (planId === 141) return 'medicare_b';
	if (planId === 142) return 'medicare_hmo';
	if (planId === 151) return 'medicaid_hmo';
	if (planId === 161) return 'champus';
	return [112, 131].includes(planId) ? 'hmo' : 'ppo';
}

function policyForm(policy: Policy, index: number, { payerScenario }: InsuranceCase): object {
	const { insured } = policy;
	return {
		// Rank as a number, 1 = primary (sheet 4.4, unsure).
		policy_priority: index + 1,
		member_number: policy.number ?? null,
		policy_number: policy.groupNumber ?? null,
		effective_from: policy.start ?? null,
		effective_to: policy.end ?? null,
		co_payment: policy.copay ?? null,
		type: typeOf(policy, payerScenario),
		insured: {
			relation_to_patient: relations[policy.relationship],
			first_name: insured?.firstName ?? null,
			last_name: insured?.lastName ?? null,
			middle_initial: null,
			dob: insured?.birthDate ?? null,
			gender: insured?.sex.slice(0, 1) ?? null,
			addresses: [],
			phones: [],
		},
		payer: { id: policy.companyId, name: policy.companyName, phones: [], address: null },
	};
}

function profileForm(entry: InsuranceCase): object {
	return {
		id: entry.id,
		name: entry.name,
		self_pay: entry.policies.length === 0,
		default: entry.primary,
		insurance_policies: entry.policies.map((policy, index) => policyForm(policy, index, entry)),
	};
}

/** Profiles of a patient; A draws a single one, others an array or an envelope (sheet 4.4). */
function list({ params, store }: Call): Answer {
	const patient = visiblePatient(store, params.guid);
	// A sub-path tells 404 for a patient who is not of the practice of the grant (sheet 6).
	if (patient === undefined || patient.practiceId !== servedPractice) return notFound();
	const profiles = patient.person.cases.map(profileForm);
	if (profiles.length === 1 && patient.id % 2 === 0) return read(profiles[0]);
	if (patient.id % 5 === 0) return read({ insurance_profiles: profiles });
	return read(profiles);
}

export const insuranceRoutes: readonly Route[] = [
	{ operation: 'getInsurances', method: 'GET', path: '/patients/:guid/insurances', run: list },
];
