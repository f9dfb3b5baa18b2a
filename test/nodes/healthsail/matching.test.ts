import type { IDataObject } from 'n8n-workflow';

import { runNode } from '../../support/nodes';
import { healthSailAt, patientItem } from '../healthsail.support/run';
import { startSandbox, type RunningSandbox } from '../healthsail.support/sandbox';

/** From a new patient to a link, a review, a decision and back, against the sandbox. */

let sandbox: RunningSandbox;
let hs: ReturnType<typeof healthSailAt>;
const practice = { system: 'tebra', practiceId: '1' };
/** As a practice profile has them. */
const settings = { linkScore: 8, reviewScore: 0, linkAt: 'probable', populationSize: 50_000 };
const patientId = { ...practice, externalIdType: 'patient' };

beforeAll(async () => {
	sandbox = await startSandbox(4780);
	hs = healthSailAt(sandbox.healthSailUrl);
});
afterAll(async () => await sandbox.stop());

interface Shopper {
	readonly givenName: string;
	readonly familyName: string;
	readonly birthDate: string;
	readonly email?: string;
}

/** A customer who shops without a patient of the practice. */
async function shopper({ email, ...person }: Shopper): Promise<IDataObject> {
	return await hs.one('customer', 'create', {
		...person,
		additionalFields: email ? { email } : {},
	});
}

/** The same person as the practice system has it. */
const patientOf = (id: string, { email, ...person }: Shopper): IDataObject =>
	patientItem(id, { ...person, email: email ?? null, phones: [], addresses: [], coverages: [] });

/** Find Candidates and Patient Match, as the template has them. */
async function matchPatients(patients: readonly IDataObject[]) {
	const withCandidates = await hs.items('customer', 'findCandidates', { settings }, patients);
	const { json } = await runNode({
		nodeType: 'patientMatch',
		parameters: { operation: 'againstCandidates', settings },
		items: withCandidates,
	});
	return { matched: json(0), review: json(1), unknown: json(2) };
}

async function lookUp(id: string): Promise<IDataObject> {
	return await hs.one('customer', 'lookUp', { ...patientId, externalId: id });
}

/** Actions and outcomes of the audit trail about one customer, oldest first. */
async function auditOf(customerId: string): Promise<string[]> {
	const events = await hs.items('auditEvent', 'getMany', {
		returnAll: true,
		filters: { customerId, class: ['integration'] },
	});
	return events
		.sort((a, b) => (String(a.at) < String(b.at) ? -1 : 1))
		.map(({ action, workflowStep, outcome }) => [action, workflowStep, outcome].join(' '));
}

describe('a patient that a shopper turns out to be', () => {
	const person = {
		givenName: 'Ottilie',
		familyName: 'Brandvold',
		birthDate: '1971-03-09',
		email: 'ottilie.brandvold@example.org',
	};

	it('is linked to the customer, which a look-up then knows, and the audit trail shows it', async () => {
		const customer = await shopper(person);
		const { matched, review, unknown } = await matchPatients([patientOf('k1', person)]);
		expect([matched.length, review.length, unknown.length]).toEqual([1, 0, 0]);
		const [linked] = await hs.items('customer', 'createOrUpdate', {}, matched);
		expect(linked).toMatchObject({ result: 'linked', customerId: customer.id });
		expect(await lookUp('k1')).toMatchObject({ known: true, customerId: customer.id });
		const stored = await hs.one('customer', 'get', { customerId: String(customer.id) });
		expect(stored.externalIds).toMatchObject([
			{ value: 'k1', verification: 'verified', matchMethod: 'demographic' },
		]);
		expect(stored.source).toBe(customer.source);
		expect(await auditOf(String(customer.id))).toEqual(['link customer.createOrUpdate success']);
		// The next page finds it by its id, and nothing is to be done.
		const known = { ...patientOf('k1', person), healthsail: await lookUp('k1') };
		const compared = await hs.run('customer', 'compare', {}, [known]);
		expect(compared.outputs.map((list) => list.length)).toEqual([0, 0, 1, 0]);
	});

	it('stays unlinked when the customer changed after the match', async () => {
		const other = { ...person, givenName: 'Halvor', email: 'halvor@example.org' };
		const customer = await shopper(other);
		const { matched } = await matchPatients([patientOf('k2', other)]);
		await hs.one('customer', 'update', {
			customerId: String(customer.id),
			version: String(customer.version),
			updateFields: { middleName: 'Aksel' },
		});
		const [failed] = await hs.items('customer', 'createOrUpdate', {}, matched);
		expect(failed).toMatchObject({ result: 'failed', error: { kind: 'conflict' } });
		expect(await lookUp('k2')).toMatchObject({ known: false });
		expect(await auditOf(String(customer.id))).toEqual([
			'link customer.createOrUpdate success',
			'link customer.createOrUpdate failure',
		]);
	});
});

