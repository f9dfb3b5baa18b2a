import { addDays } from './dates.mjs';
import { insurers } from './lists.mjs';
import type { Marker } from './markers.mjs';
import type { InsuranceCase, Insured, Policy, Relationship, Sex } from './person.mjs';
import type { Random } from './random.mjs';

export interface CoverageFacts {
	/** Record number from 1; case and policy numbers are built on it. */
	id: number;
	lastName: string;
	child: boolean;
	/** Civil date. */
	today: string;
	marker?: Marker;
}

/** Somebody else whose policy covers the patient. */
function makeInsured(random: Random, facts: CoverageFacts): Insured {
	const { marker } = facts;
	const sex: Sex = random.chance(0.5) ? 'Female' : 'Male';
	const firstName = sex === 'Female' ? 'Dolores' : 'Walter';
	return {
		firstName: marker ? `${firstName}${marker.tag}` : firstName,
		lastName: facts.lastName,
		birthDate: marker ? `${marker.birthMonth}-21` : addDays(facts.today, -random.int(9500, 20_000)),
		sex,
	};
}

/** One policy; about one in eight has ended, and front desks leave the odd member empty. */
function makePolicy(random: Random, facts: CoverageFacts, id: number, nth: number): Policy {
	const { marker, today } = facts;
	const insurer = random.pick(insurers);
	const [planId, planName] = random.pick<readonly [number, string]>(insurer.plans);
	const start = addDays(today, -random.int(30, 1500));
	const relationship: Relationship = facts.child
		? 'child'
		: random.pick(['self', 'self', 'self', 'self', 'spouse', 'other'] as const);
	const policy: Policy = {
		id,
		companyId: insurer.id,
		companyName: marker ? `${insurer.name} ${marker.tag}` : insurer.name,
		planId,
		planName: marker ? `${planName} ${marker.tag}` : planName,
		start,
		relationship,
	};
	if (marker) policy.number = `${marker.tag}M${nth}`;
	else if (!random.chance(0.02)) policy.number = `SYN${random.digits(9)}`;
	if (marker) policy.groupNumber = `${marker.tag}G${nth}`;
	else if (random.chance(0.7)) policy.groupNumber = `GRP${random.digits(5)}`;
	if (random.chance(0.8)) policy.copay = random.pick(['0', '15', '20.00', '25.00', '40', '12.50']);
	if (random.chance(0.5)) policy.deductible = random.pick(['500.00', '1500', '3000.00']);
	if (random.chance(0.12)) policy.end = addDays(today, -random.int(1, 29));
	else if (random.chance(0.2)) policy.end = addDays(today, random.int(30, 400));
	if (relationship !== 'self') policy.insured = makeInsured(random, facts);
	return policy;
}

/** A person's cases: none to two, with none to three policies each. */
export function makeCases(random: Random, facts: CoverageFacts): InsuranceCase[] {
	const { id, marker } = facts;
	const count = marker ? 1 : random.pick([0, 1, 1, 1, 1, 1, 1, 2]);
	const cases: InsuranceCase[] = [];
	for (let c = 0; c < count; c += 1) {
		const policyCount = marker ? 2 : random.pick([0, 1, 1, 1, 1, 2, 2, 3]);
		const name = c === 0 ? 'General' : 'Work injury';
		const policies: Policy[] = [];
		for (let p = 0; p < policyCount; p += 1) {
			policies.push(makePolicy(random, facts, id * 6 + c * 3 + p + 1, c * 3 + p + 1));
		}
		cases.push({
			id: id * 2 + c,
			name: marker ? `${name} ${marker.tag}` : name,
			payerScenario:
				policyCount === 0 ? 'Self Pay' : c === 0 ? 'Insurance' : "Workers' Compensation",
			primary: c === 0,
			policies,
		});
	}
	return cases;
}
