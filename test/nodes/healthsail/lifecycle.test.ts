import type { IDataObject } from 'n8n-workflow';

import { healthSailAt } from '../healthsail.support/run';
import { startSandbox, type RunningSandbox } from '../healthsail.support/sandbox';

/** Merges of patients and demographic change requests against the sandbox. All data is synthetic. */

let sandbox: RunningSandbox;
let hs: ReturnType<typeof healthSailAt>;
const practice = { system: 'tebra', practiceId: '1' };

beforeAll(async () => {
	sandbox = await startSandbox(4796);
	hs = healthSailAt(sandbox.healthSailUrl);
});
afterAll(async () => await sandbox.stop());

async function newCustomer(patientId?: string): Promise<string> {
	const { id } = await hs.one('customer', 'create', {
		givenName: 'Jordan',
		familyName: 'Sample',
		birthDate: '1984-02-29',
		...(patientId !== undefined && {
			externalIds: { entries: [{ ...practice, type: 'patient', value: patientId }] },
		}),
	});
	return String(id);
}

const pairOf = (patientId: string, customerId: string) => ({
	...practice,
	externalIdType: 'patient',
	externalId: patientId,
	customerId,
});

async function newReview(patientId: string, customerId: string): Promise<string> {
	const { id } = await hs.one('matchReview', 'create', {
		createFrom: 'fields',
		...pairOf(patientId, customerId),
		reasons: 'birthDateEqual',
	});
	return String(id);
}

async function newExclusion(patientId: string, customerId: string): Promise<string> {
	const { id } = await hs.one('matchExclusion', 'create', {
		...pairOf(patientId, customerId),
		by: 'staff-1',
	});
	return String(id);
}

/** Each proposes another value: the same content within one execution is the same write. */
let requests = 0;

async function newRequest(customerId: string, path = '/demographics/email'): Promise<IDataObject> {
	requests += 1;
	return await hs.one('demographicChangeRequest', 'create', {
		...practice,
		requestKind: 'change',
		customerId,
		changes: { entries: [{ path, from: '', to: `jordan.${requests}@example.org` }] },
	});
}

const requestOf = async (id: unknown) =>
	await hs.one('demographicChangeRequest', 'get', { demographicChangeRequestId: String(id) });
const reviewOf = async (id: string) => await hs.one('matchReview', 'get', { matchReviewId: id });

async function exclusionOf(id: string): Promise<IDataObject | undefined> {
	const all = await hs.items('matchExclusion', 'getMany', { returnAll: true });
	return all.find((entry) => entry.id === id);
}

/** The patient ids of a customer with how sure they are. */
async function idsOf(customerId: string): Promise<Record<string, unknown>> {
	const { externalIds } = await hs.one('customer', 'get', { customerId });
	return Object.fromEntries(
		(externalIds as IDataObject[]).map(({ value, verification }) => [value, verification]),
	);
}

const auditsOf = async (action: string) =>
	await hs.items('auditEvent', 'getMany', { returnAll: true, filters: { action: [action] } });

describe('a merge of two patients', () => {
	it('moves all open work to the one that stays, asks a person, and is taken back whole', async () => {
		const [survivor, loser, third] = [
			await newCustomer('501'),
			await newCustomer('502'),
			await newCustomer(),
		];
		const review = await newReview('502', third);
		const exclusion = await newExclusion('502', await newCustomer());
		const request = await newRequest(loser);
		const open = async () => ({
			review: (await reviewOf(review)).pair,
			exclusion: (await exclusionOf(exclusion))?.externalId,
			request: (await requestOf(request.id)).customerId,
			survivor: await idsOf(survivor),
			loser: await idsOf(loser),
		});
		const before = await open();

		const merge = await hs.one('patient', 'merge', { ...practice, survivor: '501', loser: '502' });
		expect(merge).toMatchObject({ state: 'applied', survivorCustomerId: survivor });
		const after = await open();
		expect(after).toMatchObject({
			review: { externalId: { value: '501' }, customerId: third },
			exclusion: { value: '501' },
			request: survivor,
			survivor: { 501: 'verified', 502: 'rejected' },
			loser: {},
		});
		const moved = (merge.moved as IDataObject[]).map(({ kind }) => kind);
		expect(moved.sort()).toEqual([
			'demographic_change_request',
			'external_id',
			'match_exclusion',
			'match_review',
		]);
		expect(await reviewOf(String(merge.matchReviewId))).toMatchObject({
			kind: 'customer_merge',
			state: 'open',
		});
		expect(await hs.one('customer', 'get', { customerId: loser })).toMatchObject({
			status: 'active',
		});

		const undone = await hs.one('patient', 'unmerge', {
			mergeBy: 'id',
			patientMergeId: String(merge.id),
			version: String(merge.version),
		});
		expect(undone.state).toBe('undone');
		expect(await open()).toEqual(before);
		expect((await reviewOf(String(merge.matchReviewId))).state).toBe('cancelled');
		const steps = (await auditsOf('merge')).map(({ workflowStep }) => workflowStep);
		expect(steps).toEqual(expect.arrayContaining(['patient.merge', 'patient.unmerge']));
	});

	it('of whom only the merged one is known gives its customer the ID of the other', async () => {
		const customer = await newCustomer('512');
		const pair = { ...practice, survivor: '511', loser: '512' };
		const merge = await hs.one('patient', 'merge', pair);
		expect(merge).not.toHaveProperty('matchReviewId');
		expect(await idsOf(customer)).toEqual({ 511: 'verified', 512: 'rejected' });
		expect((await hs.one('patient', 'merge', pair)).id).toBe(merge.id);
		const listed = await hs.items('patient', 'getManyMerges', {
			returnAll: true,
			filters: { state: ['applied'], customerId: customer },
		});
		expect(listed.map(({ id }) => id)).toEqual([merge.id]);
		await hs.one('patient', 'unmerge', { mergeBy: 'patients', ...pair });
		expect(await idsOf(customer)).toEqual({ 512: 'verified' });
		const again = await hs.run('patient', 'unmerge', { mergeBy: 'patients', ...pair });
		expect(again.error?.context?.failure).toMatchObject({ kind: 'notFound' });
	});

	it('in a circle is refused', async () => {
		await hs.one('patient', 'merge', { ...practice, survivor: '521', loser: '522' });
		const { error } = await hs.run('patient', 'merge', {
			...practice,
			survivor: '522',
			loser: '521',
		});
		expect(error?.context?.failure).toMatchObject({ kind: 'conflict' });
	});

	it('is not taken back for a version that is old', async () => {
		const merge = await hs.one('patient', 'merge', { ...practice, survivor: '531', loser: '532' });
		const { error } = await hs.run('patient', 'unmerge', {
			mergeBy: 'id',
			patientMergeId: String(merge.id),
			version: String(Number(merge.version) + 1),
		});
		expect(error?.context?.failure).toMatchObject({ kind: 'conflict' });
	});
});

