import { runNode } from '../../support/nodes';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';

/** Every text of every patient is marked by whether it may leave the node (sandbox, synthetic). */

let sandbox: SandboxProcess;

beforeAll(async () => {
	sandbox = await startSandbox(4752, [
		...['--patients', '60', '--seed', '3', '--speed', '60', '--markers', '--no-limits'],
		...['--second-practice', '50', '--opted-out', '10', '--flagged', '10'],
	]);
});

afterAll(async () => {
	await sandbox?.stop();
});

test('no item of any output holds a value of another practice, an opted-out or a flagged patient', async () => {
	let items = '';
	let patients = 0;
	let cursor: string | null = '';
	let outside = 0;
	for (let page = 0; cursor !== null && page < 20; page++) {
		const result = await runNode({
			nodeType: 'tebra',
			parameters: { resource: 'patient', operation: 'getAll', cursor, pageSize: 50 },
			baseUrls: { tebra: sandbox.tebra, healthSail: sandbox.healthSail },
			credentials: { tebraSoapApi: { sandboxSpeed: 0 } },
		});
		expect(result.error).toBeUndefined();
		items += JSON.stringify(result.outputs);
		patients += result.json(0).length;
		const { counts, nextCursor } = result.json(1)[0] as {
			counts: { fenced: number; excluded: number };
			nextCursor: string | null;
		};
		outside += counts.fenced + counts.excluded;
		cursor = nextCursor;
	}
	expect(cursor).toBeNull();
	expect(patients).toBe(60);
	// The rest was there to leak, and the search finds what did leave the node.
	expect(outside).toBeGreaterThan(40);
	expect(items).toMatch(/ZQMARK\d+X/i);
	expect(items).not.toMatch(/ZQFENCE\d+X|ZQOPTOUT\d+X|555-?0166|555-?0177|1908-03|1909-03/i);
});
