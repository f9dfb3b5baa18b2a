import type { Policy } from '../people/person.mjs';
import type { PracticePatient } from '../practice/records.mjs';
import { builds } from './account.mjs';
import { numberOf, shown } from './ids.mjs';
import { envelope, type Row } from './odata.mjs';
import { isAnswer, personOf } from './persons.mjs';
import { midnight, stamps } from './times.mjs';
import { missing, type Answer, type Call, type Route } from './types.mjs';

interface Ranked {
	policy: Policy;
	/** 1, 2, 3; 0 for one that stands outside of the order of the others. */
	rank: number;
	isWorkInjury: boolean;
}

const words = { self: 'Self', spouse: 'Spouse', child: 'Child', other: 'Other' } as const;

/** NextGen ranks policies per person and knows no cases: those of a work injury have no rank. */
function ranked({ person }: PracticePatient): Ranked[] {
	return person.cases.flatMap((entry) =>
		entry.policies.map((policy, index) => ({
			policy,
			rank: entry.primary ? index + 1 : 0,
			isWorkInjury: entry.payerScenario === "Workers' Compensation",
		})),
	);
}

function row({ policy, rank }: Ranked, patient: PracticePatient, today: string): Row {
	const { insured } = policy;
	return {
		personId: shown('person', patient.id),
		personPayerId: shown('policy', policy.id),
		payerId: shown('payer', policy.companyId),
		payerName: policy.companyName,
		defaultCob: rank === 0 ? null : rank,
		policyEffectiveDate: policy.start ? midnight(policy.start) : null,
		// Some members say "none" with the year 1 (sheet 4.0).
		policyExpirationDate: midnight(policy.end),
		insuredPersonId: insured ? null : shown('person', patient.id),
		relationship: words[policy.relationship],
		isPatientInsurance: policy.relationship === 'self',
		isActive: policy.end === undefined || policy.end >= today,
		isDeleted: false,
		isAvailable: true,
		isEmployerInsurance: false,
	};
}

function detail({ policy, isWorkInjury }: Ranked): Row {
	return {
		policyNumber: policy.number ?? null,
		groupNumber: policy.groupNumber ?? null,
		groupName: null,
		planCode: String(policy.planId),
		copayType: 'Amount',
		copayAmount: policy.copay === undefined ? null : Number(policy.copay),
		deductible: policy.deductible === undefined ? null : Number(policy.deductible),
		isMedicalCoverage: true,
		isWorkmansCompensationCoverage: isWorkInjury,
		insuranceType: isWorkInjury ? "Workers' Compensation" : 'Commercial',
		note: null,
	};
}

function relation({ policy }: Ranked): Row | null {
	const { insured } = policy;
	return insured
		? {
				firstName: insured.firstName,
				lastName: insured.lastName,
				dateOfBirth: midnight(insured.birthDate),
			}
		: null;
}

function list(call: Call): Answer {
	const patient = personOf(call);
	if (isAnswer(patient)) return patient;
	const today = call.now.toISOString().slice(0, 10);
	// An old build leaves $expand aside (sheet 4.3: not seen on every build).
	const expands = call.account.build === builds.current ? call.query.expand : [];
	return {
		body: ranked(patient).map((entry) => ({
			...row(entry, patient, today),
			...(expands.includes('details') && { details: detail(entry) }),
			...(expands.includes('relation') && { relation: relation(entry) }),
		})),
	};
}

function one(call: Call): { patient: PracticePatient; entry: Ranked } | Answer {
	const patient = personOf(call);
	if (isAnswer(patient)) return patient;
	const id = numberOf('policy', call.params.policy);
	const entry = ranked(patient).find(({ policy }) => policy.id === id);
	return entry === undefined ? missing : { patient, entry };
}

function get(call: Call): Answer {
	const found = one(call);
	if (!('entry' in found)) return found;
	const today = call.now.toISOString().slice(0, 10);
	return { body: { ...row(found.entry, found.patient, today), ...detail(found.entry) } };
}

/** The stored answer of a payer: for every second policy one (sheet 4.3 a). */
function eligibilities(call: Call): Answer {
	const found = one(call);
	if (!('entry' in found)) return found;
	const { policy } = found.entry;
	if (policy.id % 2 === 0) return { body: [] };
	const at = call.now.getTime() - 30 * 86_400_000;
	return {
		body: [
			{
				transactionId: `T${policy.id}`,
				status: 'C',
				responseStatus: policy.end === undefined ? 'A' : 'I',
				insuredMemberId: policy.number ?? null,
				typeOfServiceCode: '30',
				...stamps('createTimestamp', at),
				...stamps('modifyTimestamp', at),
			},
		],
	};
}

export const insuranceRoutes: readonly Route[] = [
	{ method: 'GET', path: '/persons/:id/insurances', name: 'insurances.list', run: list },
	{ method: 'GET', path: '/persons/:id/insurances/:policy', name: 'insurances.get', run: get },
	{
		method: 'GET',
		path: '/persons/:id/insurances/:policy/eligibilities',
		name: 'eligibilities.list',
		run: eligibilities,
	},
	{
		method: 'GET',
		path: '/master/codes/:type',
		name: 'codes.list',
		run: ({ params, query, route, account }) => ({
			body: envelope(
				params.type === 'elig_ref_response_status'
					? [
							{ codeType: params.type, code: 'A', description: 'Active', isDeleted: false },
							{ codeType: params.type, code: 'I', description: 'Inactive', isDeleted: false },
						]
					: [],
				query,
				route,
				account.build,
			),
		}),
	},
];