describe('a demographic change request', () => {
	it('is made, listed, read and cancelled, once', async () => {
		const customerId = await newCustomer('541');
		const request = await newRequest(customerId);
		expect(request).toMatchObject({
			kind: 'change',
			review: { state: 'pending_review' },
			changes: [{ path: '/demographics/email', from: null, decision: 'pending' }],
		});
		const filters = { customerId, reviewState: ['pending_review'], kind: ['change'] };
		const listed = async () =>
			(await hs.items('demographicChangeRequest', 'getMany', { filters })).map(({ id }) => id);
		expect(await listed()).toEqual([request.id]);
		const cancel = {
			demographicChangeRequestId: String(request.id),
			version: String(request.version),
			reasonCode: 'patient_withdrew',
		};
		const cancelled = await hs.one('demographicChangeRequest', 'cancel', cancel);
		expect(cancelled).toMatchObject({ review: { state: 'cancelled' } });
		expect(await listed()).toEqual([]);
		const again = await hs.run('demographicChangeRequest', 'cancel', {
			...cancel,
			version: String(cancelled.version),
			options: { idempotencySource: 'a second time' },
		});
		expect(again.error?.context?.failure).toMatchObject({ kind: 'conflict' });
	});

	it('gives way to a newer one on the same path, and not to one on another', async () => {
		const customerId = await newCustomer('551');
		const older = await newRequest(customerId);
		const other = await newRequest(customerId, '/demographics/middleName');
		await newRequest(customerId);
		expect(await requestOf(older.id)).toMatchObject({
			review: { state: 'cancelled' },
			closedAs: 'superseded',
		});
		expect(await requestOf(other.id)).toMatchObject({ review: { state: 'pending_review' } });
	});

	it('proposes a shopper as a new patient, once, and not one whom the practice has', async () => {
		const propose = async (customerId: string) =>
			await hs.run(
				'demographicChangeRequest',
				'create',
				{ ...practice, requestKind: 'new_patient', customer: '={{ $json }}' },
				[await hs.one('customer', 'get', { customerId })],
			);
		const shopper = await newCustomer();
		const first = await propose(shopper);
		const second = await propose(shopper);
		expect(first.error).toBeUndefined();
		expect(second.json()[0].id).toBe(first.json()[0].id);
		const listed = await hs.items('demographicChangeRequest', 'getMany', {
			filters: { kind: ['new_patient'] },
		});
		expect(listed).toMatchObject([{ customerId: shopper, direction: 'to_pm', origin: 'patient' }]);
		const known = await propose(await newCustomer('561'));
		expect(known.error?.context?.failure).toMatchObject({ kind: 'conflict' });
	});
});

describe('a patient who died or left', () => {
	it('stops outreach with the sync, and coming back does not start it', async () => {
		const item = (more: IDataObject): IDataObject => ({
			...practice,
			id: '571',
			externalIds: [{ ...practice, type: 'patient', value: '571' }],
			familyName: 'Sample571',
			healthsail: null,
			...more,
		});
		const write = async (more: IDataObject) => {
			const [{ customerId }] = await hs.items('customer', 'createOrUpdate', {}, [item(more)]);
			return await hs.one('customer', 'get', { customerId: String(customerId) });
		};
		const { id, version } = await write({ active: true });
		await hs.one('customer', 'update', {
			customerId: String(id),
			version: String(version),
			updateFields: { contactByEmail: true },
		});
		expect(await write({ active: true, email: 'jordan@example.org' })).toMatchObject({
			contactPreferences: { email: true },
		});
		const off = { email: false, text: false, phone: false, marketing: false };
		expect(await write({ active: false })).toMatchObject({
			status: 'inactive',
			contactPreferences: off,
		});
		expect(await write({ active: true, email: 'back@example.org' })).toMatchObject({
			status: 'active',
			contactPreferences: off,
		});
		expect(await write({ deceased: true })).toMatchObject({
			status: 'deceased',
			contactPreferences: off,
		});
	});
});
