import { generateKeyPairSync } from 'crypto';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { GreenwayFhirApi } from '../../credentials/GreenwayFhirApi.credentials';
import { GreenwayIntergyApi } from '../../credentials/GreenwayIntergyApi.credentials';
import { GreenwayPrimeSuiteApi } from '../../credentials/GreenwayPrimeSuiteApi.credentials';
import { Greenway } from '../../nodes/Greenway/Greenway.node';
import { openGreenway } from '../../nodes/Greenway/port';
import type { PracticeSystem } from '../../nodes/common/practice/port';
import type { LocalServer, Reply, SeenRequest } from '../support/localServer';
import { startServer } from '../support/localServer';
import { openContext, registerNodes } from '../support/nodes';
import { registerCredentials } from '../support/nodesCredentials';

registerNodes(new Greenway());
registerCredentials(new GreenwayFhirApi(), new GreenwayIntergyApi(), new GreenwayPrimeSuiteApi());

/** A key pair of the test; P-384 as the sheet (3.1) says. */
export const keys = generateKeyPairSync('ec', { namedCurve: 'P-384' });

export const tenant = '2.16.840.1.113883.3.0000.77';
export const fhirPath = `/fhir/R4/${tenant}`;

/** A synthetic Patient as the sheet (4.1) shows one. */
export function patientJson(id: string, over: object = {}) {
	return {
		resourceType: 'Patient',
		id,
		meta: { lastUpdated: '2026-09-14T18:22:05Z', versionId: '3' },
		identifier: [
			{
				type: {
					coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }],
				},
				system: 'urn:oid:2.16.840.1.113883.3.0000.1',
				value: '100234',
			},
		],
		active: true,
		name: [{ use: 'official', family: 'Okafor', given: ['Lena', 'M'] }],
		telecom: [
			{ system: 'phone', use: 'mobile', value: '813-555-0122' },
			{ system: 'email', value: 'lena@example.org' },
		],
		gender: 'female',
		birthDate: '1984-03-09',
		address: [
			{
				use: 'home',
				line: ['12 Elm St'],
				city: 'Tampa',
				state: 'FL',
				postalCode: '33601',
				country: 'US',
			},
		],
		managingOrganization: { reference: 'Organization/org-1' },
		...over,
	};
}

