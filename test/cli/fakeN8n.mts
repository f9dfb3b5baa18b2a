import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * n8n 2.41.1 as far as the CLI speaks to it. Answers, refusals and their words were taken from a
 * running n8n 2.41.1. All data is synthetic.
 */
export interface FakeN8n {
	readonly url: string;
	readonly workflows: StoredWorkflow[];
	readonly credentials: StoredCredential[];
	/** `METHOD path` of every call, in order. */
	readonly calls: string[];
	/** Scopes that the API key has. */
	scopes: Set<string>;
	/** Credential types that are installed, with their secret and required members. */
	types: Map<string, { required: readonly string[]; secret: readonly string[] }>;
	close(): Promise<void>;
}

export interface StoredWorkflow {
	id: string;
	name: string;
	active: boolean;
	isArchived: boolean;
	nodes: Array<Record<string, unknown>>;
	connections: Record<string, unknown>;
	settings: Record<string, unknown>;
}

export interface StoredCredential {
	id: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

export const apiKey = 'synthetic-key-for-tests';
export const login = { email: 'it@oak-clinic.example', password: 'synthetic-password' };
const blank = '__n8n_BLANK_VALUE_e5362baf-c777-4d57-a609-6eaf1f9e87f6';
const pageSize = 2;
const instanceTimeLimit = 900;

interface Call {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly body: Record<string, unknown>;
	readonly request: IncomingMessage;
}

type Reply = readonly [status: number, body: unknown, headers?: Record<string, string>];

export async function startFakeN8n(): Promise<FakeN8n> {
	const fake: Omit<FakeN8n, 'url' | 'close'> = {
		workflows: [],
		credentials: [],
		calls: [],
		scopes: new Set([
			'workflow:list',
			'workflow:create',
			'workflow:update',
			'workflow:activate',
			'credential:list',
			'credential:create',
		]),
		types: new Map([
			[
				'healthSailApi',
				{ required: ['baseUrl', 'apiKey', 'hashKey'], secret: ['apiKey', 'hashKey'] },
			],
			['tebraSoapApi', { required: ['customerKey', 'user'], secret: ['customerKey', 'password'] }],
		]),
	};
	const server = createServer((request, response) => {
		void readBody(request).then((body) => {
			const url = new URL(request.url ?? '/', 'http://127.0.0.1');
			const call = {
				method: request.method ?? 'GET',
				path: url.pathname,
				query: url.searchParams,
				body,
				request,
			};
			fake.calls.push(`${call.method} ${call.path}`);
			send(response, call.path.startsWith('/api/v1/') ? publicApi(fake, call) : editor(fake, call));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return Object.assign(fake, {
		url: `http://127.0.0.1:${port}`,
		close: () =>
			new Promise<void>((resolve, reject) => {
				server.close((error) => (error ? reject(error) : resolve()));
				server.closeAllConnections();
			}),
	});
}

type State = Omit<FakeN8n, 'url' | 'close'>;

function publicApi(fake: State, call: Call): Reply {
	if (call.request.headers['x-n8n-api-key'] !== apiKey) return [401, { message: 'Unauthorized' }];
	const [resource = '', id, action] = call.path.replace('/api/v1/', '').split('/');
	const scope = scopeOf(call.method, resource, id, action);
	if (scope !== undefined && !fake.scopes.has(scope)) return [403, { message: 'Forbidden' }];
	if (resource === 'workflows') return workflowCall(fake, call, id, action);
	if (resource === 'credentials') return credentialCall(fake, call, id, action);
	return [404, { message: 'not found' }];
}

function scopeOf(method: string, resource: string, id?: string, action?: string) {
	if (resource === 'credentials' && id === 'schema') return undefined;
	const one = resource === 'workflows' ? 'workflow' : 'credential';
	if (action === 'activate') return 'workflow:activate';
	return `${one}:${method === 'GET' ? 'list' : method === 'POST' ? 'create' : 'update'}`;
}

function workflowCall(fake: State, call: Call, id?: string, action?: string): Reply {
	if (call.method === 'GET') return page(fake.workflows, call.query);
	const refused = ['id', 'meta', 'active'].find((name) => name in call.body);
	if (refused && !action) return [400, { message: `request/body/${refused} is read-only` }];
	if (action === 'activate') {
		const workflow = fake.workflows.find((candidate) => candidate.id === id);
		if (!workflow) return [404, { message: 'Not Found' }];
		workflow.active = true;
		return [200, workflow];
	}
	const { name, nodes, connections, settings } = call.body as unknown as StoredWorkflow;
	if (call.method === 'POST') {
		const workflow = {
			id: randomUUID().slice(0, 16),
			name,
			active: false,
			isArchived: false,
			nodes,
			connections,
			// The real one adds settings of its own.
			settings: { ...settings, availableInMCP: false },
		};
		fake.workflows.push(workflow);
		return [200, workflow];
	}
	const workflow = fake.workflows.find((candidate) => candidate.id === id);
	if (!workflow) return [404, { message: 'Not Found' }];
	// On an update the real one drops a time limit that equals the instance's own.
	const { executionTimeout, ...others } = settings;
	const kept = executionTimeout === instanceTimeLimit ? others : settings;
	Object.assign(workflow, { name, nodes, connections, settings: kept });
	return [200, workflow];
}

function credentialCall(fake: State, call: Call, id?: string, type?: string): Reply {
	if (call.method === 'GET' && id === 'schema') {
		const known = fake.types.get(type ?? '');
		if (!known) return [404, { message: 'Not Found' }];
		const names = [...new Set([...known.required, ...known.secret])];
		const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
		return [
			200,
			{ additionalProperties: false, type: 'object', properties, required: known.required },
		];
	}
	if (call.method === 'GET') {
		return page(
			fake.credentials.map(({ data: _data, ...rest }) => rest),
			call.query,
		);
	}
	const { name, type: wanted, data } = call.body as unknown as StoredCredential;
	const missing = fake.types.get(wanted)?.required.find((member) => !(member in data));
	if (missing) return [400, { message: `request.body.data requires property "${missing}"` }];
	const credential = { id: randomUUID().slice(0, 16), name, type: wanted, data };
	fake.credentials.push(credential);
	return [200, { id: credential.id, name, type: wanted }];
}

function editor(fake: State, call: Call): Reply {
	if (call.path === '/rest/login') {
		const { emailOrLdapLoginId, password } = call.body;
		return emailOrLdapLoginId === login.email && password === login.password
			? [
					200,
					{ data: { email: login.email } },
					{ 'set-cookie': 'n8n-auth=session; Path=/; HttpOnly' },
				]
			: [401, { code: 401, message: 'Wrong username or password.' }];
	}
	if (call.request.headers.cookie !== 'n8n-auth=session') return [401, { message: 'Unauthorized' }];
	const id = call.path.replace('/rest/credentials', '').replace('/', '');
	if (id === '') return [200, { data: fake.credentials.map(({ data: _data, ...rest }) => rest) }];
	const credential = fake.credentials.find((candidate) => candidate.id === id);
	if (!credential) return [404, { code: 404, message: 'not found' }];
	const secrets = fake.types.get(credential.type)?.secret ?? [];
	if (call.method === 'PATCH') {
		const data = call.body.data as Record<string, unknown>;
		credential.data = Object.fromEntries(
			Object.entries(data).map(([key, value]) => [
				key,
				value === blank ? credential.data[key] : value,
			]),
		);
	}
	const data = Object.fromEntries(
		Object.entries(credential.data).map(([key, value]) => [
			key,
			secrets.includes(key) && value !== '' ? blank : value,
		]),
	);
	return [200, { data: { ...credential, data } }];
}

function page(rows: readonly unknown[], query: URLSearchParams): Reply {
	const from = Number(query.get('cursor') ?? 0);
	const next = from + pageSize;
	return [
		200,
		{ data: rows.slice(from, next), nextCursor: next < rows.length ? String(next) : null },
	];
}

function send(response: ServerResponse, [status, body, headers]: Reply): void {
	response.writeHead(status, { 'content-type': 'application/json', ...headers });
	response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	const text = Buffer.concat(parts).toString('utf8');
	return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
