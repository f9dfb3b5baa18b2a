import type { IDataObject, IExecuteFunctions, NodeParameterValueType } from 'n8n-workflow';

import type { FakeSystems, KnownCustomer } from '../../support/fakeSystems';
import { startFakes } from '../../support/fakeSystems';
import type { NodeResult } from '../../support/nodes';
import { openContext, runNode } from '../../support/nodes';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';

/**
 * The node against Tebra's sandbox, beside a HealthSail that knows every patient unless a test says
 * otherwise. All people are synthetic.
 */
export interface SandboxStage {
	readonly sandbox: SandboxProcess;
	readonly fakes: FakeSystems;
	run(
		operation: string,
		parameters?: Record<string, NodeParameterValueType>,
		more?: { profile?: object; credentials?: Record<string, IDataObject>; items?: IDataObject[] },
	): Promise<NodeResult>;
	/** What a port of the node works with, for tests of the port alone. */
	context(): IExecuteFunctions;
	/** Arms a fault of the sandbox for one operation. */
	fault(body: object): Promise<void>;
	close(): Promise<void>;
}

/** The kind of failure that an error of a node tells; undefined = none. */
export function kindOf(error: unknown): unknown {
	const context = (error as { context?: IDataObject } | undefined)?.context;
	return (context?.failure as IDataObject | undefined)?.kind;
}

export async function openSandboxStage(
	port: number,
	args: readonly string[] = [],
	known: Readonly<Record<string, KnownCustomer>> = {},
	customers: Readonly<Record<string, unknown>> = {},
): Promise<SandboxStage> {
	const sandbox = await startSandbox(port, [
		...['--patients', '40', '--seed', '7', '--speed', '60', '--no-limits'],
		...args,
	]);
	const everybody = Object.fromEntries(
		Array.from({ length: 120 }, (_, index) => [
			String(index + 1),
			{ customerId: `cus_${index + 1}`, version: 1, syncState: 'included' as const },
		]),
	);
	const json = (body: unknown) => ({
		status: 200,
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(body),
	});
	const fakes = await startFakes(
		() => ({ status: 404 }),
		{ ...everybody, ...known },
		({ url, body }) => {
			if (url.endsWith('/audit-events/bulk')) {
				const { items } = JSON.parse(body) as { items: unknown[] };
				return json({ data: items.map((_, index) => ({ index, result: 'created' })) });
			}
			const id = /\/customers\/(cus_\w+)/.exec(url)?.[1];
			return id === undefined
				? undefined
				: json({ id, status: 'active', externalIds: [], ...(customers[id] as object) });
		},
	);
	const baseUrls = { tebra: sandbox.tebra, healthSail: fakes.baseUrls.healthSail };
	return {
		sandbox,
		fakes,
		context: () =>
			openContext({
				nodeType: 'tebra',
				baseUrls,
				credentials: { tebraSoapApi: { sandboxSpeed: 0 } },
			}),
		async run(operation, parameters = {}, { profile, credentials = {}, items } = {}) {
			const [resource, name] = operation.split('.');
			return await runNode({
				nodeType: 'tebra',
				parameters: { resource, operation: name, ...parameters },
				baseUrls,
				credentials: {
					...credentials,
					tebraSoapApi: {
						sandboxSpeed: 0,
						...(profile && { practiceProfile: JSON.stringify({ version: 1, ...profile }) }),
						...credentials.tebraSoapApi,
					},
				},
				...(items && { items }),
			});
		},
		async fault(body) {
			const answer = await fetch(`${sandbox.status}/control/faults`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(body),
			});
			if (!answer.ok) throw new Error(`The fault was refused: ${await answer.text()}`);
		},
		async close() {
			await sandbox.stop();
			await fakes.close();
		},
	};
}