/** A synthetic Coverage as the sheet (4.1) shows one. */
export function coverageJson(id: string, patientId: string, over: object = {}) {
	return {
		resourceType: 'Coverage',
		id,
		status: 'active',
		subscriberId: 'XQ99812',
		beneficiary: { reference: `Patient/${patientId}` },
		relationship: {
			coding: [
				{ system: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship', code: 'self' },
			],
		},
		period: { start: '2026-01-01' },
		payor: [{ reference: 'Organization/org-77', display: 'Example Health Plan' }],
		class: [
			{ type: { coding: [{ code: 'group' }] }, value: 'G-4411' },
			{ type: { coding: [{ code: 'plan' }] }, value: 'PPO-1' },
		],
		...over,
	};
}

export function json(body: unknown, over: Partial<Reply> = {}): Reply {
	return {
		status: 200,
		headers: { 'Content-Type': 'application/fhir+json', ...over.headers },
		body: JSON.stringify(body),
		...(over.status !== undefined && { status: over.status }),
	};
}

export function bundle(entries: readonly object[], next?: string): Reply {
	return json({
		resourceType: 'Bundle',
		type: 'searchset',
		link: next === undefined ? [] : [{ relation: 'next', url: next }],
		entry: entries.map((resource) => ({ resource, search: { mode: 'match' } })),
	});
}

/** What the server answers to one request; undefined = the default answer. */
export type Answering = (request: SeenRequest, url: URL) => Reply | undefined;

export interface FakeGreenway {
	readonly server: LocalServer;
	/** Requests to the FHIR server behind its base, metadata and token left out. */
	fhir(): Array<{
		method: string;
		path: string;
		query: Array<[string, string]>;
		headers: SeenRequest['headers'];
	}>;
	open(product: 'intergy' | 'primeSuite', over?: Over): Promise<PracticeSystem>;
	close(): Promise<void>;
}

type Over = Record<string, Record<string, string | number>>;

/** A Greenway that answers what a test says; it takes any assertion. */
export async function startFake(answering: Answering = () => undefined): Promise<FakeGreenway> {
	const server = await startServer((request) => {
		const url = new URL(request.url, 'http://localhost');
		return answering(request, url) ?? defaultAnswer(request, url);
	});
	return {
		server,
		fhir: () =>
			server.requests
				.map((request) => ({ request, url: new URL(request.url, 'http://localhost') }))
				.filter(({ url }) => url.pathname.startsWith(`${fhirPath}/`))
				.map(({ request, url }) => ({
					method: request.method,
					path: url.pathname.slice(fhirPath.length + 1),
					query: [...url.searchParams],
					headers: request.headers,
				}))
				.filter(({ path }) => path !== 'metadata' && path !== '.well-known/smart-configuration'),
		async open(product, over = {}) {
			return await openGreenway(
				openContext({
					nodeType: 'greenway',
					parameters: { product },
					credentials: credentialsFor(server.url, product, over),
				}),
			);
		},
		close: async () => await server.close(),
	};
}

function credentialsFor(
	url: string,
	product: 'intergy' | 'primeSuite',
	over: Over,
): Record<string, ICredentialDataDecryptedObject> {
	const gapi = product === 'intergy' ? 'greenwayIntergyApi' : 'greenwayPrimeSuiteApi';
	const values: Record<string, ICredentialDataDecryptedObject> = {
		greenwayFhirApi: {
			accessToken: '',
			signedInUntil: 0,
			product,
			practiceId: 'org-1',
			tenantId: tenant,
			clientId: 'client-77',
			keyId: 'hs-1',
			privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
			algorithm: 'ES384',
			scopes: 'system/Patient.read system/Coverage.read',
			baseUrl: `${url}/fhir/R4/`,
			timeZone: 'America/New_York',
			sandboxSpeed: 0,
		},
		greenwayIntergyApi: {
			apiKey: 'key-77',
			licenseId: 'EX12345',
			userLogon: 'hs_api',
			userPassword: 'p"ss',
			applicationName: 'HealthSail Sync',
			practiceNumber: '3',
			baseUrl: `${url}/Integration/RESTv1.0/IntergyAPIService/`,
			sandboxSpeed: 0,
		},
		greenwayPrimeSuiteApi: {
			apiKey: 'key-77',
			siteId: '990001',
			userName: 'hs_api',
			userPassword: 'p"ss',
			userId: '77',
			baseUrl: `${url}/Integration/RESTv1.0/PrimeSuiteAPIService/`,
			sandboxSpeed: 0,
		},
	};
	return Object.fromEntries(
		['greenwayFhirApi', gapi].map((name) => [name, { ...values[name], ...over[name] }]),
	);
}

function defaultAnswer(request: SeenRequest, url: URL): Reply {
	const host = `http://${request.headers.host ?? ''}`;
	if (url.pathname === '/token') {
		return json({ access_token: 'SYNTHETIC', token_type: 'Bearer', expires_in: 900 });
	}
	const path = url.pathname.slice(fhirPath.length + 1);
	if (path === '.well-known/smart-configuration') return json({ token_endpoint: `${host}/token` });
	if (path === 'metadata') return json({ resourceType: 'CapabilityStatement' });
	if (path === 'Group') return bundle([{ resourceType: 'Group', id: 'grp-1' }]);
	if (path === 'Group/grp-1/$export') {
		return {
			status: 202,
			headers: { 'Content-Location': `${host}${fhirPath}/jobs/1` },
			body: '',
		};
	}
	if (path === 'jobs/1') {
		return json({
			transactionTime: '2026-09-14T18:00:00Z',
			request: '',
			requiresAccessToken: true,
			output: [
				{ type: 'Patient', url: `${host}${fhirPath}/files/patients` },
				{ type: 'Coverage', url: `${host}${fhirPath}/files/coverages` },
			],
			error: [],
		});
	}
	if (path === 'files/patients') return lines([patientJson('pt-1'), patientJson('pt-2')]);
	if (path === 'files/coverages') return lines([coverageJson('cov-9', 'pt-1')]);
	if (path === 'Patient/pt-1') return json(patientJson('pt-1'));
	if (path === 'Organization/org-1') {
		return json({ resourceType: 'Organization', id: 'org-1', name: 'Oak Clinic' });
	}
	return bundle([]);
}

export function lines(resources: readonly object[]): Reply {
	return {
		status: 200,
		headers: { 'Content-Type': 'application/fhir+ndjson' },
		body: resources.map((resource) => `${JSON.stringify(resource)}\n`).join(''),
	};
}
