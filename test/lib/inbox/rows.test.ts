import { changeCard, valueShown } from '../../../lib/inbox/changeRows';
import { incidentCard } from '../../../lib/inbox/incidentRows';
import { matchCard } from '../../../lib/inbox/matchRows';
import type { ChangeSource, MatchSource, RequestSource } from '../../../lib/inbox/sources';

const now = Date.parse('2026-11-23T12:00:00Z');
const facts = { now, zone: 'UTC', nameOf: (id: string | null | undefined) => `<${id}>` };
const readAt = '2026-11-23T11:56:00Z';

const phone: ChangeSource = {
	id: 'chg_1',
	path: '/demographics/phones/ph_1',
	from: { use: 'mobile', number: '+12175550123' },
	to: { use: 'mobile', number: '+12175550199' },
	decision: 'pending',
};

const coverage: ChangeSource = {
	id: 'chg_2',
	path: '/coverages/new',
	from: null,
	to: {
		priority: 'primary',
		payer: { name: 'Example Health' },
		plan: { name: 'PPO', groupNumber: 'G1' },
		memberId: 'M1',
	},
	decision: 'pending',
};

const request = (
	changes: readonly ChangeSource[],
	more: Partial<RequestSource> = {},
): RequestSource => ({
	id: 'dcr_1',
	version: 1,
	kind: 'change',
	customerId: 'cus_1',
	pmSystem: 'tebra',
	practiceId: '1',
	origin: 'patient',
	submittedAt: '2026-11-23T11:00:00Z',
	changes,
	review: { state: 'pending_review' },
	delivery: { state: 'not_started', pmRefs: [] },
	shortRef: 'HSD1',
	...more,
});
const customer = {
	id: 'cus_1',
	status: 'active',
	demographics: { givenName: 'Ada', familyName: 'Sample', birthDate: '1984-02-29' },
};
const fieldOf = (change: ChangeSource) => changeCard(request([change]), customer, facts).fields[0];

describe('a field of a request', () => {
	it('shows the value of the last sync until the practice was read', () => {
		expect(fieldOf(phone)).toEqual({
			changeId: 'chg_1',
			title: 'Mobile phone',
			practice: { text: '(217) 555-0123', source: 'as of the last sync' },
			proposed: '(217) 555-0199',
			decision: 'pending',
			isLeft: false,
		});
	});

	it('says of a value that is to go that it goes', () => {
		expect(fieldOf({ ...phone, to: null }).proposed).toBe('nothing: remove the old value');
	});

	it.each([
		['approved', undefined, true],
		['approved', 'with_staff', true],
		['approved', 'refused', true],
		['approved', 'applied', false],
		['approved', 'changed_meanwhile', false],
		['rejected', undefined, false],
		['pending', undefined, false],
	] as const)(
		'that is %s with the outcome %s is left for staff: %s',
		(decision, outcome, isLeft) => {
			expect(fieldOf({ ...phone, decision, outcome }).isLeft).toBe(isLeft);
		},
	);

	it.each([
		['changed', 'conflict'],
		['already_there', 'alreadyThere'],
		['unchanged', undefined],
	])('that was read as %s is marked as %s', (verdict, mark) => {
		const current = { value: { number: '+12175550777' }, readAt, verdict };
		const field = fieldOf({ ...phone, current });
		expect(field.practice).toEqual({ text: '(217) 555-0777', source: 'read 4 minutes ago' });
		expect(field.mark).toBe(mark);
	});

	it('that the practice changed stands unmarked where its policy says so', () => {
		const value = { number: '+12175550777' };
		const current = { value, readAt, verdict: 'changed', isConflict: false };
		expect(fieldOf({ ...phone, current }).mark).toBeUndefined();
	});

	it('that could not be read shows the value of the last sync, and says so', () => {
		const field = fieldOf({ ...phone, current: { value: null, readAt, verdict: 'unreadable' } });
		expect(field).toMatchObject({
			practice: { text: '(217) 555-0123' },
			mark: 'unreadable',
		});
	});

	it('that stands nowhere yet says so', () => {
		expect(fieldOf(coverage)).toMatchObject({
			title: 'Primary insurance',
			practice: { text: 'nothing on file' },
			proposed: 'Example Health, PPO, member ID M1, group G1',
		});
	});

	it('keeps every member of a policy as the practice was read', () => {
		const value = { coverageId: '9', payerName: 'Old Health', memberId: 'M0' };
		const field = fieldOf({ ...coverage, current: { value, readAt, verdict: 'changed' } });
		expect(field.practice?.text).toBe('Old Health, member ID M0');
	});

	it('that is decided shows what the reviewer saw, not what is there now', () => {
		const field = fieldOf({
			...phone,
			decision: 'rejected',
			decisionReason: 'not_confirmed',
			valueSeen: { number: '+12175550111' },
			current: { value: { number: '+12175550777' }, readAt, verdict: 'changed' },
		});
		expect(field).toMatchObject({
			practice: { text: '(217) 555-0111', source: 'as the reviewer saw it' },
			reason: 'The patient did not confirm it',
		});
		expect(field.mark).toBeUndefined();
	});

	it('of no kind that we know is shown as it came', () => {
		const field = fieldOf({
			...phone,
			path: '/demographics/preferredName',
			from: null,
			to: 'Addy',
		});
		expect(field).toMatchObject({ title: 'Another field', proposed: 'Addy' });
	});

	it('says why the practice’s system did not take it', () => {
		const field = fieldOf({
			...phone,
			decision: 'approved',
			valueSeen: null,
			outcome: 'refused',
			outcomeCode: 'tooLong',
		});
		expect(field.outcome).toBe('The value is longer than this system takes.');
		expect(field.practice?.text).toBe('nothing on file');
	});
});

