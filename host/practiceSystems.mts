// The practice systems that demo, tests and benchmark can set up: one entry each.
import type { Sandbox } from './sandboxServer.mjs';
import { SANDBOX_LOGIN } from './sandboxServer.mjs';

/** A practice system as the demo's `--vendor` names it. */
export type SystemName = 'tebra';

export interface PracticeSystemEntry {
	/** The system's word in the contract, which is its key in the sandbox too. */
	readonly key: string;
	/** As the names of its workflows call it. */
	readonly title: string;
	readonly sets: readonly string[];
	/** The documented name of the credential that holds the practice profile. */
	readonly credentialName: string;
	/** Whether a change of an address is among the changes that the system's interface can list. */
	readonly changeMovesDate: boolean;
	/** What its credentials hold, by their documented names. */
	credentials(sandbox: Sandbox): Record<string, Record<string, unknown>>;
}

/** A new system is one entry here. */
export const practiceSystems: Readonly<Record<SystemName, PracticeSystemEntry>> = {
	tebra: {
		key: 'tebra',
		title: 'Tebra',
		sets: ['tebra/demographic-sync', 'tebra/patient-lifecycle'],
		credentialName: 'Tebra account',
		changeMovesDate: true,
		credentials: (sandbox) => ({
			'Tebra account': {
				endpoint: sandbox.url('tebra'),
				customerKey: SANDBOX_LOGIN.tebraCustomerKey,
				user: SANDBOX_LOGIN.tebraUser,
				password: SANDBOX_LOGIN.tebraPassword,
				practiceId: SANDBOX_LOGIN.practiceId,
				practiceName: SANDBOX_LOGIN.practiceName,
				sandboxSpeed: sandbox.speed,
			},
		}),
	},
};

export const systemNames = Object.keys(practiceSystems) as SystemName[];
