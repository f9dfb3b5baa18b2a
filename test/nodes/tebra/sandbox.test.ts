import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { buildEnvelope, insertLogin, soapAction } from '../../../nodes/Tebra/envelope';
import { runNode, testCredential, sandboxCredentials } from '../../support/nodes';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';

/** The node against the sandbox's own HealthSail and Tebra, with Tebra's limits on a fast clock. */

let sandbox: SandboxProcess;

beforeAll(async () => {
	sandbox = await startSandbox(4745, [
		...['--patients', '40', '--seed', '7', '--speed', '60'],
		...['--second-practice', '6', '--opted-out', '3', '--flagged', '4'],
	]);
});

afterAll(async () => {
	await sandbox?.stop();
});

async function run(parameters: Record<string, string | number | boolean>) {
	const result = await runNode({
		nodeType: 'tebra',
		parameters,
		baseUrls: { tebra: sandbox.tebra, healthSail: sandbox.healthSail },
		credentials: { tebraSoapApi: { sandboxSpeed: 60 } },
	});
	expect(result.error).toBeUndefined();
	return result;
}

test('the whole practice is read page by page with the limits on, and everybody is counted', async () => {
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
	expect(ids).toHaveLength(40);
	expect(new Set(ids).size).toBe(40);
	expect(total).toMatchObject({ excluded: 7, leaving: 0, failed: 0 });
	expect(total.read).toBe(40 + 7 + total.fenced);
});

test('an address that changes is among the changed patients', async () => {
	const [{ json: patient }] = (await run({ resource: 'patient', operation: 'getMany', limit: 1 }))
		.outputs[0];
	const response = await fetch(`${sandbox.status}/control/tebra/changes`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ kind: 'address', patientId: patient.id, moveLastModified: true }),
	});
	expect(response.status).toBeLessThan(300);
	const { json } = await run({
		resource: 'patient',
		operation: 'getChanged',
		since: new Date(Date.now() - 86_400_000).toISOString(),
	});
	const changed = json(0).find(({ id }) => id === patient.id) as IDataObject;
	expect(changed).toBeDefined();
	expect(changed.addresses).not.toEqual(patient.addresses);
});

test('an external ID that is set finds its patient again', async () => {
	const [{ json: patient }] = (await run({ resource: 'patient', operation: 'getMany', limit: 1 }))
		.outputs[0];
	const externalId = `cus_${'x'.repeat(21)}`;
	const set = await run({
		resource: 'externalId',
		operation: 'set',
		patientId: String(patient.id),
		externalId,
	});
	expect(set.json()[0]).toMatchObject({ externalId, patientId: patient.id });
	const found = await run({ resource: 'patient', operation: 'search', externalId });
	expect(found.json().map(({ id }) => id)).toEqual([patient.id]);
});

test('the connection test passes for the sandbox', async () => {
	const { tebraSoapApi } = sandboxCredentials({ tebra: sandbox.tebra });
	expect(
		await testCredential('tebra', 'tebraConnectionTest', 'tebraSoapApi', tebraSoapApi),
	).toMatchObject({ status: 'OK' });
});

test('the sandbox drops a member out of its order, and the answer shows it', async () => {
	const { customerKey, user, password } = sandboxCredentials({ tebra: sandbox.tebra })
		.tebraSoapApi as Record<string, string>;
	const rows = async (change: (body: string) => string) => {
		const body = buildEnvelope('GetPatients', {
			Fields: {},
			Filter: { LastName: 'NobodyHasThisName', PracticeName: 'Oak Clinic' },
		});
		// One call of an operation per second, on a clock that runs 60 times faster.
		await sleep(100);
		const response = await fetch(sandbox.tebra, {
			method: 'POST',
			headers: {
				'Content-Type': 'text/xml; charset=utf-8',
				SOAPAction: soapAction('GetPatients'),
			},
			body: change(insertLogin(body, { customerKey, user, password })),
		});
		return (await response.text()).match(/<ID>\d+<\/ID>/g)?.length ?? 0;
	};
	expect(await rows((body) => body)).toBe(0);
	const swapped = await rows((body) =>
		body.replace(/(<k:LastName>.*?<\/k:LastName>)(<k:PracticeName>.*?<\/k:PracticeName>)/, '$2$1'),
	);
	expect(swapped).toBeGreaterThan(40);
});