describe('what goes with a decision as the value seen', () => {
	it('is what the practice was read with, nothing included', () => {
		expect(
			valueShown({ from: 'a', current: { value: null, readAt, verdict: 'changed' } }),
		).toBeNull();
		expect(valueShown({ from: 'a', current: { value: 'b', readAt, verdict: 'changed' } })).toBe(
			'b',
		);
	});

	it('is the value of the request where the practice was not or could not be read', () => {
		expect(valueShown({ from: 'a' })).toBe('a');
		expect(valueShown({ from: 'a', current: { value: null, readAt, verdict: 'unreadable' } })).toBe(
			'a',
		);
	});
});

describe('a request', () => {
	it('names the person, who asked and when', () => {
		expect(changeCard(request([phone]), customer, facts)).toMatchObject({
			person: 'Ada Sample',
			birthDate: '1984-02-29',
			askedBy: 'The patient',
			asked: 'Nov 23, 2026, 11:00 AM (1 hour ago)',
			isOpen: true,
			warnings: [],
		});
	});

	it('of a customer who was merged or is gone warns', () => {
		const merged = changeCard(request([phone]), { ...customer, status: 'merged' }, facts);
		expect(merged.warnings).toEqual([
			'The customer was merged into another one after this was asked for.',
		]);
		expect(changeCard(request([phone]), null, facts)).toMatchObject({
			person: 'Name not told',
			warnings: ['HealthSail no longer shows this customer.'],
		});
	});

	it('of a patient who left the sync says that nothing is written', () => {
		const card = changeCard(request([phone]), { ...customer, syncState: 'excluded' }, facts);
		expect(card.warnings).toEqual([
			'This patient is no longer shared with HealthSail. Nothing is written for them.',
		]);
	});

	it('of somebody new takes the name from the proposal and warns of a double', () => {
		const name = (path: string, to: string): ChangeSource => ({
			...phone,
			id: path,
			path,
			from: null,
			to,
		});
		const changes = [
			{
				...name('/demographics/givenName', 'Bea'),
				current: { value: null, readAt, verdict: 'changed' },
			},
			name('/demographics/familyName', 'Newcomer'),
		];
		const card = changeCard(request(changes, { kind: 'new_patient' }), undefined, facts);
		expect(card.person).toBe('Bea Newcomer');
		expect(card.warnings).toEqual(['The practice may have this person as a patient already.']);
		expect(card.fields[0].mark).toBeUndefined();
		expect(card.fields.map(({ practice }) => practice)).toEqual([undefined, undefined]);
	});

	it('that was approved and landed says who, how and how long ago', () => {
		const card = changeCard(
			request([{ ...phone, decision: 'approved' }], {
				review: {
					state: 'approved',
					reviewer: { id: 'dana', name: 'Dana Reviewer' },
					reviewedAt: '2026-11-23T10:04:00Z',
				},
				delivery: {
					state: 'landed',
					channel: 'task',
					pmRefs: [],
					landedAt: '2026-11-23T10:00:00Z',
				},
			}),
			customer,
			facts,
		);
		expect(card.isOpen).toBe(false);
		expect(card.standing).toBe(
			'Dana Reviewer approved this on Nov 23, 2026, 10:04 AM. It was put before staff in the practice’s system 2 hours ago.',
		);
	});
});

