import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { CareCloudFhirOAuth2Api } from '../../credentials/CareCloudFhirOAuth2Api.credentials';
import { CareCloudOAuth2Api } from '../../credentials/CareCloudOAuth2Api.credentials';
import { NextGenFhirOAuth2Api } from '../../credentials/NextGenFhirOAuth2Api.credentials';
import { NextGenOAuth2Api } from '../../credentials/NextGenOAuth2Api.credentials';
import { CareCloud } from '../../nodes/CareCloud/CareCloud.node';
import { openCareCloud } from '../../nodes/CareCloud/port';
import type { PracticeSystem, SourcePatient } from '../../nodes/common/practice/port';
import { NextGen } from '../../nodes/NextGen/NextGen.node';
import { openNextGen } from '../../nodes/NextGen/port';
import type { LocalServer, SeenRequest } from '../support/localServer';
import { startServer } from '../support/localServer';
import { openContext, registerNodes } from '../support/nodes';
import { registerCredentials } from '../support/nodesCredentials';

/**
 * Every request that CareCloud and NextGen can send to a FHIR server beside their main interface,
 * against the sheets (CareCloud 2, 4.6; NextGen 1.3, 2, 3) and US Core, typed anew. All synthetic.
 */

registerNodes(new CareCloud(), new NextGen());
registerCredentials(
	new CareCloudOAuth2Api(),
	new CareCloudFhirOAuth2Api(),
	new NextGenOAuth2Api(),
	new NextGenFhirOAuth2Api(),
);

const window = { from: '2026-09-01', to: '2026-09-30' };
const site = '3f0c2b1e-0000-4000-8000-00000000517e';
const person = '3f0c2b1e-0001-4000-8000-000000000005';

const patient: SourcePatient = {
	patient: {
		...{ system: 'carecloud', practiceId: '1', id: person, externalIds: [] },
		...{ givenName: 'Ana', familyName: "O'Test", birthDate: '1984-02-29' },
	},
	recordPracticeId: '1',
	recordPracticeName: undefined,
	flags: {},
	lastVisitOn: undefined,
};

const json = (body: unknown, headers: Record<string, string> = {}) => ({
	headers: { 'Content-Type': 'application/json', ...headers },
	body: JSON.stringify(body),
});

/** A FHIR server with one visit, and a main interface without rows, on one host. */
function answer({ url }: SeenRequest) {
	const [path] = url.split('?');
	if (path.endsWith('/token')) {
		return json({ access_token: 'fhir-token', token_type: 'Bearer', expires_in: 3600 });
	}
	if (path.endsWith('/login-defaults')) return json({ status: 'OK' }, { 'x-ng-sessionid': 's' });
	if (!path.includes('/fhir')) return json({ items: [] });
	if (path.endsWith('/metadata')) {
		const types = ['Patient', 'Encounter', 'Condition', 'Procedure', 'CarePlan'];
		const resource = types.map((type) => ({ type }));
		return json({ resourceType: 'CapabilityStatement', rest: [{ mode: 'server', resource }] });
	}
	const visit = {
		...{ resourceType: 'Encounter', id: 'e-1', status: 'finished' },
		...{ subject: { reference: 'Patient/f-5' }, period: { start: '2026-09-14' } },
	};
	const entry = path.endsWith('/Encounter') ? [{ resource: visit }] : [];
	return json({ resourceType: 'Bundle', type: 'searchset', entry });
}

async function useFhir(port: PracticeSystem): Promise<void> {
	await port.patients.second?.(patient);
	await port.encounters?.ofPatient(person, window, 'f-5');
}

/** What was asked of the FHIR server: path below its base, and the query. */
function asked({ requests }: LocalServer, base: string) {
	return requests
		.filter(({ url }) => url.startsWith(base))
		.map(({ url }) => {
			const { pathname, searchParams } = new URL(url, 'http://host');
			return [pathname.slice(base.length + 1), [...searchParams].map((pair) => pair.join('='))];
		});
}

