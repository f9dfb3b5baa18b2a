import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { capabilities } from '../../../lib/vendors';
import { offeredOperations } from '../../../nodes/common/practice/description';
import { NextGen } from '../../../nodes/NextGen/NextGen.node';
import { openPoller, runNode } from '../../support/nodes';
import { startSandbox } from '../../support/sandboxProcess';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { controlOf, nextGenCredential } from './support';

/** Node and trigger in n8n's own engine, against HealthSail and NextGen of the sandbox. */

let sandbox: SandboxProcess;
let control: ReturnType<typeof controlOf>;

beforeAll(async () => {
	sandbox = await startSandbox(5160, [
		...['--systems', 'nextgen', '--patients', '30', '--seed', '7', '--no-limits'],
		...['--second-practice', '6', '--opted-out', '3', '--flagged', '4'],
	]);
	control = controlOf(sandbox);
});

afterAll(async () => {
	await sandbox?.stop();
});

const wiring = () => ({
	baseUrls: { healthSail: sandbox.healthSail },
	credentials: { nextGenOAuth2Api: nextGenCredential(sandbox.url('nextgen')) },
});

async function run(parameters: Record<string, string | number | boolean>) {
	const result = await runNode({ nodeType: 'nextGen', parameters, ...wiring() });
	expect(result.error).toBeUndefined();
	return result;
}

test('the whole practice is read page by page; fence, opt-outs and flags count everybody', async () => {
	const total = { read: 0, fenced: 0, excluded: 0, leaving: 0, failed: 0 };
	const ids: unknown[] = [];
	let cursor: string | null = '';
	for (let page = 0; cursor !== null && page < 20; page++) {
		const { json } = await run({ resource: 'patient', operation: 'getAll', cursor, pageSize: 15 });
		const { counts, nextCursor } = json(1)[0] as {
			counts: typeof total;
			nextCursor: string | null;
		};
		for (const key of Object.keys(total) as Array<keyof typeof total>) total[key] += counts[key];
		ids.push(...json(0).map(({ id }) => id));
		cursor = nextCursor;
	}
	expect(cursor).toBeNull();
	const included = (await control.truth('included')).map(({ vendorId }) => vendorId);
	expect(ids.sort()).toEqual(included.sort());
	expect(total).toMatchObject({ excluded: 7, leaving: 0, failed: 0 });
	expect(total.read).toBe(30 + 7 + total.fenced);
	expect(total.fenced).toBeGreaterThan(3);
});

test('an address that changes is among the changed patients', async () => {
	const [truth] = await control.truth('included');
	await control.nextgen('changes', { kind: 'address', patientId: truth.id });
	const { json } = await run({
		resource: 'patient',
		operation: 'getChanged',
		since: new Date(Date.now() - 60_000).toISOString(),
	});
	expect(json(0).map(({ id }) => id)).toContain(truth.vendorId);
});

test('the trigger tells a change once and thinly', async () => {
	const poller = openPoller({ nodeType: 'nextGenTrigger', parameters: {}, ...wiring() });
	expect(await poller.poll()).toBeNull();
	const truth = (await control.truth('included'))[3];
	await control.nextgen('changes', { kind: 'email', patientId: truth.id });
	const told = await poller.poll();
	expect(told?.map(({ json }) => json.recordId)).toContain(truth.vendorId);
	expect(JSON.stringify(told)).not.toContain('@example');
	expect(await poller.poll()).toBeNull();
});

test('the coverages of a patient are listed', async () => {
	const truth = (await control.truth('included')).find(({ cases }) =>
		cases.some(({ policies }) => policies.length > 0),
	);
	const { json } = await run({
		resource: 'coverage',
		operation: 'getMany',
		patientId: truth?.vendorId ?? '',
		returnAll: true,
	});
	const count = truth?.cases.flatMap(({ policies }) => policies).length;
	expect(json()).toHaveLength(count ?? 0);
	expect((json()[0] as IDataObject).practiceId).toBe('0001');
});

test('the node shows what the capability table offers, and nothing else', () => {
	const { properties, usableAsTool } = new NextGen().description;
	const resources = properties.find(({ name }) => name === 'resource');
	const shown = (resources?.options as INodePropertyOptions[]).map(({ value }) => value);
	expect(shown).toEqual(
		expect.arrayContaining(['patient', 'coverage', 'provider', 'location', 'practice']),
	);
	expect(offeredOperations('nextgen').length).toBeGreaterThan(10);
	for (const { capability } of offeredOperations('nextgen')) {
		expect(capabilities.nextgen[capability]).toMatchObject({ implemented: true });
	}
	expect(usableAsTool).toBeUndefined();
});

test('a patient of the other practice is told like one that does not exist', async () => {
	const [other] = await control.truth('secondPractice');
	const { error } = await runNode({
		nodeType: 'nextGen',
		parameters: { resource: 'patient', operation: 'get', patientId: other.vendorId },
		...wiring(),
	});
	expect(error?.context).toMatchObject({ failure: { kind: 'notFound' } });
	expect(JSON.stringify(error)).not.toContain(other.lastName);
});
