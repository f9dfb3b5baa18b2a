import { errorsOf, example, operations } from './healthsail.support';

/** Staff-approved changes in the contract: what each call takes, and what it does not. Synthetic. */

const reviewer = { id: 'usr_22', name: 'Alex Example', method: 'n8n' };
const address = {
	use: 'home',
	line1: '200 Example St',
	city: 'Springfield',
	region: 'IL',
	postalCode: '62701',
};
const decided = {
	...example('demographicChangeRequest'),
	changes: [
		{
			id: 'chg_1',
			path: '/addresses/adr_1',
			from: null,
			to: address,
			decision: 'approved',
			decidedBy: reviewer,
			decidedAt: '2026-03-04T15:10:00Z',
			valueSeen: null,
			current: { value: null, readAt: '2026-03-04T15:00:00Z', verdict: 'unchanged' },
			outcome: 'refused',
			outcomeCode: 'unknownState',
		},
		{
			id: 'chg_2',
			path: '/demographics/email',
			from: 'old@example.org',
			to: 'new@example.org',
			decision: 'rejected',
			decisionReason: 'not the patient',
			current: {
				value: 'third@example.org',
				readAt: '2026-03-04T15:00:00Z',
				verdict: 'already_there',
			},
		},
	],
	review: { state: 'partially_approved', reviewer, reviewedAt: '2026-03-04T15:10:00Z' },
	delivery: {
		state: 'landed',
		channel: 'hl7',
		pmRefs: [{ type: 'hl7_message', id: 'HSD4K2M8Q1' }],
		attempts: 1,
		landedAt: '2026-03-04T15:20:00Z',
		remindedAt: '2026-03-11T15:20:00Z',
	},
	closedAs: 'unanswered',
};

test('a request keeps who decided, what they saw, what the practice has and what became of it', () => {
	expect(errorsOf('DemographicChangeRequest', decided)).toEqual([]);
});

test.each([
	['verdict', { current: { value: null, readAt: '2026-03-04T15:00:00Z', verdict: 'maybe' } }],
	['outcome', { outcome: 'lost' }],
	['decision', { decision: 'undecided' }],
])('a word of %s that the contract does not know is refused', (_name, wrong) => {
	const changes = [{ ...decided.changes[0], ...wrong }];
	expect(errorsOf('DemographicChangeRequest', { ...decided, changes })).not.toEqual([]);
});

describe('decisions', () => {
	const body = {
		decisions: [{ changeId: 'chg_1', decision: 'approved', valueSeen: address }],
		reviewer,
	};
	const wrong = (more: object) => errorsOf('DemographicChangeDecisions', { ...body, ...more });

	test('take any value seen, also none', () => {
		expect(wrong({})).toEqual([]);
		for (const valueSeen of [null, 'text', 7, address]) {
			expect(wrong({ decisions: [{ ...body.decisions[0], valueSeen }] })).toEqual([]);
		}
	});

	test('need a person with a name, and a word that decides', () => {
		expect(errorsOf('DemographicChangeDecisions', { decisions: body.decisions })).toEqual([
			' required',
		]);
		expect(wrong({ reviewer: { id: 'usr_22', method: 'n8n' } })).toEqual(['/reviewer required']);
		expect(wrong({ reviewer: { ...reviewer, name: '' } })).toEqual(['/reviewer/name minLength']);
		expect(wrong({ decisions: [{ changeId: 'chg_1', decision: 'pending' }] })).toEqual([
			'/decisions/0/decision enum',
		]);
		expect(wrong({ decisions: [] })).toEqual(['/decisions minItems']);
	});
});

test('a comparison names when it was read, and of each change value and verdict', () => {
	const one = { changeId: 'chg_1', value: address, verdict: 'changed' };
	const body = { readAt: '2026-03-04T16:00:00Z', pmContentHash: 'b1946ac9', changes: [one] };
	const wrong = (more: object) => errorsOf('DemographicChangeComparison', { ...body, ...more });
	expect(wrong({})).toEqual([]);
	expect(wrong({ readAt: 'today' })).toEqual(['/readAt format']);
	expect(wrong({ changes: [{ changeId: 'chg_1', verdict: 'changed' }] })).toEqual([
		'/changes/0 required',
	]);
	expect(wrong({ pmContentHash: 'Jordan Sample' })).toEqual(['/pmContentHash pattern']);
	expect(wrong({ changes: [] })).toEqual(['/changes minItems']);
});

test('deciding again names changes, and a comment when there is one', () => {
	expect(errorsOf('DemographicChangeReopen', { changeIds: ['chg_1'], comment: 'moved' })).toEqual(
		[],
	);
	expect(errorsOf('DemographicChangeReopen', { changeIds: [] })).toEqual(['/changeIds minItems']);
	expect(errorsOf('DemographicChangeReopen', {})).toEqual([' required']);
});

test('a delivery tells states, references, outcomes and an end, and never nothing', () => {
	const wrong = (body: object) => errorsOf('DemographicChangeDeliveryPatch', body);
	expect(
		wrong({
			state: 'confirmed',
			channel: 'direct_write',
			attempts: 2,
			lastErrorCode: null,
			pmRefs: [{ type: 'patient', id: '4412' }],
			outcomes: [{ changeId: 'chg_1', outcome: 'changed_meanwhile', code: null }],
			closedAs: 'superseded',
		}),
	).toEqual([]);
	expect(wrong({})).toEqual([' minProperties']);
	expect(wrong({ channel: 'telepathy' })).toEqual(['/channel enum']);
	expect(wrong({ closedAs: null })).toEqual(['/closedAs type', '/closedAs enum']);
	expect(wrong({ attempts: -1 })).toEqual(['/attempts minimum']);
	expect(wrong({ outcomes: [{ changeId: 'chg_1', outcome: 'done' }] })).toEqual([
		'/outcomes/0/outcome enum',
	]);
});

test('only a person’s right decides; a flow’s right compares, reopens and delivers', () => {
	const scopeOf = (operationId: string) =>
		operations.find((one) => one.operationId === operationId)?.security[0]?.apiKey;
	expect(scopeOf('decideDemographicChangeRequest')).toEqual(['demographic-changes:escalate']);
	for (const operationId of [
		'compareDemographicChangeRequest',
		'reopenDemographicChangeRequest',
		'updateDemographicChangeDelivery',
	]) {
		expect(scopeOf(operationId)).toEqual(['demographic-changes:update']);
	}
});

test('a match review takes the details that staff compare, and no others', () => {
	const pair = {
		externalId: { system: 'tebra', practiceId: '990001', type: 'patient', value: '4412' },
		customerId: 'cus_0001',
	};
	const wrong = (patient: unknown) =>
		errorsOf('MatchReviewCreate', { pair, reasons: ['familyNameEqual'], patient });
	expect(wrong({ demographics: { givenName: 'Jordan' }, addresses: [address] })).toEqual([]);
	expect(wrong({})).toEqual([]);
	expect(wrong(null)).toEqual([]);
	expect(wrong({ coverages: [] })).toContain('/patient additionalProperties');
	expect(wrong({ demographics: { ssn: '' } })).toContain(
		'/patient/demographics additionalProperties',
	);
});