const searches = (type: string, ...query: string[]) => [type, [...query, '_count=50']];
const finding = [
	searches('Patient', "name=O'Test", 'birthdate=1984-02-29'),
	searches('Patient', 'name=Ana', 'birthdate=1984-02-29'),
];
// Without days: a server that compares them does not tell a visit that has none.
const visits = searches('Encounter', 'patient=f-5');

let server: LocalServer;

afterEach(async () => {
	const ofFhir = server.requests.filter(({ url }) => url.includes('/fhir'));
	expect(ofFhir.length).toBeGreaterThan(3);
	for (const { method, headers, body, url } of ofFhir) {
		expect([method, body]).toEqual(['GET', '']);
		expect(headers.accept).toBe('application/fhir+json');
		expect(headers.authorization).toBe('Bearer fhir-token');
		// The session of the Enterprise API is not FHIR's (NextGen sheet 3).
		expect(headers).not.toHaveProperty('x-ng-sessionid');
		expect(url).not.toContain('fhir-token');
	}
	await server.close();
});

test('CareCloud: patients by name and birth date; visits by what /metadata lists', async () => {
	server = await startServer(answer);
	const context = openContext({
		nodeType: 'careCloud',
		credentials: {
			careCloudOAuth2Api: {
				...{ grantType: 'authorizationCode', baseUrl: server.url, practiceName: 'Oak Clinic' },
				...{ practiceId: '1', timeZone: 'America/Chicago', sandboxSpeed: 0 },
			},
			careCloudFhirOAuth2Api: {
				grantType: 'pkce',
				baseUrl: `${server.url}/api/fhir/R4/DCM/`,
				oauthTokenData: { access_token: 'fhir-token', token_type: 'Bearer' },
			} as unknown as ICredentialDataDecryptedObject,
		},
	});
	await useFhir(await openCareCloud(context));
	expect(asked(server, '/api/fhir/R4/DCM')).toEqual([
		...finding,
		['metadata', []],
		visits,
		searches('Condition', 'patient=f-5'),
		searches('Procedure', 'patient=f-5'),
		searches('CarePlan', 'patient=f-5', 'category=assess-plan'),
	]);
	expect(server.requests.every(({ url }) => url.startsWith('/api/fhir/R4/DCM/'))).toBe(true);
});

test('NextGen: the same for patients; of visits the orders alone', async () => {
	server = await startServer(answer);
	const context = openContext({
		nodeType: 'nextGen',
		credentials: {
			nextGenOAuth2Api: {
				...{ grantType: 'clientCredentials', authentication: 'body', scope: '' },
				...{ clientId: 'a', clientSecret: 'b', siteId: site, enterpriseId: '00001' },
				...{ practiceId: '0001', practiceName: 'Oak Clinic', timeZone: 'America/Chicago' },
				...{ baseUrl: `${server.url}/nge-api/api`, accessTokenUrl: `${server.url}/oauth/token` },
				sandboxSpeed: 0,
			},
			nextGenFhirOAuth2Api: {
				...{ grantType: 'clientCredentials', authentication: 'body', scope: 'user/*.*' },
				...{ clientId: 'a', clientSecret: 'b', siteId: site },
				additionalBodyProperties: JSON.stringify({ site_id: site }),
				baseUrl: `${server.url}/nge/prod/fhir-api-r4/fhir/R4`,
				accessTokenUrl: `${server.url}/oauth/token`,
			},
		},
	});
	await useFhir(await openNextGen(context));
	expect(asked(server, '/nge/prod/fhir-api-r4/fhir/R4')).toEqual([
		...finding,
		visits,
		searches('ServiceRequest', 'patient=f-5'),
	]);
	const forms = server.requests
		.filter(({ url }) => url === '/oauth/token')
		.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
	expect(forms).toContainEqual({
		grant_type: 'client_credentials',
		client_id: 'a',
		client_secret: 'b',
		scope: 'user/*.*',
		site_id: site,
	});
});
