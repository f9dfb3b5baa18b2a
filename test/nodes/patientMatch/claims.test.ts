import type { GradedCandidate, RecordDecision } from '../../../lib/identity/decision';
import { settleClaims, type Claim } from '../../../nodes/PatientMatch/claims';

/** The uniqueness gate across the records of one run. */

const sure = ['givenNameEqual', 'familyNameEqual', 'birthDateEqual', 'phoneEqual'];

const graded = (ref: string, codes: readonly string[] = sure): GradedCandidate => ({
	ref,
	grade: 'probable',
	score: 20,
	probability: 0.99,
	reasons: codes.map((code) => ({ code, kind: 'field', text: 'A reason.' })),
});

const claim = (
	owner: string,
	band: RecordDecision['band'],
	best: GradedCandidate,
	others: GradedCandidate[] = [],
	isTruncated = false,
): Claim => ({ owner, decision: { ref: owner, band, best, others }, isTruncated });

const bandsOf = (...claims: Claim[]) => settleClaims(claims).map(({ band }) => band);

it('lets each record keep a customer of its own', () => {
	expect(bandsOf(claim('a', 'link', graded('c1')), claim('b', 'link', graded('c2')))).toEqual([
		'link',
		'link',
	]);
});

it('gives a customer that two records claim to neither, at grade possible', () => {
	const [one, other] = settleClaims([
		claim('a', 'link', graded('c1')),
		claim('b', 'link', graded('c1')),
	]);
	expect([one.band, other.band]).toEqual(['review', 'review']);
	expect(one.best?.grade).toBe('possible');
	expect(one.best?.reasons[0].code).toBe('ambiguous');
});

it('gives it to the one that proves it, and to nobody when two do', () => {
	const proof = graded('c1', ['ownIdentifier', ...sure]);
	expect(bandsOf(claim('a', 'link', proof), claim('b', 'link', graded('c1')))).toEqual([
		'link',
		'review',
	]);
	expect(bandsOf(claim('a', 'link', proof), claim('b', 'link', proof))).toEqual([
		'review',
		'review',
	]);
});

it('takes the same patient twice for one claim', () => {
	expect(bandsOf(claim('a', 'link', graded('c1')), claim('a', 'link', graded('c1')))).toEqual([
		'link',
		'link',
	]);
});

it('counts a record that was stopped only because several customers fit it', () => {
	const torn = claim('b', 'review', graded('c2', ['ambiguous', ...sure]), [
		graded('c1', ['ambiguous', ...sure]),
	]);
	expect(bandsOf(claim('a', 'link', graded('c1')), torn)).toEqual(['review', 'review']);
});

it('lets a record that is merely possible stop only a pair that rests on too little', () => {
	const possible = claim('b', 'review', graded('c1', ['householdGuard', 'familyNameEqual']));
	expect(bandsOf(claim('a', 'link', graded('c1')), possible)).toEqual(['link', 'review']);
	for (const lacking of ['givenNameEqual', 'familyNameEqual', 'birthDateEqual']) {
		const fragile = graded(
			'c1',
			sure.filter((code) => code !== lacking),
		);
		expect(bandsOf(claim('a', 'link', fragile), possible)).toEqual(['review', 'review']);
		expect(bandsOf(claim('a', 'link', fragile))).toEqual(['link']);
	}
});

it('stops a link among candidates that are not all there, unless an own identifier proves it', () => {
	expect(bandsOf(claim('a', 'link', graded('c1'), [], true))).toEqual(['review']);
	const proof = graded('c1', ['ownIdentifier', ...sure]);
	expect(bandsOf(claim('a', 'link', proof, [], true))).toEqual(['link']);
});