describe('a match review', () => {
	const review: MatchSource = {
		id: 'mrv_1',
		version: 1,
		createdAt: '2026-11-23T11:00:00Z',
		pair: {
			externalId: { system: 'tebra', practiceId: '1', type: 'patient', value: '501' },
			customerId: 'cus_1',
		},
		kind: 'link',
		grade: 'possible',
		reasons: ['familyNameEqual', 'birthDateSwapped', 'householdGuard', 'ambiguous', 'nonsense'],
		state: 'open',
		patient: { demographics: { givenName: 'Ada', familyName: 'Sampel' } },
	};

	it('puts both records side by side and tells the reasons in sentences', () => {
		const card = matchCard(review, customer, facts);
		expect(card.facts[0]).toEqual({ title: 'Name', left: 'Ada Sampel', right: 'Ada Sample' });
		expect(card.facts[1]).toEqual({ title: 'Birth date', left: 'not told', right: '1984-02-29' });
		expect(card.reasons).toEqual([
			'The family names are the same.',
			'Day and month of the birth dates are swapped.',
			'They may be two people of one household: what agrees is what a household shares.',
			'More than one record fits, so a person has to choose.',
		]);
	});

	it('without a copy of the patient says so', () => {
		expect(matchCard({ ...review, patient: null }, customer, facts).hasPatient).toBe(false);
	});

	it('that is decided names who and what', () => {
		const decided = {
			state: 'decided',
			decision: 'keep_apart',
			by: 'dana',
			at: '2026-11-23T10:04:00Z',
		};
		expect(matchCard({ ...review, ...decided }, customer, facts)).toMatchObject({
			isOpen: false,
			standing: '<dana> decided this on Nov 23, 2026, 10:04 AM: “Two people: keep apart”.',
		});
	});
});

it('tells of an incident which request it was, and who released it', () => {
	const card = incidentCard(
		{
			id: 'inc_1',
			version: 2,
			pmSystem: 'tebra',
			practiceId: '1',
			kind: 'unexpected_change',
			fields: ['phone.home'],
			state: 'released',
			at: '2026-11-23T10:00:00Z',
			releasedBy: 'dana',
			releasedAt: '2026-11-23T11:00:00Z',
			comment: 'Chart corrected',
		},
		{ shortRef: 'HSD1', customer },
		facts,
	);
	expect(card).toMatchObject({
		person: 'Ada Sample',
		reference: 'HSD1',
		isOpen: false,
		standing: '<dana> released this on Nov 23, 2026, 11:00 AM. “Chart corrected”',
	});
});