describe('a doubtful pair', () => {
	/** Name and birth date agree and nothing else tells: a person has to decide. */
	async function doubtful(id: string, fullName: string, birthDate: string) {
		const [givenName, familyName] = fullName.split(' ');
		const person = { givenName, familyName, birthDate };
		const customer = await shopper(person);
		const item = patientOf(id, person);
		const { review } = await matchPatients([item]);
		expect(review).toHaveLength(1);
		return { customerId: String(customer.id), item, review };
	}

	it('waits for a person once, however often it is found', async () => {
		const { review, customerId } = await doubtful('d1', 'Ingrid Vandersloot', '1966-11-17');
		expect(await hs.items('matchReview', 'create', { dryRun: true }, review)).toEqual([
			{ result: 'wouldReview' },
		]);
		const [first] = await hs.items('matchReview', 'create', {}, review);
		expect(first).toMatchObject({ result: 'review', alreadyOpen: false });
		// A later run: its number is part of what is sent, so this is no repeat of the same write.
		const later = { options: { runId: 'run_later' } };
		const [second] = await hs.items('matchReview', 'create', later, review);
		expect(second).toMatchObject({
			result: 'review',
			alreadyOpen: true,
			matchReviewId: first.matchReviewId,
		});
		const stored = await hs.one('matchReview', 'get', {
			matchReviewId: String(first.matchReviewId),
		});
		expect(stored).toMatchObject({
			state: 'open',
			kind: 'link',
			pair: { customerId, externalId: { value: 'd1' } },
		});
		expect(stored.reasons).toContain('nameAndBirthDateOnly');
		const { patient, ...rest } = stored;
		expect(patient).toEqual({
			demographics: { givenName: 'Ingrid', familyName: 'Vandersloot', birthDate: '1966-11-17' },
		});
		expect(JSON.stringify([first, second, rest])).not.toMatch(/Ingrid|Vandersloot|1966/);
	});

	it('is linked by a decision, and comes apart when the review is reopened', async () => {
		const { review, customerId } = await doubtful('d2', 'Sigrid Ouellette', '1982-04-03');
		const [{ matchReviewId, version }] = await hs.items('matchReview', 'create', {}, review);
		const decided = await hs.one('matchReview', 'decide', {
			matchReviewId: String(matchReviewId),
			version: String(version),
			decision: 'link',
			by: 'staff-1',
		});
		expect(decided).toMatchObject({ state: 'decided', decision: 'link' });
		expect(await lookUp('d2')).toMatchObject({ known: true, customerId });
		const reopened = await hs.one('matchReview', 'reopen', {
			matchReviewId: String(matchReviewId),
			version: String(decided.version),
			by: 'staff-2',
		});
		expect(reopened).toMatchObject({ state: 'open' });
		expect(await lookUp('d2')).toMatchObject({ known: false });
		expect((await auditOf(customerId)).sort()).toEqual([
			'decide matchReview.decide success',
			'decide matchReview.reopen success',
			'link matchReview.decide success',
			'unlink matchReview.reopen success',
		]);
	});

	it('is never proposed again once it is kept apart, until the review is reopened', async () => {
		const { item, review, customerId } = await doubtful('d3', 'Astrid Kowalczyk', '1959-09-28');
		const [{ matchReviewId, version }] = await hs.items('matchReview', 'create', {}, review);
		const decided = await hs.one('matchReview', 'decide', {
			matchReviewId: String(matchReviewId),
			version: String(version),
			decision: 'keep_apart',
			by: 'staff-1',
		});
		const after = await matchPatients([item]);
		expect([after.matched.length, after.review.length, after.unknown.length]).toEqual([0, 0, 1]);
		// A page that was read before the decision still holds the pair.
		const later = { options: { runId: 'run_later' } };
		expect(await hs.items('matchReview', 'create', later, review)).toMatchObject([
			{ result: 'skipped', reason: 'pairExcluded' },
		]);
		await hs.one('matchReview', 'reopen', {
			matchReviewId: String(matchReviewId),
			version: String(decided.version),
			by: 'staff-2',
		});
		expect((await matchPatients([item])).review).toHaveLength(1);
		expect((await auditOf(customerId)).sort()).toEqual([
			'decide matchReview.decide success',
			'decide matchReview.reopen success',
			'delete matchReview.reopen success',
			'exclude matchReview.decide success',
		]);
	});

	it('is refused when someone else decided in between, and the audit says so', async () => {
		const { review, customerId } = await doubtful('d4', 'Solveig Mbeki', '1991-01-15');
		const [{ matchReviewId, version }] = await hs.items('matchReview', 'create', {}, review);
		const decide = {
			matchReviewId: String(matchReviewId),
			version: String(version),
			decision: 'keep_apart',
			by: 'staff-1',
		};
		await hs.one('matchReview', 'decide', decide);
		const { error } = await hs.run('matchReview', 'decide', { ...decide, decision: 'link' });
		expect(error?.context?.failure).toMatchObject({ kind: 'conflict' });
		const audit = await auditOf(customerId);
		expect(audit.filter((line) => line === 'link matchReview.decide failure')).toHaveLength(1);
		expect(await lookUp('d4')).toMatchObject({ known: false });
	});
});

