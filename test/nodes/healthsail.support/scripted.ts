import type { IDataObject } from 'n8n-workflow';

import {
	startServer,
	type LocalServer,
	type Reply,
	type SeenRequest,
} from '../../support/localServer';
import { healthSailAt } from './run';

export type Script = (request: SeenRequest, number: number) => Reply;

/** A JSON answer. */
export const json = (value: unknown, status = 200): Reply => ({
	status,
	body: JSON.stringify(value),
});

/** A problem answer as the contract has it. */
export const problem = (status: number, code: string, more: object = {}): Reply => ({
	status,
	headers: { 'Content-Type': 'application/problem+json' },
	body: JSON.stringify({ type: 'x', title: 'x', status, code, retryable: false, ...more }),
});

/** A customer with nothing but its id and version. */
export const record = (number: number) => ({ id: `cus_${number}`, version: 1 });

/** The hash of a patient or customer, or a key of a call. */
export const anyHash = expect.stringMatching(/^[0-9a-f]{64}$/) as unknown;

/** Takes every audit event and answers the rest as told. */
export const withAudit =
	(rest: Script): Script =>
	(request, number) => {
		if (!request.url.endsWith('/audit-events/bulk')) return rest(request, number);
		const { items } = JSON.parse(request.body) as { items: unknown[] };
		return json({
			data: items.map((_item, index) => ({ index, result: 'created', id: `aud_${index}` })),
		});
	};

/** The events of a body that was sent to the audit trail. */
export const auditOf = (body: string) => (JSON.parse(body) as { items: IDataObject[] }).items;

/** Scripted servers for one test; `close` ends the one that runs. */
export function scriptedHealthSail() {
	let server: LocalServer | undefined;
	return {
		/** Starts a server with JSON answers and gives the node pointed at it, and what it saw. */
		async serve(script: Script, credential: Record<string, string> = {}) {
			server = await startServer((request, number) => {
				const reply = script(request, number);
				return { headers: { 'Content-Type': 'application/json', ...reply.headers }, ...reply };
			});
			const hs = healthSailAt(`${server.url}/v1`, { healthSailApi: credential });
			return { hs, requests: server.requests };
		},
		async close() {
			await server?.close();
			server = undefined;
		},
	};
}
