// Every name that n8n or a person keeps outside this repository: in workflows, credentials and imports.
import type {
	ICredentialType,
	INodeProperties,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import manifest from '../../../package.json';
import { loadClass, readTemplateManifests } from './namesFile';

const create = <Type>(file: string) => new (loadClass(file) as new () => Type)();

/**
 * The names of the sources as they stand, one line each, sorted. Defaults are among them, because
 * n8n does not store a parameter that stands on its default.
 */
export function currentNames(): string[] {
	const lines = [
		...manifest.n8n.nodes.flatMap((file) => ofNode(create<INodeType>(file).description)),
		...manifest.n8n.credentials.flatMap((file) => ofCredential(create<ICredentialType>(file))),
		...ofTemplates(),
	];
	return [...new Set(lines)].sort();
}

function ofNode(description: INodeTypeDescription): string[] {
	const { name, version, credentials = [], outputs, outputNames, properties } = description;
	return [
		...[version].flat().map((number) => `version ${number}`),
		...credentials.map((entry) => `credential ${entry.name}`),
		...ofOutputs(outputNames ?? outputs),
		...properties.flatMap(ofProperty),
	].map((text) => `node ${name}, ${text}`);
}

function ofCredential({ name, properties }: ICredentialType): string[] {
	return properties.flatMap(ofProperty).map((text) => `credential ${name}, ${text}`);
}

/**
 * Connections are stored by the number of the output: the order counts, too. Operations with outputs
 * of their own stand in the expression as `operation: [names]`.
 */
function ofOutputs(outputs: INodeTypeDescription['outputs'] | string[]): string[] {
	if (typeof outputs !== 'string') return [`outputs ${JSON.stringify(outputs)}`];
	const found = [...outputs.matchAll(/['"]([\w.:]+)['"]: ?(\[[^\]]+\])/g)];
	if (found.length === 0) throw new Error(`Outputs of an unknown form: ${outputs}`);
	return found.map(
		([, operation, names]) => `outputs of ${operation} ${names.replaceAll("'", '"')}`,
	);
}

/** A parameter once for each product, resource and operation that shows it. */
function ofProperty(property: INodeProperties): string[] {
	if (property.type === 'notice') return [];
	const inside = namesInside(property, '');
	return placesOf(property).flatMap((place) => inside.map((text) => place + text));
}

function namesInside(property: INodeProperties, parent: string): string[] {
	const { default: fallback, options = [] } = property;
	const name = parent + property.name;
	return [
		`${name}, default ${JSON.stringify(fallback)}`,
		...options.flatMap((option) => {
			if ('values' in option)
				return option.values.flatMap((value) => namesInside(value, `${name}.${option.name}.`));
			if ('type' in option) return namesInside(option, `${name}.`);
			return [`${name} = ${JSON.stringify((option as INodePropertyOptions).value)}`];
		}),
	];
}

function placesOf({ displayOptions }: INodeProperties): string[] {
	const shown = ['product', 'resource', 'operation'].map((name) => displayOptions?.show?.[name]);
	return shown.reduce<string[]>(
		(places, values) =>
			values === undefined
				? places
				: places.flatMap((place) => values.map((value) => `${place}${String(value)}, `)),
		[''],
	);
}

function ofTemplates(): string[] {
	return readTemplateManifests().flatMap(({ id, credentials, workflows }) => [
		...credentials.map(({ name, type }) => `set ${id}, credential ${name}: ${type}`),
		...workflows.map((workflow) => `set ${id}, workflow ${workflow.key}: ${workflow.name}`),
		...workflows.map((workflow) => `set ${id}, workflow ${workflow.key}: ID ${workflow.id}`),
	]);
}