describe('acts on single ids, exclusions and customers', () => {
	it('leave an audit event each, with hashes in place of ids', async () => {
		const one = await shopper({
			givenName: 'Jarle',
			familyName: 'Tvedt',
			birthDate: '1950-06-02',
		});
		const two = await shopper({
			givenName: 'Jarle',
			familyName: 'Tvedten',
			birthDate: '1950-06-02',
		});
		const customerId = String(one.id);
		const added = await hs.one('externalId', 'add', {
			customerId,
			...patientId,
			externalId: 'MARKERid',
		});
		const [{ key }] = added.externalIds as IDataObject[];
		const removed = await hs.one('externalId', 'remove', {
			customerId,
			version: String(added.version),
			externalIdKey: String(key),
		});
		expect(removed.externalIds).toEqual([]);
		await hs.one('matchExclusion', 'create', {
			...patientId,
			externalId: 'MARKERid',
			customerId,
			by: 'staff-1',
		});
		const merged = await hs.one('customer', 'merge', {
			customerId,
			version: String(removed.version),
			intoCustomerId: String(two.id),
		});
		await hs.one('customer', 'unmerge', { customerId, version: String(merged.version) });
		expect((await auditOf(customerId)).sort()).toEqual([
			'exclude matchExclusion.create success',
			'link externalId.add success',
			'merge customer.merge success',
			'merge customer.unmerge success',
			'unlink externalId.remove success',
		]);
		const events = await hs.items('auditEvent', 'getMany', {
			returnAll: true,
			filters: { customerId },
		});
		expect(JSON.stringify(events)).not.toMatch(/MARKERid|Jarle|Tvedt/);
	});

	it('say that the customer has no such id before anything is reported', async () => {
		const customer = await shopper({
			givenName: 'Mika',
			familyName: 'Aalto',
			birthDate: '1999-12-24',
		});
		const { error } = await hs.run('externalId', 'remove', {
			customerId: String(customer.id),
			version: String(customer.version),
			externalIdKey: 'xid_none',
		});
		expect(error?.context?.failure).toMatchObject({ kind: 'notFound' });
		expect(await auditOf(String(customer.id))).toEqual([]);
	});
});
