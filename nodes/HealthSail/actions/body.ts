import type { INodeProperties } from 'n8n-workflow';

import { SafeError } from '../../../lib/privacy/errors';
import { outcomeOf } from '../../common/outcome';
import { byDisplayName } from './fields';

/** One editable field of a resource: its parameter, and where its value stands in the body. */
export interface FieldSpec {
	readonly property: INodeProperties;
	/** Dotted path in the contract's body, e.g. `demographics.familyName`. */
	readonly path: string;
	/** False where the contract does not let the field be empty. */
	readonly clearable?: boolean;
}

type Body = Record<string, unknown>;

/** The collection in which only the fields that are to be written are added. */
export function fieldsCollection(
	name: 'additionalFields' | 'updateFields',
	specs: readonly FieldSpec[],
): INodeProperties {
	return {
		displayName: name === 'updateFields' ? 'Update Fields' : 'Additional Fields',
		name,
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		description:
			name === 'updateFields'
				? 'Fields to change. A field that is not added keeps its value.'
				: 'More fields to fill',
		options: specs.map(({ property }) => property).sort(byDisplayName),
	};
}

/** The list in which fields are chosen that are to be emptied: null in the contract's words. */
export function clearFieldsField(specs: readonly FieldSpec[]): INodeProperties {
	return {
		displayName: 'Clear Fields',
		name: 'clearFields',
		type: 'multiOptions',
		default: [],
		description: 'Fields to empty in HealthSail. They must not stand under Update Fields as well.',
		options: specs
			.filter(({ clearable }) => clearable !== false)
			.map(({ property }) => ({ name: property.displayName, value: property.name }))
			.sort((a, b) => (a.name < b.name ? -1 : 1)),
	};
}

/**
 * Builds the body of a write: a field that was not added is absent (keeps), a cleared one is null.
 *
 * @throws SafeError `validation` naming the labels of fields that are filled and cleared, or hold
 *   text where JSON is wanted
 */
export async function toBody(
	specs: readonly FieldSpec[],
	values: Readonly<Record<string, unknown>>,
	cleared: readonly string[] = [],
): Promise<Body> {
	const body: Body = {};
	for (const spec of specs) {
		const { name, displayName } = spec.property;
		const isGiven = values[name] !== undefined;
		if (isGiven && cleared.includes(name)) {
			throw invalidField(displayName, 'is filled and cleared at the same time');
		}
		if (isGiven) setAtPath(body, spec.path, await valueOf(spec.property, values[name]));
		if (cleared.includes(name)) setAtPath(body, spec.path, null);
	}
	return body;
}

/** The value of a field of type `json`, which n8n gives as text or as an object. */
export async function readJson(displayName: string, value: unknown): Promise<unknown> {
	if (typeof value !== 'string') return value;
	const outcome = await outcomeOf(async () => JSON.parse(value) as unknown);
	if (outcome.ok) return outcome.value;
	throw invalidField(displayName, 'is not readable as JSON');
}

/** A parameter that cannot be used; names the label, never the value. */
export function invalidField(displayName: string, what: string): SafeError {
	return new SafeError({
		kind: 'validation',
		message: `The field "${displayName}" ${what}`,
		nextStep: `Correct "${displayName}" in the node.`,
		fields: [displayName],
	});
}

async function valueOf(property: INodeProperties, value: unknown): Promise<unknown> {
	return property.type === 'json' ? await readJson(property.displayName, value) : value;
}

function setAtPath(body: Body, path: string, value: unknown): void {
	const parts = path.split('.');
	const last = parts.pop() as string;
	let target = body;
	for (const part of parts) {
		target[part] ??= {};
		target = target[part] as Body;
	}
	target[last] = value;
}
