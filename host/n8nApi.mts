// Talks to a running n8n as its editor does (session cookie) and as its public API is meant to be
// used (API key).
import { randomUUID } from 'node:crypto';
import axios, { type AxiosInstance } from 'axios';
import { Problem } from './boot.mjs';
import { watchExecutions, type ExecutionEnd } from './n8nPush.mjs';

export interface Login {
	email: string;
	password: string;
}

export interface WorkflowSummary {
	id: string;
	name: string;
	active: boolean;
}

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	status: string;
	mode: string;
	startedAt?: string;
	stoppedAt?: string;
}

export interface StoredCredential {
	id: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}

interface Workflow extends WorkflowSummary {
	nodes: Array<{ name: string; type: string }>;
	versionId?: string;
	[key: string]: unknown;
}

const API_KEY_SCOPES = [
	'workflow:create',
	'workflow:list',
	'workflow:read',
	'workflow:update',
	'workflow:delete',
	'workflow:activate',
	'workflow:deactivate',
	'credential:create',
	'credential:list',
	'credential:read',
	'credential:update',
	'credential:delete',
	'execution:list',
	'execution:read',
];

/** A signed-in person's session with one n8n. */
export class N8nApi {
	private readonly http: AxiosInstance;

	// n8n binds the session cookie to this id.
	private readonly browserId = randomUUID();

	private cookie = '';

	private apiKey = '';

	constructor(readonly url: string) {
		this.http = axios.create({ baseURL: url, validateStatus: () => true, proxy: false });
	}

	/** Makes the first user of a fresh n8n and stays signed in as it. */
	async setUpOwner(login: Login): Promise<void> {
		const names = { firstName: 'Demo', lastName: 'Owner' };
		await this.signIn('/rest/owner/setup', { ...login, ...names });
	}

	/** Signs an existing user in. */
	async logIn(login: Login): Promise<void> {
		const body = { emailOrLdapLoginId: login.email, password: login.password };
		await this.signIn('/rest/login', body);
	}

	/** Whether this n8n has no owner yet. */
	async needsOwner(): Promise<boolean> {
		const settings = (await this.editor('GET', '/rest/settings')) as {
			userManagement: { showSetupOnFirstLoad: boolean };
		};
		return settings.userManagement.showSetupOnFirstLoad;
	}

	/** Makes an API key for the public API and answers it. */
	async createApiKey(label: string): Promise<string> {
		const body = { label, expiresAt: null, scopes: API_KEY_SCOPES };
		const made = (await this.editor('POST', '/rest/api-keys', body)) as { rawApiKey: string };
		this.apiKey = made.rawApiKey;
		return made.rawApiKey;
	}

	/** Gives an API key that exists already, for the calls of the public API. */
	useApiKey(key: string): void {
		this.apiKey = key;
	}

	async createCredential(name: string, type: string, data: object): Promise<string> {
		const made = await this.publicApi('POST', '/api/v1/credentials', { name, type, data });
		return (made as { id: string }).id;
	}

	/** The same as the editor's form does it, which leaves out what stands on its default. */
	async saveCredential(name: string, type: string, data: object): Promise<string> {
		const made = await this.editor('POST', '/rest/credentials', { name, type, data });
		return (made as { id: string }).id;
	}

	/** The values of a credential as the editor's form gets them: secrets are blanked. */
	async readCredential(id: string): Promise<StoredCredential> {
		const path = `/rest/credentials/${id}?includeData=true`;
		return (await this.editor('GET', path)) as StoredCredential;
	}

	/** What the editor's button tests: the stored secrets with the values of the form. */
	async testCredential(credential: StoredCredential): Promise<CredentialTest> {
		const { id, name, type, data } = credential;
		const body = { credentials: { id, name, type, data } };
		return (await this.editor('POST', '/rest/credentials/test', body)) as CredentialTest;
	}

	async listCredentials(): Promise<Array<{ id: string; name: string; type: string }>> {
		return (await this.editor('GET', '/rest/credentials')) as Array<{
			id: string;
			name: string;
			type: string;
		}>;
	}

	/** Replaces the values of a credential. */
	async updateCredential(id: string, data: object): Promise<void> {
		await this.publicApi('PATCH', `/api/v1/credentials/${id}`, { data });
	}

	/**
	 * Connects an OAuth 2.0 credential as a person does: opens the page to which n8n sends the browser,
	 * agrees there, and follows the way back. For the sandbox, whose page asks nothing else.
	 */
	async connectCredential(id: string): Promise<void> {
		const address = String(await this.editor('GET', `/rest/oauth2-credential/auth?id=${id}`));
		const page = await this.http.get(`${address}&consent=yes`, { maxRedirects: 0 });
		const back = new URL(String(page.headers.location));
		const answer = await this.http.get(`${back.pathname}${back.search}`, {
			headers: this.headers(),
		});
		const isConnected = answer.status === 200 && !/error/i.test(String(answer.data).slice(0, 2000));
		if (!isConnected) throw refused(answer.status, undefined, 'connect the credential');
	}

	async createWorkflow(workflow: object): Promise<string> {
		return ((await this.publicApi('POST', '/api/v1/workflows', workflow)) as { id: string }).id;
	}

