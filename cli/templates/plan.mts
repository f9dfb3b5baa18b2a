import { isDeepStrictEqual } from 'node:util';

import type { RemoteCredential, RemoteWorkflow } from '../n8n/publicApi.mjs';
import { CliFailure } from '../support/failure.mjs';
import { bindWorkflow, type Bindings } from './bind.mjs';
import type { TemplateSet, TemplateWorkflow, WorkflowJson } from './catalog.mjs';

export interface CredentialStep {
	readonly type: string;
	readonly name: string;
	readonly purpose: string;
	/** Undefined = it is missing and will be created. */
	readonly existingId: string | undefined;
}

export interface WorkflowStep {
	readonly set: string;
	readonly workflow: TemplateWorkflow;
	readonly existing: RemoteWorkflow | undefined;
	readonly action: 'create' | 'update' | 'unchanged';
}

export interface ImportPlan {
	readonly credentials: readonly CredentialStep[];
	/** Callees first. */
	readonly workflows: readonly WorkflowStep[];
}

/**
 * Compares the sets with what an n8n holds. A workflow is recognized by its node ids, which the
 * templates fix, so that one renamed in the editor is found and a stranger of the same name is not
 * overwritten.
 *
 * @throws CliFailure when credentials or workflows there are ambiguous
 */
export function planImport(
	sets: readonly TemplateSet[],
	present: {
		readonly credentials: readonly RemoteCredential[];
		readonly workflows: readonly RemoteWorkflow[];
	},
): ImportPlan {
	const credentials = planCredentials(sets, present.credentials);
	const bound = new Map(
		credentials.flatMap(({ type, name, existingId }) =>
			existingId === undefined ? [] : [[credentialKey(type, name), existingId] as const],
		),
	);
	const ids = new Map<string, { id: string; name: string }>();
	const bindings: Bindings = {
		workflows: ids,
		credentialId: (type, name) => bound.get(credentialKey(type, name)),
	};
	const workflows = sets.flatMap((set) =>
		set.workflows.map((workflow): WorkflowStep => {
			const existing = findExisting(workflow.json, present.workflows);
			const { id, name } = workflow.json;
			// What is still to be created has no id yet; its template id stands in for the comparison.
			ids.set(id, { id: existing?.id ?? id, name });
			const wanted = bindWorkflow(workflow.json, bindings);
			const action =
				existing === undefined ? 'create' : isSame(wanted, existing) ? 'unchanged' : 'update';
			return { set: set.id, workflow, existing, action };
		}),
	);
	return { credentials, workflows };
}

export const credentialKey = (type: string, name: string) => `${type}\n${name}`;

function planCredentials(
	sets: readonly TemplateSet[],
	present: readonly RemoteCredential[],
): CredentialStep[] {
	const needs = new Map(
		sets.flatMap((set) =>
			set.credentials.map((need) => [credentialKey(need.type, need.name), need] as const),
		),
	);
	return [...needs.values()].map((need) => {
		const same = present.filter(({ type, name }) => type === need.type && name === need.name);
		if (same.length > 1) {
			throw new CliFailure(
				'refused',
				`This n8n has ${same.length} credentials called "${need.name}", so it is open which one belongs to this practice.`,
				'Rename or delete all but one, then run the same command again.',
			);
		}
		return { ...need, existingId: same[0]?.id };
	});
}

function findExisting(
	workflow: WorkflowJson,
	present: readonly RemoteWorkflow[],
): RemoteWorkflow | undefined {
	const ids = new Set(workflow.nodes.map((node) => node.id));
	const alike = present.filter(
		({ isArchived, nodes }) =>
			isArchived !== true && nodes.some(({ id }) => id !== undefined && ids.has(id)),
	);
	if (alike.length <= 1) return alike[0];
	const sameName = alike.filter(({ name }) => name === workflow.name);
	if (sameName.length === 1) return sameName[0];
	throw new CliFailure(
		'refused',
		`This n8n has ${alike.length} workflows made from "${workflow.name}", so it is open which one to update.`,
		'Delete or archive all but one, or import a copy of its own with --practice-suffix.',
	);
}

/** Whether an update would change nothing that the template says. */
function isSame(wanted: WorkflowJson, existing: RemoteWorkflow): boolean {
	const settings = existing.settings ?? {};
	const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
	return (
		wanted.name === existing.name &&
		isDeepStrictEqual(plain(wanted.nodes), plain(existing.nodes)) &&
		isDeepStrictEqual(plain(wanted.connections), plain(existing.connections)) &&
		// n8n adds settings of its own, and drops a time limit that equals the instance's.
		Object.entries(wanted.settings).every(
			([key, value]) =>
				settings[key] === value || (key === 'executionTimeout' && !(key in settings)),
		)
	);
}
