import { z } from 'zod';

import { CliFailure } from '../support/failure.mjs';
import { createHttpClient, type HttpAnswer, type HttpRequest } from '../support/http.mjs';

/** A workflow as n8n's public API gives and takes it; members we do not use pass through unread. */
export const remoteWorkflowSchema = z.object({
	id: z.string(),
	name: z.string(),
	active: z.boolean(),
	isArchived: z.boolean().optional(),
	nodes: z.array(
		z.object({ id: z.string().optional(), name: z.string().optional() }).passthrough(),
	),
	connections: z.record(z.unknown()),
	settings: z.record(z.unknown()).nullish(),
});
export type RemoteWorkflow = z.infer<typeof remoteWorkflowSchema>;

const remoteCredentialSchema = z.object({ id: z.string(), name: z.string(), type: z.string() });
export type RemoteCredential = z.infer<typeof remoteCredentialSchema>;

const credentialSchemaSchema = z.object({
	properties: z.record(
		z.object({ type: z.string().optional(), enum: z.array(z.unknown()).optional() }),
	),
	required: z.array(z.string()).default([]),
});
export type CredentialSchema = z.infer<typeof credentialSchemaSchema>;

export interface WorkflowBody {
	readonly name: string;
	readonly nodes: readonly unknown[];
	readonly connections: object;
	readonly settings: object;
}

/** n8n's public API as far as the importer needs it (n8n 2.41). */
export interface PublicApi {
	readonly url: string;
	listWorkflows(report?: (howFar: string) => void): Promise<RemoteWorkflow[]>;
	createWorkflow(body: WorkflowBody): Promise<RemoteWorkflow>;
	updateWorkflow(id: string, body: WorkflowBody): Promise<RemoteWorkflow>;
	activateWorkflow(id: string): Promise<void>;
	listCredentials(): Promise<RemoteCredential[]>;
	/** What a credential of the type may hold; undefined = this n8n does not know the type. */
	credentialSchema(type: string): Promise<CredentialSchema | undefined>;
	createCredential(body: { name: string; type: string; data: object }): Promise<RemoteCredential>;
}

const pageSize = 100;

/** @param url the address people open in the browser, without `/api` */
export function createPublicApi(url: string, apiKey: string): PublicApi {
	const client = createHttpClient(`${url}/api/v1`, { 'X-N8N-API-KEY': apiKey }, 'n8n');

	const call = async (doing: string, scope: string, request: HttpRequest): Promise<unknown> => {
		const answer = await client.send(request);
		if (answer.status >= 200 && answer.status < 300) return answer.data;
		throw refusal(doing, scope, answer);
	};
	const listAll = async <T,>(
		row: z.ZodType<T, z.ZodTypeDef, unknown>,
		doing: string,
		scope: string,
		path: string,
		report?: (howFar: string) => void,
	): Promise<T[]> => {
		const page = z.object({ data: z.array(row), nextCursor: z.string().nullish() });
		const rows: T[] = [];
		let cursor: string | undefined;
		do {
			const data = await call(doing, scope, {
				method: 'GET',
				path,
				query: { limit: pageSize, ...(cursor && { cursor }) },
			});
			const answer = read(page, data, doing);
			rows.push(...answer.data);
			report?.(`${rows.length} so far`);
			cursor = answer.nextCursor ?? undefined;
		} while (cursor);
		return rows;
	};

	return {
		url,
		listWorkflows: (report) =>
			listAll(remoteWorkflowSchema, 'list workflows', 'workflow:list', '/workflows', report),
		async createWorkflow(body) {
			const doing = `create the workflow "${body.name}"`;
			const data = await call(doing, 'workflow:create', {
				method: 'POST',
				path: '/workflows',
				body,
			});
			return read(remoteWorkflowSchema, data, doing);
		},
		async updateWorkflow(id, body) {
			const doing = `update the workflow "${body.name}"`;
			const scopes = 'workflow:update (and workflow:activate, when the workflow is published)';
			const data = await call(doing, scopes, {
				method: 'PUT',
				path: `/workflows/${encodeURIComponent(id)}`,
				body,
			});
			return read(remoteWorkflowSchema, data, doing);
		},
		async activateWorkflow(id) {
			await call('publish a workflow', 'workflow:activate', {
				method: 'POST',
				path: `/workflows/${encodeURIComponent(id)}/activate`,
				body: {},
			});
		},
		listCredentials: () =>
			listAll(remoteCredentialSchema, 'list credentials', 'credential:list', '/credentials'),
		async credentialSchema(type) {
			const answer = await client.send({
				method: 'GET',
				path: `/credentials/schema/${encodeURIComponent(type)}`,
			});
			if (answer.status === 404) return undefined;
			const doing = 'read a credential type';
			if (answer.status !== 200) throw refusal(doing, 'credential:create', answer);
			return read(credentialSchemaSchema, answer.data, doing);
		},
		async createCredential(body) {
			const doing = `create the credential "${body.name}"`;
			const data = await call(doing, 'credential:create', {
				method: 'POST',
				path: '/credentials',
				body,
			});
			return read(remoteCredentialSchema, data, doing);
		},
	};
}

function read<T>(schema: z.ZodType<T, z.ZodTypeDef, unknown>, data: unknown, doing: string): T {
	const result = schema.safeParse(data);
	if (result.success) return result.data;
	throw new CliFailure(
		'refused',
		`The answer to "${doing}" is not what n8n 2.41 gives.`,
		'Check that --url is the address of n8n itself, and its version.',
	);
}

function refusal(doing: string, scope: string, { status, data }: HttpAnswer): CliFailure {
	if (status === 401) {
		return new CliFailure(
			'access',
			'n8n refused the API key.',
			'Make one in n8n under Settings → n8n API and put it into HEALTHSAIL_N8N_API_KEY.',
		);
	}
	if (status === 403) {
		return new CliFailure(
			'access',
			`The API key may not ${doing}.`,
			`In n8n under Settings → n8n API give the key the scope ${scope}; its owner needs the right too (listing credentials is for owners and admins).`,
		);
	}
	if (status === 404) {
		return new CliFailure(
			'refused',
			`n8n does not know the address used to ${doing}.`,
			'Check --url, and that the public API of this n8n is not switched off.',
		);
	}
	if (status === 429 || status >= 500) {
		return new CliFailure(
			'unreachable',
			`n8n could not ${doing} just now (status ${status}).`,
			'Wait until it is up, then run the same command again: what was done stays done.',
		);
	}
	const said = z.object({ message: z.string() }).safeParse(data);
	const words = said.success ? ` n8n says: ${said.data.message}` : '';
	return new CliFailure(
		'refused',
		`n8n did not ${doing} (status ${status}).${words}`,
		/Unrecognized node type|not a known type/.test(words)
			? 'Install the community package n8n-nodes-healthsail in this n8n first.'
			: 'Correct what n8n names, then run the same command again.',
	);
}
