import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { NextGenOAuth2Api } from '../../../credentials/NextGenOAuth2Api.credentials';
import type { PatientPage, PracticeSystem } from '../../../nodes/common/practice/port';
import { NextGen } from '../../../nodes/NextGen/NextGen.node';
import { NextGenTrigger } from '../../../nodes/NextGen/NextGenTrigger.node';
import { openNextGen } from '../../../nodes/NextGen/port';
import type { SafeError } from '../../../lib/privacy/errors';
import { openContext, registerNodes } from '../../support/nodes';
import { registerCredentials } from '../../support/nodesCredentials';
import type { SandboxProcess } from '../../support/sandboxProcess';

registerNodes(new NextGen(), new NextGenTrigger());
registerCredentials(new NextGenOAuth2Api());

/** The sandbox's own client and site; all synthetic. */
export const siteId = '3f0c2b1e-0000-4000-8000-00000000517e';

/** The id of a record of the sandbox, typed anew from its form. */
export const personId = (n: number): string =>
	`3f0c2b1e-0001-4000-8000-${n.toString(16).padStart(12, '0')}`;
export const idOf = (kind: string, n: number): string =>
	`3f0c2b1e-00${kind}-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** A credential as n8n hands it over, with its hidden members worked out. */
export function nextGenCredential(
	baseUrl: string,
	over: ICredentialDataDecryptedObject = {},
): ICredentialDataDecryptedObject {
	return {
		grantType: 'clientCredentials',
		authentication: 'body',
		scope: '',
		clientId: 'ng-sandbox-client',
		clientSecret: ['ng', 'sandbox', 'secret'].join('-'),
		siteId,
		additionalBodyProperties: JSON.stringify({ site_id: siteId }),
		enterpriseId: '00001',
		practiceId: '0001',
		practiceName: 'Oak Clinic',
		timeZone: 'America/Chicago',
		baseUrl,
		accessTokenUrl: baseUrl.replace(/nge-api\/api$/, 'nge-oauth/token'),
		sandboxSpeed: 0,
		limitShare: 1,
		...over,
	};
}

/** Settings of NextGen over the defaults, as the credential holds them. */
export function profileWith(settings: object, rest: object = {}): string {
	return JSON.stringify({ version: 1, nextgen: settings, ...rest });
}

export function contextFor(
	baseUrl: string,
	over: ICredentialDataDecryptedObject = {},
): IExecuteFunctions {
	return openContext({
		nodeType: 'nextGen',
		credentials: { nextGenOAuth2Api: nextGenCredential(baseUrl, over) },
	});
}

export async function openPort(
	baseUrl: string,
	over: ICredentialDataDecryptedObject = {},
): Promise<PracticeSystem> {
	return await openNextGen(contextFor(baseUrl, over));
}

/** Every page of a read, up to a number of pages that no test reaches. */
export async function readPages(
	port: PracticeSystem,
	request: { read: 'all' } | { read: 'changed'; since: string },
	pageSize: number,
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
	} while (cursor !== undefined && pages.length < 200);
	return pages;
}

export interface Truth {
	id: string;
	vendorId: string;
	group: 'included' | 'optedOut' | 'flagged' | 'secondPractice' | 'noPractice';
	firstName: string;
	lastName: string;
	birthDate?: string;
	sex: string;
	chartNumber?: string;
	email?: string;
	phones: Record<string, { number: string; extension?: string } | undefined>;
	address: { line1?: string; city?: string; state?: string; zip?: string };
	cases: Array<{
		payerScenario: string;
		policies: Array<{ id: string; number?: string; copay?: string }>;
	}>;
}

/** The control part of the sandbox, and what it says the practice really holds. */
export function controlOf(sandbox: SandboxProcess) {
	const call = async (method: string, path: string, body?: object) => {
		const response = await fetch(`${sandbox.status}/control/${path}`, {
			method,
			...(body && {
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(body),
			}),
		});
		if (!response.ok) throw new Error(`The control call ${path} failed: ${response.status}`);
		const text = await response.text();
		return text === '' ? {} : (JSON.parse(text) as unknown);
	};
	return {
		post: async (path: string, body: object = {}) => await call('POST', path, body),
		get: async (path: string) => await call('GET', path),
		nextgen: async (path: string, body: object = {}) => await call('POST', `nextgen/${path}`, body),
		fault: async (fault: object) => await call('POST', 'faults', { system: 'nextgen', ...fault }),
		clearFaults: async () => await call('DELETE', 'faults'),
		async truth(group = 'served'): Promise<Truth[]> {
			const state = await call('GET', `nextgen/state?group=${group}`);
			return (state as { patients: Truth[] }).patients;
		},
		async calls(operation?: string): Promise<number> {
			const log = (await call('GET', 'calls')) as { calls: Array<{ operation: string }> };
			return log.calls.filter((entry) => operation === undefined || entry.operation === operation)
				.length;
		},
	};
}

/** What a piece of work failed with. */
export async function failureOf(work: Promise<unknown>): Promise<SafeError> {
	try {
		await work;
	} catch (error) {
		return error as SafeError;
	}
	throw new Error('It did not fail.');
}
