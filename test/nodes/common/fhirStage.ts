import type { IDataObject, NodeParameterValueType } from 'n8n-workflow';

import type { FakeSystems } from '../../support/fakeSystems';
import { startFakes } from '../../support/fakeSystems';
import type { NodeResult } from '../../support/nodes';
import { runNode } from '../../support/nodes';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';

/**
 * A vendor's node against its sandbox with a second, FHIR credential, beside a HealthSail that knows
 * every patient of the practice. All people are synthetic.
 */

export type Values = Record<string, unknown>;

/** What differs between vendors. */
export interface FhirVendorStage {
	readonly key: string;
	readonly nodeType: string;
	readonly fhirType: string;
	/** Credentials but for the FHIR one. */
	readonly credentials: (sandboxUrl: string, over?: Values) => Record<string, Values>;
	readonly fhirCredential: (sandboxUrl: string) => Values;
}

export interface FhirTruth {
	readonly id: string;
	readonly vendorId: string;
	readonly firstName: string;
	readonly lastName: string;
	readonly birthDate?: string;
	readonly reached: boolean;
}

export interface FhirStage {
	readonly sandbox: SandboxProcess;
	readonly fakes: FakeSystems;
	readonly url: string;
	/** Patients of the practice whom the node can read. */
	readonly patients: readonly FhirTruth[];
	/** External ids that HealthSail holds as verified, by the number of the record. */
	readonly verified: Record<string, { externalIds: object[] }>;
	/** Runs an operation; `fhir` null = without the FHIR credential. */
	run(
		operation: string,
		parameters: Record<string, NodeParameterValueType>,
		fhir?: Values | null,
		main?: Values,
	): Promise<NodeResult>;
	control(path: string, body?: object, method?: string): Promise<unknown>;
	fault(body: object): Promise<void>;
	truth(group: string): Promise<FhirTruth[]>;
	close(): Promise<void>;
}

/** Opens it on a port; `args` are further options of the sandbox. */
export async function openFhirStage(
	port: number,
	vendor: FhirVendorStage,
	args: readonly string[] = [],
): Promise<FhirStage> {
	const sandbox = await startSandbox(port, [
		...['--systems', vendor.key, '--patients', '60', '--seed', '7', '--speed', '60', '--no-limits'],
		...['--second-practice', '12'],
		...args,
	]);
	const url = sandbox.url(vendor.key);
	const control = async (path: string, body?: object, method = 'POST'): Promise<unknown> => {
		const answer = await fetch(`${sandbox.status}/control/${path}`, {
			method,
			...(body && {
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(body),
			}),
		});
		if (!answer.ok) throw new Error(`The control call ${path} failed: ${await answer.text()}`);
		const text = await answer.text();
		return text === '' ? {} : (JSON.parse(text) as unknown);
	};
	const truth = async (group: string): Promise<FhirTruth[]> => {
		const state = await control(`${vendor.key}/state?group=${group}`, undefined, 'GET');
		return (state as { patients: FhirTruth[] }).patients;
	};
	const patients = (await truth('included')).filter(({ reached }) => reached);
	const verified: Record<string, { externalIds: object[] }> = {};
	const json = (body: unknown) => ({
		status: 200,
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(body),
	});
	const fakes = await startFakes(
		() => ({ status: 404 }),
		Object.fromEntries(
			patients.map(({ id, vendorId }) => [
				vendorId,
				{ customerId: `cus_${id}`, version: 1, syncState: 'included' as const },
			]),
		),
		({ url: asked, body }) => {
			if (asked.endsWith('/audit-events/bulk')) {
				const { items } = JSON.parse(body) as { items: unknown[] };
				return json({ data: items.map((_, index) => ({ index, result: 'created' })) });
			}
			const id = /\/customers\/cus_(\w+)/.exec(asked)?.[1];
			return id === undefined
				? undefined
				: json({ id: `cus_${id}`, status: 'active', externalIds: verified[id]?.externalIds ?? [] });
		},
	);
	return {
		...{ sandbox, fakes, url, patients, verified, control, truth },
		async run(operation, parameters, fhir = {}, main = {}) {
			const [resource, name] = operation.split('.');
			return await runNode({
				nodeType: vendor.nodeType,
				parameters: { resource, operation: name, ...parameters },
				baseUrls: { healthSail: fakes.baseUrls.healthSail },
				credentials: {
					...vendor.credentials(url, main),
					...(fhir !== null && { [vendor.fhirType]: { ...vendor.fhirCredential(url), ...fhir } }),
				} as Record<string, IDataObject> as never,
			});
		},
		fault: async (body) => {
			await control('faults', { system: vendor.key, ...body });
		},
		async close() {
			await sandbox.stop();
			await fakes.close();
		},
	};
}

/** What a run was refused with. */
export function failureOf({ error }: NodeResult): IDataObject | undefined {
	return (error as { context?: { failure?: IDataObject } } | undefined)?.context?.failure;
}
