import type { IDataObject } from 'n8n-workflow';

import { errorsOf } from '../../contract/healthsail.support';
import type { SeenRequest } from '../../support/localServer';
import { patientItem } from '../healthsail.support/run';
import { json, problem, scriptedHealthSail, type Script } from '../healthsail.support/scripted';

/** Match reviews on the wire: which pairs are sent, and what is reported first. Synthetic data. */

const { serve, close } = scriptedHealthSail();
afterEach(close);

const itemsOf = ({ body }: SeenRequest) => (JSON.parse(body) as { items: IDataObject[] }).items;

const doubtful = (id: string, match: IDataObject = {}): IDataObject =>
	patientItem(id, {
		match: {
			band: 'review',
			grade: 'possible',
			score: 12.25,
			customerId: 'cus_1',
			version: 3,
			reasons: ['nameAndBirthDateOnly', 'givenNameEqual'],
			others: [],
			...match,
		},
	});

const created: Script = (request) =>
	json({
		data: itemsOf(request).map((_, index) => ({
			index,
			result: 'created',
			id: `mrv_${index}`,
			version: 1,
		})),
	});

describe('match reviews from matches', () => {
	it('carry the pair, the grade, the score, codes of the reasons, and what staff compare', async () => {
		const { hs, requests } = await serve(created);
		const result = await hs.items('matchReview', 'create', { options: { runId: 'run_1' } }, [
			doubtful('m1'),
		]);
		expect(result).toEqual([
			{
				result: 'review',
				matchReviewId: 'mrv_0',
				matchReviewIds: ['mrv_0'],
				version: 1,
				alreadyOpen: false,
				calls: 1,
			},
		]);
		expect(itemsOf(requests[0])).toEqual([
			{
				pair: {
					externalId: { system: 'tebra', practiceId: '1', type: 'patient', value: 'm1' },
					customerId: 'cus_1',
				},
				kind: 'link',
				grade: 'possible',
				weight: 12.25,
				reasons: ['nameAndBirthDateOnly', 'givenNameEqual'],
				patient: {
					demographics: {
						givenName: 'Jordan',
						familyName: 'Samplem1',
						birthDate: '1984-02-29',
						phones: [{ use: 'mobile', number: '+12175550123' }],
					},
					addresses: [{ use: 'home', line1: '100 Example St', city: 'Springfield', country: 'US' }],
				},
				runId: 'run_1',
			},
		]);
		expect(errorsOf('MatchReviewBulkCreate', JSON.parse(requests[0].body))).toEqual([]);
	});

	it('carry no patient when the node is told so, or the item tells nothing of one', async () => {
		const { hs, requests } = await serve(created);
		await hs.items('matchReview', 'create', { options: { sendPatient: false } }, [doubtful('m1')]);
		const { system, practiceId, id, match } = doubtful('m2');
		await hs.items('matchReview', 'create', {}, [{ system, practiceId, id, match }]);
		const reviews = [...itemsOf(requests[0]), ...itemsOf(requests[1])];
		expect(reviews).toHaveLength(2);
		for (const review of reviews) expect(review).not.toHaveProperty('patient');
		expect(requests.map(({ body }) => body).join()).not.toMatch(/Jordan|Example St|1984/);
	});

	it('send every name and number that staff compare, the same with each pair of a patient', async () => {
		const { hs, requests } = await serve(created);
		const rival = { customerId: 'cus_2', grade: 'possible', score: 11, reasons: ['ambiguous'] };
		await hs.items('matchReview', 'create', {}, [
			{
				...doubtful('m1', { reasons: ['ambiguous'], others: [rival] }),
				middleName: 'Lee',
				suffix: 'Jr',
				birthDate: null,
				phones: [{ use: 'work', number: '+12175550124', extension: '12', preferred: true }],
				addresses: [],
			},
		]);
		const [first, second] = itemsOf(requests[0]);
		expect(first.patient).toEqual({
			demographics: {
				givenName: 'Jordan',
				middleName: 'Lee',
				familyName: 'Samplem1',
				suffix: 'Jr',
				phones: [{ use: 'work', number: '+12175550124', extension: '12', preferred: true }],
			},
		});
		expect(second.patient).toEqual(first.patient);
	});

	it('ask about every customer that fits equally, and about no other', async () => {
		const { hs, requests } = await serve(created);
		const other = (customerId: string, reasons: string[]) => ({
			customerId,
			grade: 'possible',
			score: 11,
			reasons,
		});
		const [result] = await hs.items('matchReview', 'create', {}, [
			doubtful('m1', {
				reasons: ['ambiguous', 'givenNameEqual'],
				others: [
					other('cus_2', ['ambiguous', 'givenNameEqual']),
					other('cus_3', ['householdGuard']),
				],
			}),
			doubtful('m2', { others: [other('cus_4', ['ambiguous'])] }),
		]);
		const pairs = itemsOf(requests[0]).map(({ pair }) => (pair as IDataObject).customerId);
		expect(pairs).toEqual(['cus_1', 'cus_2', 'cus_1']);
		expect(result.matchReviewIds).toEqual(['mrv_0', 'mrv_1']);
	});

	it('go in hundreds, although a patient may have several', async () => {
		const { hs, requests } = await serve(created);
		const reasons = ['ambiguous'];
		const rivals = ['cus_2', 'cus_3'].map((customerId) => ({
			customerId,
			grade: 'possible',
			score: 11,
			reasons,
		}));
		const items = await hs.items(
			'matchReview',
			'create',
			{},
			Array.from({ length: 60 }, (_, index) => doubtful(`m${index}`, { reasons, others: rivals })),
		);
		expect(items).toHaveLength(60);
		expect(requests.map((request) => itemsOf(request).length)).toEqual([100, 80]);
	});

	it('take patients that vanished from the practice system', async () => {
		const { hs, requests } = await serve(created);
		const id = { system: 'tebra', practiceId: '1', type: 'patient', value: 'v1' };
		await hs.items('matchReview', 'create', {}, [
			{
				system: 'tebra',
				practiceId: '1',
				id: 'v1',
				externalIds: [id],
				healthsail: { customerId: 'cus_9', version: 2 },
				state: 'vanished',
			},
		]);
		expect(itemsOf(requests[0])).toMatchObject([
			{ kind: 'vanished', pair: { externalId: id, customerId: 'cus_9' }, reasons: ['vanished'] },
		]);
	});

	it('are skipped for an excluded pair, fail for another error, and refuse what is not doubtful', async () => {
		const { hs, requests } = await serve((request) =>
			json({
				data: itemsOf(request).map((_, index) => ({
					index,
					result: 'error',
					error: {
						status: index === 0 ? 409 : 404,
						code: index === 0 ? 'pair_excluded' : 'not_found',
						detail: 'MARKER value',
					},
				})),
			}),
		);
		const items = await hs.items('matchReview', 'create', {}, [
			doubtful('m1'),
			doubtful('m2'),
			doubtful('m3', { band: 'link' }),
			patientItem('m4'),
		]);
		expect(items).toMatchObject([
			{ result: 'skipped', reason: 'pairExcluded' },
			{ result: 'failed', error: { kind: 'notFound' } },
			{ result: 'failed', error: { kind: 'validation', fields: ['match'] } },
			{ result: 'failed', error: { kind: 'validation', fields: ['match'] } },
		]);
		expect(JSON.stringify(items)).not.toContain('MARKER');
		expect(itemsOf(requests[0])).toHaveLength(2);
	});
});

