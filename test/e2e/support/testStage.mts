// One real n8n with the packed pack and one sandbox, for all tests of a file.
import { stopAll } from '../../../host/processes.mjs';
import type { SandboxOptions } from '../../../host/sandboxServer.mjs';
import { setUpStage, type Stage } from '../../../host/stage.mjs';
import { findPlace } from './place.mjs';
import { setPageSize } from './workflowEdits.mjs';

export interface TestStage extends Stage {
	/** Ends n8n and the sandbox and removes the folder. */
	close(): Promise<void>;
}

export const PATIENTS = 500;
export const FENCED = 50;
export const OPTED_OUT = 10;
export const FLAGGED = 10;

/** A lease of 15 minutes lasts 15 seconds here; a page must be done in that time on a slow machine. */
const PAGE_SIZE = 200;

/** Sets the stage up in a folder and on ports of its own; the sandbox clock runs 60 times faster. */
export async function openStage(
	sandbox: Partial<SandboxOptions> = {},
	env: Record<string, string> = {},
): Promise<TestStage> {
	const place = await findPlace();
	try {
		const stage = await setUpStage({
			folder: place.folder,
			n8nPort: place.port + 3,
			sandbox: {
				port: place.port,
				patients: PATIENTS,
				secondPractice: FENCED,
				optedOut: OPTED_OUT,
				flagged: FLAGGED,
				speed: 60,
				...sandbox,
			},
			env,
		});
		await setPageSize(stage, PAGE_SIZE);
		const close = async () => {
			await stage.stop();
			await place.leave();
		};
		// The stage's n8n is replaced by a restart, so its getter must stay one.
		return Object.create(stage, { close: { value: close } }) as TestStage;
	} catch (error) {
		await stopAll();
		await place.leave();
		throw error;
	}
}
