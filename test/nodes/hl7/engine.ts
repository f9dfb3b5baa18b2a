import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import { basic } from './support';

/** The sandbox's interface engine, with HealthSail beside it. All people are made up. */

/** How many messages the engine still holds, and how those ended that it has sent. */
export interface Counts {
	waiting: number;
	accepted: number;
	refused: number;
}

export interface Engine {
	readonly healthSail: string;
	control<T>(path: string, body?: object): Promise<T>;
	/** Has the engine send to an address until nothing waits any more. */
	sendAll(url: string): Promise<Counts>;
	/** Numbers of the patients whom the practice shares. */
	included(): Promise<Set<string>>;
	stop(): Promise<void>;
}

/** Starts it with so many patients; the caller stops it. */
export async function startEngine(port: number, patients: number): Promise<Engine> {
	const sandbox: SandboxProcess = await startSandbox(port, [
		...['--systems', 'hl7', '--patients', String(patients), '--no-limits'],
	]);
	async function control<T>(path: string, body?: object): Promise<T> {
		const answer = await fetch(`${sandbox.url('status')}/control/hl7/${path}`, {
			...(body && {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(body),
			}),
		});
		return (await answer.json()) as T;
	}
	return {
		healthSail: sandbox.healthSail,
		control,
		async sendAll(url) {
			await control('target', { url, authorization: basic });
			let counts: Counts;
			do {
				await sleep(100);
				counts = await control<Counts>('counts');
			} while (counts.waiting > 0);
			return counts;
		},
		async included() {
			const state = await control<{ patients: Array<{ vendorId: string }> }>(
				'state?group=included',
			);
			return new Set(state.patients.map(({ vendorId }) => vendorId));
		},
		stop: async () => await sandbox.stop(),
	};
}

/** The numbers of one type among the external ids of a record of HealthSail. */
export const idsOf = ({ externalIds }: IDataObject, kind: string) =>
	(externalIds as IDataObject[]).filter(({ type }) => type === kind).map(({ value }) => value);