	async listWorkflows(): Promise<WorkflowSummary[]> {
		const answer = (await this.publicApi('GET', '/api/v1/workflows?limit=250')) as {
			data: WorkflowSummary[];
		};
		return answer.data;
	}

	/** The workflow of this name; a Problem when there is none or more than one. */
	async findWorkflow(name: string): Promise<WorkflowSummary> {
		const found = (await this.listWorkflows()).filter((workflow) => workflow.name === name);
		if (found.length === 1) return found[0];
		throw new Problem(`n8n holds ${found.length} workflows named "${name}"; one was expected.`);
	}

	async activate(workflowId: string): Promise<void> {
		await this.publicApi('POST', `/api/v1/workflows/${workflowId}/activate`, {});
	}

	async deactivate(workflowId: string): Promise<void> {
		await this.publicApi('POST', `/api/v1/workflows/${workflowId}/deactivate`, {});
	}

	/** Starts a workflow at one of its triggers, as the editor's button does; answers the execution's id. */
	async start(workflowId: string, trigger: string, pushRef = ''): Promise<string> {
		const workflow = (await this.editor('GET', `/rest/workflows/${workflowId}`)) as Workflow;
		if (!workflow.nodes.some((node) => node.name === trigger))
			throw new Problem(`The workflow "${workflow.name}" has no trigger named "${trigger}".`);
		const body = { workflowData: workflow, triggerToStartFrom: { name: trigger } };
		const headers: Record<string, string> = pushRef ? { 'push-ref': pushRef } : {};
		const path = `/rest/workflows/${workflowId}/run`;
		const made = (await this.editor('POST', path, body, headers)) as { executionId?: string };
		if (!made.executionId) throw new Problem(`n8n did not start "${workflow.name}".`);
		return made.executionId;
	}

	/**
	 * Runs a workflow from one of its triggers and waits for its end, listening where the editor
	 * listens: the templates let n8n keep no execution, so there is nothing to read afterwards.
	 */
	async run(workflowId: string, trigger: string, timeoutMs = 600_000): Promise<ExecutionEnd> {
		const watch = await watchExecutions(this.url, this.headers());
		try {
			const executionId = await this.start(workflowId, trigger, watch.pushRef);
			return await watch.ended(executionId, timeoutMs);
		} finally {
			watch.close();
		}
	}

	/** The newest executions that n8n still holds, running ones included. */
	async listExecutions(workflowId?: string): Promise<ExecutionSummary[]> {
		const filter = workflowId ? `&workflowId=${workflowId}` : '';
		const answer = await this.publicApi('GET', `/api/v1/executions?limit=100${filter}`);
		return (answer as { data: ExecutionSummary[] }).data;
	}

	/** The ids of the executions that run now. */
	async runningExecutions(): Promise<string[]> {
		const filter = encodeURIComponent(JSON.stringify({ status: ['running', 'new'] }));
		const answer = await this.editor('GET', `/rest/executions?filter=${filter}`);
		const { results, data } = answer as {
			results?: ExecutionSummary[];
			data?: ExecutionSummary[];
		};
		return (results ?? data ?? [])
			.filter(({ status }) => status === 'running' || status === 'new')
			.map(({ id }) => id);
	}

	/** One execution with its data ("flatted" text), or undefined when n8n keeps it no more. */
	async getExecution(id: string): Promise<Record<string, unknown> | undefined> {
		const answer = await this.http.get(`/rest/executions/${id}`, { headers: this.headers() });
		if (answer.status === 404) return undefined;
		return accept(answer.status, answer.data, `read execution ${id}`) as Record<string, unknown>;
	}

	/** Any call of the editor's REST API; answers what stands under `data`. */
	async editor(
		method: string,
		path: string,
		body?: object,
		headers: Record<string, string> = {},
	): Promise<unknown> {
		const answer = await this.http.request({
			method,
			url: path,
			data: body,
			headers: { ...this.headers(), ...headers },
		});
		return accept(answer.status, answer.data, `${method} ${path}`);
	}

	/** Any call of the public API. */
	async publicApi(method: string, path: string, body?: object): Promise<unknown> {
		const headers = { 'X-N8N-API-KEY': this.apiKey };
		const answer = await this.http.request({ method, url: path, data: body, headers });
		if (answer.status >= 200 && answer.status < 300) return answer.data;
		throw refused(answer.status, answer.data, `${method} ${path}`);
	}

	private headers(): Record<string, string> {
		return { cookie: this.cookie, 'browser-id': this.browserId };
	}

	private async signIn(path: string, body: object): Promise<void> {
		const answer = await this.http.post(path, body, { headers: { 'browser-id': this.browserId } });
		accept(answer.status, answer.data, path === '/rest/login' ? 'sign in' : 'set up its owner');
		const cookies = answer.headers['set-cookie'] ?? [];
		this.cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
	}
}

function accept(status: number, body: unknown, what: string): unknown {
	if (status < 200 || status >= 300) throw refused(status, body, what);
	const data = (body as { data?: unknown }).data;
	return data ?? body;
}

function refused(status: number, body: unknown, what: string): Error {
	const message = (body as { message?: unknown } | undefined)?.message;
	const told = typeof message === 'string' ? `: ${message}` : '';
	return new Problem(`n8n refused to ${what} (HTTP ${status}${told}).`);
}
