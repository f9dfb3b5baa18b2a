import { startSandbox } from '../../support/sandboxProcess';
import { changesOf, recordsAt } from './records';
import { Browser, wordsOf } from './stage';

/** What staff key in by hand, before a HealthSail that answers for real; all people are invented. */

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let records: ReturnType<typeof recordsAt>;
beforeAll(async () => {
	sandbox = await startSandbox(5972, ['--systems', 'tebra', '--patients', '5', '--no-limits']);
	records = recordsAt(sandbox.healthSail, sandbox.status);
}, 40_000);
afterAll(async () => await sandbox.stop());

const signedIn = async () => {
	const own = new Browser({ healthSail: sandbox.healthSail });
	await own.signIn();
	return own;
};

describe('after the decision', () => {
	it('what staff must not key in stands without its value', async () => {
		const { id: customerId } = await records.customer({ familyName: 'Keyintwo' });
		const request = await records.request(String(customerId), {
			changes: [
				{ path: '/demographics/email', from: null, to: 'approved@example.org' },
				{ path: '/demographics/middleName', from: null, to: 'Rejectedmiddle' },
				{ path: '/demographics/suffix', from: null, to: 'Suffixdone' },
			],
		});
		const id = String(request.id);
		const [email, middleName, suffix] = changesOf(request).map((change) => change.id);
		const own = await signedIn();
		await own.open('changes', { name: 'keyintwo' });
		await own.post(id, {
			how: 'chosen',
			[`d.${email}`]: 'approved',
			[`d.${middleName}`]: 'rejected',
			[`d.${suffix}`]: 'approved',
		});
		const { version } = await records.get(id);
		await records.call(
			'PATCH',
			`/demographic-change-requests/${id}/delivery`,
			{
				state: 'landed',
				channel: 'manual',
				landedAt: new Date().toISOString(),
				outcomes: [
					{ changeId: email, outcome: 'with_staff', code: 'unsupportedField' },
					{ changeId: suffix, outcome: 'applied' },
				],
			},
			version as number,
		);
		await own.open('withStaff');
		const words = wordsOf(own.card(id));
		expect(words).toContain('Key in approved@example.org');
		expect(words).toContain('Do not key in: Middle name (rejected), Suffix (done).');
		expect(words).not.toMatch(/Rejectedmiddle|Suffixdone/);
		await own.open('decided');
		expect(wordsOf(own.card(id))).toMatch(/Rejectedmiddle.*Suffixdone/);
	});

	it('what staff have to key in stands with its values, and leaves when it is closed', async () => {
		const request = await records.request(
			String((await records.customer({ familyName: 'Keyinone' })).id),
		);
		const id = String(request.id);
		const own = await signedIn();
		await own.open('changes', { name: 'keyinone' });
		await own.post(id, { how: 'approveAll' });
		const { version } = await records.get(id);
		const landed = await records.call(
			'PATCH',
			`/demographic-change-requests/${id}/delivery`,
			{
				state: 'landed',
				channel: 'manual',
				landedAt: new Date().toISOString(),
				outcomes: changesOf(request).map(({ id: changeId }) => ({
					changeId,
					outcome: 'with_staff',
					code: 'unsupportedField',
				})),
			},
			version as number,
		);
		await own.open('withStaff');
		const words = wordsOf(own.card(id));
		expect(words).toContain('2 New St, Springfield, IL 62702');
		expect(words).toContain("This system's interface cannot write this field.");
		await records.call(
			'PATCH',
			`/demographic-change-requests/${id}/delivery`,
			{ state: 'confirmed', closedAs: 'accepted' },
			landed.version as number,
		);
		await own.open('withStaff');
		expect(own.has(id)).toBe(false);
		await own.open('decided');
		expect(wordsOf(own.card(id))).toContain('Dana Reviewer approved this on');
		expect(own.card(id)).not.toContain('<button');
	});
});
