import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';

import { GreenwayFhirApi } from '../../../credentials/GreenwayFhirApi.credentials';
import { GreenwayIntergyApi } from '../../../credentials/GreenwayIntergyApi.credentials';
import { GreenwayPrimeSuiteApi } from '../../../credentials/GreenwayPrimeSuiteApi.credentials';
import { Greenway } from '../../../nodes/Greenway/Greenway.node';
import { GreenwayTrigger } from '../../../nodes/Greenway/GreenwayTrigger.node';
import { openGreenway } from '../../../nodes/Greenway/port';
import type { PatientPage, PracticeSystem } from '../../../nodes/common/practice/port';
import { openContext, registerNodes } from '../../support/nodes';
import { registerCredentials } from '../../support/nodesCredentials';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';

registerNodes(new Greenway(), new GreenwayTrigger());
registerCredentials(new GreenwayFhirApi(), new GreenwayIntergyApi(), new GreenwayPrimeSuiteApi());

export type Product = 'intergy' | 'primeSuite';

const parts = {
	intergy: { key: 'greenway_intergy', offset: 6 },
	primeSuite: { key: 'greenway_prime_suite', offset: 7 },
} as const;

/** A running sandbox of one Greenway product, and what its credentials hold. */
export interface GreenwaySandbox {
	readonly product: Product;
	readonly key: string;
	readonly status: string;
	readonly healthSail: string;
	readonly origin: string;
	readonly tenantId: string;
	readonly credentials: Record<string, ICredentialDataDecryptedObject>;
	control<T>(path: string, body?: object): Promise<T>;
	/** Calls of this system since the start, oldest first. */
	calls(): Promise<Array<{ operation: string; status: number }>>;
	fault(fault: object): Promise<void>;
	stop(): Promise<void>;
}

interface CredentialValues {
	greenwayFhirApi: Record<string, string> & { basePath: string };
	greenwayIntergyApi: Record<string, string> & { basePath: string };
	greenwayPrimeSuiteApi: Record<string, string> & { basePath: string };
}

/** Starts the sandbox with one product and asks it for its synthetic credentials. */
export async function startGreenway(
	port: number,
	product: Product,
	args: string[] = [],
): Promise<GreenwaySandbox> {
	const sandbox = await startSandbox(port, ['--systems', parts[product].key, ...args]);
	return await describedBy(sandbox, product, port);
}

/** A sandbox that was started with one product, with what its credentials hold. */
export async function describedBy(
	sandbox: SandboxProcess,
	product: Product,
	port: number,
): Promise<GreenwaySandbox> {
	const { key, offset } = parts[product];
	const origin = `http://127.0.0.1:${port + offset}`;
	const request = async <T>(path: string, body?: object): Promise<T> => {
		const response = await fetch(`${sandbox.status}/control/${path}`, {
			...(body && {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(body),
			}),
		});
		if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${path}.`);
		return (await response.json()) as T;
	};
	const values = await request<CredentialValues>(`${key}/credentials`);
	const { basePath, ...fhir } = values.greenwayFhirApi;
	const cut = basePath.lastIndexOf('/');
	const intergy = values.greenwayIntergyApi;
	const prime = values.greenwayPrimeSuiteApi;
	return {
		product,
		key,
		status: sandbox.status,
		healthSail: sandbox.healthSail,
		origin,
		tenantId: basePath.slice(cut + 1),
		credentials: {
			greenwayFhirApi: {
				...fhir,
				accessToken: '',
				signedInUntil: 0,
				product,
				practiceId: '1',
				tenantId: basePath.slice(cut + 1),
				baseUrl: origin + basePath.slice(0, cut),
				scopes:
					'system/Patient.read system/Coverage.read system/Encounter.read system/Condition.read system/Procedure.read system/CarePlan.read system/ServiceRequest.read system/Practitioner.read system/PractitionerRole.read system/Location.read system/Organization.read system/Group.read',
				timeZone: 'America/Chicago',
				sandboxSpeed: 0,
				limitShare: 1,
			},
			greenwayIntergyApi: {
				apiKey: intergy.apiKey,
				licenseId: intergy.licenseId,
				userLogon: intergy.userLogon,
				userPassword: intergy.password,
				applicationName: 'HealthSail Sync',
				practiceNumber: '1',
				baseUrl: origin + intergy.basePath,
				sandboxSpeed: 0,
			},
			greenwayPrimeSuiteApi: {
				apiKey: prime.apiKey,
				siteId: prime.siteId,
				userName: prime.userName,
				userPassword: prime.userPassword,
				userId: String(prime.userId),
				vendorLogin: prime.vendorLogin,
				vendorPassword: prime.vendorPassword,
				baseUrl: origin + prime.basePath,
				sandboxSpeed: 0,
			},
		},
		control: async (path, body) => await request(`${key}/${path}`, body),
		async calls() {
			const { calls } = await request<{
				calls: Array<{ system: string; operation: string; status: number }>;
			}>('calls?after=0');
			return calls.filter(({ system }) => system === key);
		},
		async fault(fault) {
			await request('faults', { system: key, ...fault });
		},
		stop: async () => await sandbox.stop(),
	};
}

/** What lies with the practice's staff. */
export interface InboxEntry {
	readonly kind: string;
	readonly patientId?: string;
	readonly subject: string;
	readonly text: string;
}

/** Tasks, messages and documents that were left with staff, oldest first. */
export async function staffInbox(sandbox: GreenwaySandbox): Promise<InboxEntry[]> {
	const { entries } = await sandbox.control<{ entries: InboxEntry[] }>('staff-inbox');
	return entries;
}

/** Credentials of the sandbox with other values laid over, and only those a product has. */
export function credentialsOf(
	sandbox: GreenwaySandbox,
	over: Record<string, Record<string, string | number>> = {},
): Record<string, ICredentialDataDecryptedObject> {
	const gapi = sandbox.product === 'intergy' ? 'greenwayIntergyApi' : 'greenwayPrimeSuiteApi';
	return Object.fromEntries(
		['greenwayFhirApi', gapi].map((name) => [
			name,
			{ ...sandbox.credentials[name], ...over[name] },
		]),
	);
}

/** Opens the port as the node does; `over` lays values over the credentials. */
export async function openPort(
	sandbox: GreenwaySandbox,
	over: Record<string, Record<string, string | number>> = {},
): Promise<PracticeSystem> {
	return await openGreenway(contextOf(sandbox, over));
}

/** The context of a node with the sandbox's credentials; all ports of one context share them. */
export function contextOf(
	sandbox: GreenwaySandbox,
	over: Record<string, Record<string, string | number>> = {},
	left: readonly string[] = [],
) {
	const credentials = credentialsOf(sandbox, over);
	for (const name of left) delete credentials[name];
	return openContext({
		nodeType: 'greenway',
		parameters: { product: sandbox.product },
		credentials,
	});
}

/** A profile as the credential holds it. */
export function profileOf(greenway: object): string {
	return JSON.stringify({ version: 1, greenway });
}

/** Every page of a read. */
export async function readAll(
	port: PracticeSystem,
	request: { read: 'all' } | { read: 'changed'; since: string },
	pageSize = 500,
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
	} while (cursor !== undefined && pages.length < 500);
	return pages;
}

/** What a piece of work throws. */
export async function errorOf(work: () => Promise<unknown>): Promise<{
	kind?: string;
	message: string;
	details?: { vendorCode?: string; nextStep?: string; fields?: string[]; operation?: string };
}> {
	try {
		await work();
	} catch (error) {
		return error as Awaited<ReturnType<typeof errorOf>>;
	}
	throw new Error('Nothing was thrown.');
}

export type { INode };