describe('decisions', () => {
	const review = (kind: string, decision: string | null = null) => ({
		id: 'mrv_1',
		version: 4,
		kind,
		decision,
		pair: {
			externalId: { system: 'tebra', practiceId: '1', type: 'patient', value: 'MARKER' },
			customerId: 'cus_1',
		},
	});

	/** Answers a review, takes the audit, and carries out the decision. */
	const answering = (kind: string, decision?: string): Script => {
		return ({ url, method, body }) => {
			if (method === 'GET') return json(review(kind, decision));
			if (url.endsWith('/audit-events/bulk')) {
				const { items } = JSON.parse(body) as { items: unknown[] };
				return json({ data: items.map((_, index) => ({ index, result: 'created' })) });
			}
			return json({ id: 'mrv_1', version: 5 });
		};
	};
	const actionsOf = (requests: readonly SeenRequest[]) =>
		requests
			.filter(({ url }) => url.endsWith('/audit-events/bulk'))
			.map((request) => itemsOf(request).map(({ action }) => action));
	const parameters = { matchReviewId: 'mrv_1', version: '4', by: 'staff-1' };

	it.each([
		['link', 'link', ['decide', 'link'], ['decide', 'unlink']],
		['link', 'keep_apart', ['decide', 'exclude'], ['decide', 'delete']],
		['customer_merge', 'link', ['decide', 'merge'], ['decide', 'merge']],
		['customer_merge', 'keep_apart', ['decide'], ['decide']],
		['vanished', 'link', ['decide'], ['decide']],
		['vanished', 'keep_apart', ['decide', 'unlink'], ['decide', 'link']],
	])(
		'of a review of kind %s to %s are reported with their effect, and so is taking them back',
		async (kind, decision, done, undone) => {
			const deciding = await serve(answering(kind));
			await deciding.hs.one('matchReview', 'decide', { ...parameters, decision });
			expect(actionsOf(deciding.requests)).toEqual([done]);
			expect(deciding.requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
			const [event] = itemsOf(deciding.requests[1]);
			expect(event).toMatchObject({ customerId: 'cus_1', approvedBy: 'staff-1' });
			expect(deciding.requests[1].body).not.toContain('MARKER');
			await close();
			const reopening = await serve(answering(kind, decision));
			await reopening.hs.one('matchReview', 'reopen', parameters);
			expect(actionsOf(reopening.requests)).toEqual([undone]);
		},
	);

	it('are not carried out when the audit trail does not take them', async () => {
		const { hs, requests } = await serve((request, number) =>
			request.url.endsWith('/audit-events/bulk')
				? problem(403, 'scope_missing')
				: answering('link')(request, number),
		);
		const { error } = await hs.run('matchReview', 'decide', { ...parameters, decision: 'link' });
		expect(error?.context?.failure).toMatchObject({ kind: 'permission' });
		expect(requests.some(({ url }) => url.endsWith('/decide'))).toBe(false);
	});
});
