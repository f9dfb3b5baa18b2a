import { healthSailScopes, healthSailTriggerScope } from './operations/healthSail';
import type { NodeScopes, OperationScope } from './operations/operationScope';
import {
	hl7Scopes,
	hl7TriggerScope,
	inboxTriggerScope,
	patientMatchScopes,
} from './operations/others';
import { practiceScopes, practiceTriggerScopes } from './operations/practice';

export type { Move, OperationScope, Purpose, Side } from './operations/operationScope';

/** How a node of this pack names what it does. */
interface NodeFacts {
	readonly scopes: NodeScopes;
	/** Parameters that make up the key in `scopes`; none for a node that does one thing. */
	readonly key: readonly string[];
	/** What a parameter stands on when the workflow does not name it: n8n stores no defaults. */
	readonly defaults: Readonly<Record<string, string>>;
}

const practiceNode: NodeFacts = {
	scopes: practiceScopes,
	key: ['resource', 'operation'],
	defaults: { resource: 'patient' },
};
const practiceTrigger: NodeFacts = {
	scopes: practiceTriggerScopes,
	key: ['event'],
	defaults: { event: 'patientChanged' },
};
const single = (scope: OperationScope): NodeFacts => ({
	scopes: { '': scope },
	key: [],
	defaults: {},
});

/** Every node of this pack, by the name of its type. */
export const nodeScopes: Readonly<Record<string, NodeFacts>> = {
	advancedMd: practiceNode,
	advancedMdTrigger: practiceTrigger,
	careCloud: practiceNode,
	careCloudTrigger: practiceTrigger,
	greenway: practiceNode,
	greenwayTrigger: practiceTrigger,
	healthSail: {
		scopes: healthSailScopes,
		key: ['resource', 'operation'],
		defaults: { resource: 'customer' },
	},
	healthSailTrigger: single(healthSailTriggerScope),
	hl7Interface: {
		scopes: hl7Scopes,
		key: ['resource', 'operation'],
		defaults: { resource: 'answer' },
	},
	hl7InterfaceTrigger: single(hl7TriggerScope),
	nextGen: practiceNode,
	nextGenTrigger: practiceTrigger,
	patientMatch: {
		scopes: patientMatchScopes,
		key: ['operation'],
		defaults: { operation: 'againstCandidates' },
	},
	staffReviewInboxTrigger: single(inboxTriggerScope),
	tebra: practiceNode,
	tebraTrigger: practiceTrigger,
};

/** What a node of a workflow is set to, as the key of its scope, and the scope itself. */
export interface FoundScope {
	/** Such as `patient.getAll`; empty for a node that does one thing. */
	readonly operation: string;
	/** Absent = this pack has no such operation. */
	readonly scope?: OperationScope;
}

/**
 * The scope of a node as a workflow sets it. Undefined for a node that is not of this pack.
 *
 * @param node name of its type without the package, such as `tebra`
 * @param parameters as the workflow stores them: what stands on its default is not there
 */
export function scopeOf(
	node: string,
	parameters: Readonly<Record<string, unknown>>,
): FoundScope | undefined {
	if (!Object.hasOwn(nodeScopes, node)) return undefined;
	const { scopes, key, defaults } = nodeScopes[node];
	const values: string[] = [];
	for (const name of key) {
		const given = parameters[name];
		values.push(
			typeof given === 'string'
				? given
				: (defaults[name] ?? defaultOperation(scopes, values[0] ?? '')),
		);
	}
	const operation = values.join('.');
	return Object.hasOwn(scopes, operation) ? { operation, scope: scopes[operation] } : { operation };
}

/** What a node stands on for a resource: a plain read, else the first by name. */
function defaultOperation(scopes: NodeScopes, resource: string): string {
	const names = Object.keys(scopes)
		.filter((key) => key.startsWith(`${resource}.`))
		.map((key) => key.slice(resource.length + 1));
	const isPractice = scopes === practiceScopes;
	const plain = ['get', 'getMany'].find((name) => isPractice && names.includes(name));
	return plain ?? names.sort()[0] ?? '';
}
