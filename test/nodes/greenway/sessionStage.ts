import type { GreenwaySandbox } from './support';
import { startGreenway } from './support';

/** What the tests of signing in share: a small Prime Suite. */

export async function startSessions(port: number): Promise<GreenwaySandbox> {
	return await startGreenway(port, 'primeSuite', [
		...['--patients', '12', '--seed', '3', '--speed', '60'],
	]);
}

/** How often a token was asked for since the start. */
export const tokensAsked = async (sandbox: GreenwaySandbox): Promise<number> =>
	(await sandbox.calls()).filter(({ operation }) => operation === 'token').length;
