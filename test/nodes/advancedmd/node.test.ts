import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { AdvancedMdApi } from '../../../credentials/AdvancedMdApi.credentials';
import { capabilities } from '../../../lib/vendors';
import { AdvancedMd } from '../../../nodes/AdvancedMd/AdvancedMd.node';
import { offeredOperations } from '../../../nodes/common/practice/description';
import { openPoller, runNode, testCredential } from '../../support/nodes';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import { control, credential } from './support';

/** The nodes themselves against the sandbox's HealthSail and AdvancedMD. All people are made up. */

let sandbox: SandboxProcess;
let loginUrl: string;

beforeAll(async () => {
	sandbox = await startSandbox(5070, [
		...['--systems', 'advancedmd', '--patients', '40', '--seed', '7', '--no-limits'],
		...['--second-practice', '6', '--opted-out', '3', '--flagged', '4'],
	]);
	loginUrl = sandbox.url('advancedmd');
});

afterAll(async () => {
	await sandbox?.stop();
});

async function run(parameters: Record<string, string | number | boolean>) {
	const result = await runNode({
		nodeType: 'advancedMd',
		parameters,
		baseUrls: { healthSail: sandbox.healthSail },
		credentials: { advancedMdApi: credential(loginUrl) },
	});
	expect(result.error).toBeUndefined();
	return result;
}

test('the whole practice is read page by page, and who opted out or is flagged stays in', async () => {
	const total: Record<string, number> = {};
	const ids: unknown[] = [];
	let cursor: string | null = '';
	for (let page = 0; cursor !== null && page < 20; page++) {
		const { json } = await run({ resource: 'patient', operation: 'getAll', cursor, pageSize: 15 });
		const item = json(1)[0] as { counts: Record<string, number>; nextCursor: string | null };
		for (const [key, count] of Object.entries(item.counts)) total[key] = (total[key] ?? 0) + count;
		ids.push(...json(0).map(({ id }) => id));
		cursor = item.nextCursor;
	}
	expect(cursor).toBeNull();
	expect(new Set(ids).size).toBe(40);
	expect(ids).toHaveLength(40);
	expect(total).toMatchObject({ read: 47, fenced: 0, excluded: 7, failed: 0 });
});

test('an address that changes is among the changed patients', async () => {
	const [{ json: patient }] = (await run({ resource: 'patient', operation: 'getMany', limit: 1 }))
		.outputs[0];
	await control(sandbox, 'advancedmd/changes', {
		...{ kind: 'address', patientId: String(Number(patient.id) - 100_000) },
		moveLastModified: true,
	});
	const { json } = await run({
		...{ resource: 'patient', operation: 'getChanged' },
		since: new Date(Date.now() - 3_600_000).toISOString(),
	});
	const changed = json(0).find(({ id }) => id === patient.id) as IDataObject;
	expect(changed).toBeDefined();
	expect(changed.addresses).not.toEqual(patient.addresses);
});

test('the trigger tells of a changed patient by nothing but its id', async () => {
	const poller = openPoller({
		nodeType: 'advancedMdTrigger',
		parameters: { event: 'patientChanged' },
		baseUrls: { healthSail: sandbox.healthSail },
		credentials: { advancedMdApi: credential(loginUrl) },
	});
	await poller.poll();
	const [change] = await control<Array<{ patientId: string }>>(sandbox, 'advancedmd/changes', {
		...{ kind: 'phone', count: 1, seed: 11, moveLastModified: true },
	});
	const items = (await poller.poll()) ?? [];
	const wanted = String(100_000 + Number(change.patientId));
	const item = items.find(({ json }) => JSON.stringify(json).includes(wanted));
	expect(item).toBeDefined();
	expect(JSON.stringify(item?.json)).not.toMatch(/familyName|phones|birthDate/);
});

test('the test of the credential names the office when the login works', async () => {
	expect(await check()).toEqual({
		status: 'OK',
		message: 'The login works. The office is OAK CLINIC.',
	});
});

const check = async (over: Record<string, string | number> = {}) =>
	await testCredential(
		'advancedMd',
		'advancedMdConnectionTest',
		'advancedMdApi',
		credential(loginUrl, over),
	);

test.each([
	['a wrong password', { password: 'nope' }, /did not accept the login.*Do not try often/],
	['a wrong application name', { appName: 'OTHER' }, /did not accept the login/],
	['no office key', { practiceId: '' }, /cannot be used\. \(Office Key\)/],
	['a wrong time zone', { timeZone: 'Mars/Base' }, /cannot be used\. \(Time Zone\)/],
	[
		'an address of somebody else',
		{ loginUrl: 'https://login.example.com/x', sandboxSpeed: 1 },
		/not known for this system/,
	],
	['an address where nobody listens', { loginUrl: 'http://127.0.0.1:9/x' }, /could not be reached/],
	['a broken profile', { practiceProfile: '{' }, /practice profile/],
])('the test tells %s', async (_words, over, sentence) => {
	const { status, message } = await check(over);
	expect(status).toBe('Error');
	expect(message).toMatch(sentence);
	expect(message).not.toContain('nope');
});

test('a test that comes too early after a login is told to wait', async () => {
	await control(sandbox, 'faults', { system: 'advancedmd', operation: 'login', kind: 'throttle' });
	expect((await check()).message).toMatch(/about one login a minute.*Wait a minute/);
});

test('the test tells a missing privilege', async () => {
	const right = async (granted: boolean) =>
		await control(sandbox, 'advancedmd/permission', { operation: 'getschedulersetup', granted });
	await right(false);
	expect((await check()).message).toMatch(/lacks the privilege/);
	await right(true);
});

test('the node shows exactly the operations that the capability table offers', () => {
	const shown = new AdvancedMd().description.properties.flatMap(
		({ name, displayOptions, options }) =>
			name === 'operation'
				? (options as INodePropertyOptions[]).map(
						({ value }) => `${String(displayOptions?.show?.resource?.[0])}.${String(value)}`,
					)
				: [],
	);
	const offered = offeredOperations('advancedmd');
	expect(shown.sort()).toEqual(
		offered.map(({ resource, operation }) => `${resource}.${operation}`).sort(),
	);
	expect(shown).not.toContain('externalId.set');
	expect(shown).toContain('patient.findVanished');
	for (const { capability } of offered) {
		expect(capabilities.advancedmd[capability]).toMatchObject({ implemented: true });
	}
});

test('the node is no tool of a language model, and its credential is for it alone', () => {
	const { description } = new AdvancedMd();
	expect(description.usableAsTool).toBeUndefined();
	expect(description.credentials?.map(({ name }) => name)).toEqual([
		'advancedMdApi',
		'healthSailApi',
		'healthSailOAuth2Api',
	]);
	const type = new AdvancedMdApi();
	expect(type.restrictToSupportedNodes).toBe(true);
	const hidden = type.properties.filter(({ type: kind }) => kind === 'hidden');
	expect(hidden.map(({ name }) => name)).toEqual([
		'sessionToken',
		'webServer',
		'officeName',
		'sessionOwner',
	]);
	expect(hidden[0].typeOptions).toMatchObject({ expirable: true, password: true });
});
