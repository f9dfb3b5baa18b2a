import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { CareCloudOAuth2Api } from '../../../credentials/CareCloudOAuth2Api.credentials';
import { CareCloud } from '../../../nodes/CareCloud/CareCloud.node';
import { CareCloudTrigger } from '../../../nodes/CareCloud/CareCloudTrigger.node';
import { openCareCloud } from '../../../nodes/CareCloud/port';
import type { PatientPage, PracticeSystem } from '../../../nodes/common/practice/port';
import { openContext, registerNodes } from '../../support/nodes';
import { registerCredentials } from '../../support/nodesCredentials';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';

/** The CareCloud port against its sandbox, over loopback HTTP. All data is made up. */

registerNodes(new CareCloud(), new CareCloudTrigger());
registerCredentials(new CareCloudOAuth2Api());

export const type = 'careCloudOAuth2Api';

/** Starts a sandbox with CareCloud; `more` are further options. */
export async function start(port: number, ...more: string[]): Promise<SandboxProcess> {
	return await startSandbox(port, ['--systems', 'carecloud', '--no-limits', ...more]);
}

/** A credential that was connected, as n8n stores it. */
export function credential(
	baseUrl: string,
	over: ICredentialDataDecryptedObject = {},
): ICredentialDataDecryptedObject {
	return {
		grantType: 'authorizationCode',
		authUrl: `${baseUrl}/oauth2/authorize`,
		accessTokenUrl: `${baseUrl}/oauth2/access_token`,
		scope: '',
		authQueryParameters: '',
		authentication: 'header',
		clientId: 'sandbox-client',
		clientSecret: 'sandbox-'.concat('secret'),
		oauthTokenData: {
			access_token: 'cc-access-sandbox',
			refresh_token: 'cc-refresh-sandbox',
			token_type: 'Bearer',
		},
		baseUrl,
		practiceName: 'Oak Clinic',
		practiceId: '1',
		timeZone: 'America/Chicago',
		sandboxSpeed: 0,
		...over,
	};
}

/** Settings of the profile's part for this vendor, as the credential holds them. */
export const profile = (carecloud: object, more: object = {}) => ({
	practiceProfile: JSON.stringify({ version: 1, carecloud, ...more }),
});

/** The port over a base URL. */
export async function openPort(
	baseUrl: string,
	over?: ICredentialDataDecryptedObject,
): Promise<PracticeSystem> {
	const context = openContext({
		nodeType: 'careCloud',
		credentials: { [type]: credential(baseUrl, over) },
	});
	return await openCareCloud(context);
}

/** Every page of a read. */
export async function readAll(
	port: PracticeSystem,
	pageSize: number,
	request: { read: 'all' } | { read: 'changed'; since: string } = { read: 'all' },
): Promise<PatientPage[]> {
	const pages: PatientPage[] = [];
	let cursor: string | undefined;
	do {
		const page: PatientPage = await port.patients.page({
			...request,
			pageSize,
			...(cursor !== undefined && { cursor }),
		});
		pages.push(page);
		cursor = page.nextCursor;
	} while (cursor !== undefined);
	return pages;
}

export type Truth = Record<string, unknown> & {
	id: string;
	vendorId: string;
	group: string;
	reached: boolean;
};

/** What the practice of the sandbox holds. */
export async function truthOf(sandbox: SandboxProcess, group = 'served'): Promise<Truth[]> {
	const answer = await fetch(`${sandbox.status}/control/carecloud/state?group=${group}`);
	return ((await answer.json()) as { patients: Truth[] }).patients;
}

/** Posts to a control route of the sandbox. */
export async function control(
	sandbox: SandboxProcess,
	path: string,
	body?: object,
	method = 'POST',
): Promise<unknown> {
	const answer = await fetch(`${sandbox.status}/control/${path}`, {
		method,
		...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
	});
	if (!answer.ok) throw new Error(`The control route answered ${answer.status}.`);
	const text = await answer.text();
	return text === '' ? undefined : (JSON.parse(text) as unknown);
}

/** Calls of an operation since a number, as the sandbox logged them. */
export async function callsSince(
	sandbox: SandboxProcess,
	after: number,
): Promise<Array<{ operation: string; status: number; effect: string }>> {
	const answer = (await control(sandbox, `calls?after=${after}`, undefined, 'GET')) as {
		calls: Array<{ system: string; operation: string; status: number; effect: string }>;
	};
	return answer.calls.filter(({ system }) => system === 'carecloud');
}

export async function lastCall(sandbox: SandboxProcess): Promise<number> {
	return ((await control(sandbox, 'calls?limit=1', undefined, 'GET')) as { last: number }).last;
}
