// A stage of its own for one end-to-end test: temporary folder, free ports, gone afterwards.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, isFree } from '../../../host/ports.mjs';
import { setUpStage, type Stage, type StageOptions } from '../../../host/stage.mjs';

export interface TestStageOptions extends Omit<StageOptions, 'folder' | 'n8nPort' | 'sandbox'> {
	/** What differs from 500 patients, 50 of another practice, 10 opted out, 10 flagged, speed 30. */
	sandbox?: Partial<Omit<StageOptions['sandbox'], 'port'>>;
}

/** Sets up sandbox, n8n, pack and templates; `close` ends and removes all of it. */
export async function openStage(
	options: TestStageOptions = {},
): Promise<Stage & { close(): Promise<void> }> {
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-e2e-'));
	try {
		const stage = await setUpStage({
			...options,
			folder,
			n8nPort: await freePort(),
			sandbox: {
				...{ patients: 500, secondPractice: 50, optedOut: 10, flagged: 10, speed: 30 },
				...options.sandbox,
				port: await threeFreePorts(),
			},
		});
		const close = async () => {
			await stage.stop();
			await rm(folder, { recursive: true, force: true, maxRetries: 3 });
		};
		// The stage's n8n changes with a restart, so it is handed on as it is, not copied.
		return Object.assign(stage, { close });
	} catch (error) {
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
		throw error;
	}
}

async function threeFreePorts(): Promise<number> {
	for (;;) {
		const first = await freePort();
		if (first < 65_533 && (await isFree(first + 1)) && (await isFree(first + 2))) return first;
	}
}
