import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { AdvancedMdApi } from '../../../credentials/AdvancedMdApi.credentials';
import { AdvancedMd } from '../../../nodes/AdvancedMd/AdvancedMd.node';
import { AdvancedMdTrigger } from '../../../nodes/AdvancedMd/AdvancedMdTrigger.node';
import { openAdvancedMd } from '../../../nodes/AdvancedMd/port';
import type { PatientPage, PracticeSystem } from '../../../nodes/common/practice/port';
import { openContext, registerNodes } from '../../support/nodes';
import { registerCredentials } from '../../support/nodesCredentials';
import type { SandboxProcess } from '../../support/sandboxProcess';

/** What the tests of AdvancedMD share. All data is made up. */

registerNodes(new AdvancedMd(), new AdvancedMdTrigger());
registerCredentials(new AdvancedMdApi());

/** The credential as the sandbox knows it. */
export function credential(
	loginUrl: string,
	over: ICredentialDataDecryptedObject = {},
): ICredentialDataDecryptedObject {
	return {
		sessionToken: '',
		webServer: '',
		officeName: '',
		user: 'HSAPI',
		password: 'p&ss-sandbox',
		practiceId: '990001',
		appName: 'HEALTHSAIL',
		timeZone: 'America/Chicago',
		loginUrl,
		sandboxSpeed: 0,
		limitShare: 1,
		...over,
	};
}

/** A practice profile as text. */
export function profile(advancedmd: object, rest: object = {}): string {
	return JSON.stringify({ version: 1, ...rest, advancedmd });
}

/** A node's context with one stored credential: ports opened in it share its session. */
export function contextOf(
	loginUrl: string,
	over: ICredentialDataDecryptedObject = {},
): IExecuteFunctions {
	return openContext({
		nodeType: 'advancedMd',
		credentials: { advancedMdApi: credential(loginUrl, over) },
	});
}

export async function openPort(
	loginUrl: string,
	over: ICredentialDataDecryptedObject = {},
): Promise<PracticeSystem> {
	return await openAdvancedMd(contextOf(loginUrl, over));
}

/** Every page of a read. */
export async function allPages(
	port: PracticeSystem,
	request: Parameters<PracticeSystem['patients']['page']>[0],
): Promise<PatientPage[]> {
	const pages: PatientPage[] = [];
	let cursor: string | undefined;
	do {
		const page = await port.patients.page({ ...request, ...(cursor !== undefined && { cursor }) });
		pages.push(page);
		cursor = page.nextCursor;
	} while (cursor !== undefined && pages.length < 200);
	return pages;
}

/** Asks the control server of the sandbox. */
export async function control<T = Record<string, unknown>>(
	sandbox: SandboxProcess,
	path: string,
	body?: object,
): Promise<T> {
	const response = await fetch(`${sandbox.status}/control/${path}`, {
		...(body && {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		}),
	});
	if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
	return (await response.json()) as T;
}

/** Names of the calls of an operation since a number. */
export async function callsOf(sandbox: SandboxProcess, after = 0): Promise<string[]> {
	const { calls } = await control<{ calls: Array<{ system: string; operation: string }> }>(
		sandbox,
		`calls?after=${after}`,
	);
	return calls.filter(({ system }) => system === 'advancedmd').map(({ operation }) => operation);
}

/** Number of the last call that the sandbox answered. */
export async function lastCall(sandbox: SandboxProcess): Promise<number> {
	const { calls } = await control<{ calls: Array<{ n: number }> }>(sandbox, 'calls?after=0');
	return calls[calls.length - 1]?.n ?? 0;
}
