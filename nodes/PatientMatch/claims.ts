import type { GradedCandidate, Reason, RecordDecision } from '../../lib/identity/decision';
import { gateReasons } from '../../lib/identity/reasons';

const truncated: Reason = {
	code: 'candidatesTruncated',
	kind: 'gate',
	text: 'More customers share the search keys than HealthSail tells, so another one may fit as well.',
};

/** A record's decision, and who the record is: the same patient twice is one claim. */
export interface Claim {
	readonly owner: string;
	readonly decision: RecordDecision;
	/** Whether candidates were left out of the comparison. */
	readonly isTruncated: boolean;
}

/** Who is after one candidate. */
interface Claimants {
	/** Whoever would be linked if there were nobody else; true = by an own identifier. */
	readonly contenders: Map<string, boolean>;
	/** Whoever could be that person at all. */
	readonly possible: Set<string>;
}

/** A pair with these codes was in the link band before others were looked at. */
const gateCodes: ReadonlySet<string> = new Set(Object.keys(gateReasons));

/** What tells the members of a household apart; a pair that lacks one holds while it is alone. */
const tellingApart: readonly RegExp[] = [
	/^givenName(?!Initial|Different)/,
	/^familyName(?!Different)/,
	/^birthDate(?!TwoParts|Different)/,
];

/**
 * The uniqueness gate across the records of one run, as `linkLists` has it within itself: a
 * candidate that several records claim is linked to none of them, unless exactly one proves it by an
 * own identifier. The order of the records changes nothing.
 */
export function settleClaims(claims: readonly Claim[]): RecordDecision[] {
	const all = new Map<string, Claimants>();
	for (const { owner, decision } of claims) {
		for (const candidate of candidatesOf(decision)) note(all, owner, candidate, decision);
	}
	return claims.map(({ owner, decision, isTruncated }) => {
		const { band, best } = decision;
		if (band !== 'link' || best === undefined) return decision;
		if (!holds(owner, best, all.get(best.ref)))
			return stopped(decision, best, gateReasons.ambiguous);
		return isTruncated && !isProven(best) ? stopped(decision, best, truncated) : decision;
	});
}

function note(
	all: Map<string, Claimants>,
	owner: string,
	candidate: GradedCandidate,
	{ band, best }: RecordDecision,
): void {
	const known = all.get(candidate.ref) ?? { contenders: new Map(), possible: new Set() };
	all.set(candidate.ref, known);
	known.possible.add(owner);
	const isLinked = band === 'link' && candidate === best;
	if (isLinked || candidate.reasons.some(({ code }) => gateCodes.has(code))) {
		known.contenders.set(owner, isLinked && isProven(candidate));
	}
}

function holds(owner: string, best: GradedCandidate, claimants: Claimants | undefined): boolean {
	if (claimants === undefined) return false;
	const proofs = [...claimants.contenders].filter(([, isProof]) => isProof);
	if (proofs.length > 0) return proofs.length === 1 && proofs[0][0] === owner;
	return (isFragile(best) ? claimants.possible : claimants.contenders).size === 1;
}

function isFragile({ reasons }: GradedCandidate): boolean {
	return !tellingApart.every((telling) => reasons.some(({ code }) => telling.test(code)));
}

function isProven({ reasons }: GradedCandidate): boolean {
	return reasons.some(({ code }) => code === 'ownIdentifier');
}

function candidatesOf({ best, others }: RecordDecision): GradedCandidate[] {
	return best === undefined ? [...others] : [best, ...others];
}

/** What a gate stops is possible at best, and a person decides. */
function stopped(decision: RecordDecision, best: GradedCandidate, gate: Reason): RecordDecision {
	return {
		...decision,
		band: 'review',
		best: { ...best, grade: 'possible', reasons: [gate, ...best.reasons] },
	};
}
