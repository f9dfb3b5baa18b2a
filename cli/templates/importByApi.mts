import type { PublicApi } from '../n8n/publicApi.mjs';
import { CliFailure } from '../support/failure.mjs';
import { bindWorkflow, type Bindings } from './bind.mjs';
import type { WorkflowJson } from './catalog.mjs';
import { emptyData, type CredentialValues } from './credentialData.mjs';
import { credentialKey, type CredentialStep, type ImportPlan, type WorkflowStep } from './plan.mjs';

export interface ImportedCredential {
	readonly type: string;
	readonly name: string;
	readonly id: string;
	/** `empty`: a person must fill it in. */
	readonly action: 'kept' | 'filled' | 'empty';
}

export interface ImportedWorkflow {
	readonly set: string;
	readonly key: string;
	readonly name: string;
	readonly id: string;
	readonly action: 'created' | 'updated' | 'unchanged' | 'kept';
	readonly active: boolean;
	/** Whether it does its work only once it is published. */
	readonly needsPublishing: boolean;
}

export interface ImportResult {
	readonly credentials: readonly ImportedCredential[];
	readonly workflows: readonly ImportedWorkflow[];
}

export interface ImportOptions {
	readonly values: CredentialValues;
	readonly activate: boolean;
	/** Whether a workflow that differs from its template is overwritten. */
	readonly overwrite: boolean;
	readonly report: (doing: string) => void;
}

/**
 * Carries a plan out: credentials, then workflows with callees first, then publishing. Stops at the
 * first refusal; running the same import again goes on where it stopped.
 */
export async function importByApi(
	api: PublicApi,
	plan: ImportPlan,
	options: ImportOptions,
): Promise<ImportResult> {
	const credentials: ImportedCredential[] = [];
	for (const step of plan.credentials) {
		options.report(`credential ${step.name}`);
		credentials.push(await importCredential(api, step, options.values));
	}
	const credentialIds = new Map(
		credentials.map(({ type, name, id }) => [credentialKey(type, name), id]),
	);
	const ids = new Map<string, { id: string; name: string }>();
	const bindings: Bindings = {
		workflows: ids,
		credentialId: (type, name) => credentialIds.get(credentialKey(type, name)),
	};
	const written: Array<{ step: WorkflowStep; result: ImportedWorkflow }> = [];
	for (const step of plan.workflows) {
		options.report(`workflow ${step.workflow.json.name}`);
		const result = await importWorkflow(api, step, bindings, options.overwrite);
		ids.set(step.workflow.json.id, { id: result.id, name: result.name });
		written.push({ step, result });
	}
	const workflows: ImportedWorkflow[] = [];
	for (const { step, result } of written) {
		if (!options.activate || !step.workflow.activate || result.active) {
			workflows.push(result);
			continue;
		}
		options.report(`publishing ${result.name}`);
		await api.activateWorkflow(result.id);
		workflows.push({ ...result, active: true });
	}
	return { credentials, workflows };
}

async function importCredential(
	api: PublicApi,
	step: CredentialStep,
	values: CredentialValues,
): Promise<ImportedCredential> {
	const { type, name, existingId } = step;
	if (existingId !== undefined) return { type, name, id: existingId, action: 'kept' };
	const schema = await api.credentialSchema(type);
	if (schema === undefined) {
		throw new CliFailure(
			'refused',
			`This n8n does not know the credential type ${type}.`,
			'Install the community package n8n-nodes-healthsail in this n8n first, then run the same command again.',
		);
	}
	const given = values[name];
	const { id } = await api.createCredential({ name, type, data: given ?? emptyData(schema) });
	return { type, name, id, action: given ? 'filled' : 'empty' };
}

async function importWorkflow(
	api: PublicApi,
	{ set, workflow, existing, action }: WorkflowStep,
	bindings: Bindings,
	overwrite: boolean,
): Promise<ImportedWorkflow> {
	const { name } = workflow.json;
	const about = { set, key: workflow.key, needsPublishing: workflow.activate };
	const body = toBody(bindWorkflow(workflow.json, bindings));
	if (existing === undefined) {
		const { id, active } = await api.createWorkflow(body);
		return { ...about, name, id, action: 'created', active };
	}
	if (action === 'unchanged' || !overwrite) {
		const { id, active } = existing;
		return {
			...about,
			name: existing.name,
			id,
			action: action === 'unchanged' ? 'unchanged' : 'kept',
			active,
		};
	}
	const { id, active } = await api.updateWorkflow(existing.id, body);
	return { ...about, name, id, action: 'updated', active };
}

/** The members that n8n's public API takes; it refuses `id` and `meta`. */
function toBody({ name, nodes, connections, settings }: WorkflowJson) {
	return { name, nodes, connections, settings };
}
