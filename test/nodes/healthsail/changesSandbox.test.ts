import type { IDataObject } from 'n8n-workflow';

import { healthSailAt, patientItem } from '../healthsail.support/run';
import { startSandbox, type RunningSandbox } from '../healthsail.support/sandbox';

/** Demographic change requests and the patient of a match review, against HealthSail's sandbox. */

jest.setTimeout(60_000);

let sandbox: RunningSandbox;
let hs: ReturnType<typeof healthSailAt>;
const practice = { system: 'tebra', practiceId: '1' };

beforeAll(async () => {
	sandbox = await startSandbox(5880);
	hs = healthSailAt(sandbox.healthSailUrl);
});
afterAll(async () => await sandbox.stop());

const resource = 'demographicChangeRequest';
const read = async (id: unknown) => (await hs.one(resource, 'get', request(id))) as Stored;
const request = (id: unknown) => ({ demographicChangeRequestId: String(id) });

interface Stored extends IDataObject {
	id: string;
	version: number;
	changes: Array<IDataObject & { id: string }>;
	delivery: IDataObject;
	review: IDataObject;
}

/** A customer who asks the practice to change e-mail address and first name. */
async function proposed(patientId: string): Promise<Stored> {
	const [{ customerId }] = await hs.items('customer', 'createOrUpdate', {}, [
		patientItem(patientId),
	]);
	const made = await hs.one(resource, 'create', {
		...practice,
		requestKind: 'change',
		customerId: String(customerId),
		changesFrom: 'fields',
		changes: {
			entries: [
				{ path: '/demographics/email', from: 'old@example.org', to: 'new@example.org' },
				{ path: '/demographics/givenName', from: 'Jordan', to: 'Alex' },
			],
		},
		direction: 'to_pm',
		origin: 'patient',
		reviewMode: 'in_healthsail',
	});
	return made as Stored;
}

const decisionOf = ({ id, version, changes: [mail, name] }: Stored) => ({
	...request(id),
	version,
	decisionsFrom: 'fields',
	decisions: {
		entries: [
			{ changeId: mail.id, decision: 'approved', valueSeen: '"old@example.org"' },
			{ changeId: name.id, decision: 'rejected', reason: 'not the patient' },
		],
	},
	reviewerId: 'usr_22',
	reviewerName: 'Alex Example',
	reviewerMethod: 'n8n',
});

it('decides each change by itself, takes a repeat for one, and tells a second person so', async () => {
	const made = await proposed('c1');
	const decided = await hs.one(resource, 'decide', decisionOf(made));
	expect(decided).toMatchObject({ id: made.id, version: 2, reviewState: 'partially_approved' });
	expect(JSON.stringify(decided)).not.toMatch(/example\.org|Jordan|Alex/);
	const stored = await read(made.id);
	expect(stored.changes).toMatchObject([
		{
			decision: 'approved',
			valueSeen: 'old@example.org',
			decidedBy: { id: 'usr_22', name: 'Alex Example', method: 'n8n' },
		},
		{ decision: 'rejected', decisionReason: 'not the patient' },
	]);
	const again = await hs.one(resource, 'decide', decisionOf(made));
	expect(again).toEqual(decided);
	const other = { ...decisionOf(made), reviewerId: 'usr_31', reviewerName: 'Jordan Example' };
	const { error } = await hs.run(resource, 'decide', other);
	expect(error?.context?.failure).toMatchObject({
		kind: 'conflict',
		vendorCode: 'version_mismatch',
	});
	const events = await hs.items('auditEvent', 'getMany', {
		returnAll: true,
		filters: { action: ['decide'] },
	});
	expect(events.map(({ outcome, approvedBy }) => [outcome, approvedBy]).sort()).toEqual([
		['failure', 'usr_31'],
		['success', 'usr_22'],
		['success', 'usr_22'],
		['success', 'usr_31'],
	]);
});

it('records that the practice has it, and closes it', async () => {
	const made = await proposed('c2');
	const decided = await hs.one(resource, 'decide', decisionOf(made));
	const landed = await hs.one(
		resource,
		'setDelivery',
		{
			...request(made.id),
			version: '={{ $json.version }}',
			deliveryState: 'landed',
			channel: 'hl7',
			additionalFields: {
				outcome: 'with_staff',
				pmRefs: { entries: [{ type: 'hl7_message', id: 'M1' }] },
			},
		},
		[decided],
	);
	expect(landed).toMatchObject({ version: 3, deliveryState: 'landed', channel: 'hl7' });
	const stored = await read(made.id);
	expect(stored.delivery).toMatchObject({ pmRefs: [{ type: 'hl7_message', id: 'M1' }] });
	expect(stored.changes.map(({ outcome }) => outcome)).toEqual(['with_staff', undefined]);
	const listed = async (closed: boolean) => {
		const filters = { closed, deliveryState: ['landed'] };
		return (await hs.items(resource, 'getMany', { returnAll: true, filters })).map(({ id }) => id);
	};
	expect(await listed(false)).toEqual([made.id]);
	const closed = await hs.one(resource, 'setDelivery', {
		...request(made.id),
		version: 3,
		deliveryState: 'keep',
		channel: 'keep',
		additionalFields: { closedAs: 'unanswered' },
	});
	expect(closed).toMatchObject({ version: 4, closedAs: 'unanswered', deliveryState: 'landed' });
	expect(await listed(false)).toEqual([]);
	expect(await listed(true)).toEqual([made.id]);
	const { error } = await hs.run(resource, 'setDelivery', {
		...request(made.id),
		version: 4,
		deliveryState: 'confirmed',
	});
	expect(error?.context?.failure).toMatchObject({ vendorCode: 'state_invalid' });
});

it('shows staff the patient of a doubtful match', async () => {
	const [{ customerId }] = await hs.items('customer', 'createOrUpdate', {}, [patientItem('c3')]);
	const match = {
		band: 'review',
		grade: 'possible',
		score: 12,
		customerId: String(customerId),
		reasons: ['givenNameEqual'],
	};
	const [{ matchReviewId }] = await hs.items('matchReview', 'create', {}, [
		patientItem('c4', { match }),
	]);
	const review = await hs.one('matchReview', 'get', { matchReviewId: String(matchReviewId) });
	expect(review.patient).toEqual({
		demographics: {
			givenName: 'Jordan',
			familyName: 'Samplec4',
			birthDate: '1984-02-29',
			phones: [{ use: 'mobile', number: '+12175550123' }],
		},
		addresses: [{ use: 'home', line1: '100 Example St', city: 'Springfield', country: 'US' }],
	});
});

it('reports an incident once however often it is told in one run, and keeps names of fields', async () => {
	const incident = {
		...practice,
		incidentKind: 'other',
		patientId: '4499',
		changedFields: 'phones, phones, email',
		options: { idempotencySource: 'the-same' },
	};
	const first = await hs.one('pmIncident', 'create', incident);
	const again = await hs.one('pmIncident', 'create', incident);
	expect(again.id).toBe(first.id);
	expect(first).toMatchObject({ kind: 'other', fields: ['phones', 'email'], state: 'open' });
	expect(first.subject).toMatchObject({ type: 'patient' });
	expect(JSON.stringify(first)).not.toContain('4499');
	const { error } = await hs.run('pmIncident', 'release', {
		pmIncidentId: String(first.id),
		version: 'latest',
		by: 'staff-1',
	});
	expect(error?.context?.failure).toMatchObject({ kind: 'validation', fields: ['Version'] });
});
