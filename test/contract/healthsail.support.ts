import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

type Json = Record<string, unknown>;

interface Parameter {
	name: string;
	in: 'path' | 'query' | 'header';
	required: boolean;
	schema: Json;
}

interface RawOperation {
	operationId: string;
	summary: string;
	tags: string[];
	security: Array<Record<string, string[]>>;
	parameters: Array<Parameter | { $ref: string }>;
	requestBody?: { content: Record<string, { schema: Json }> };
	responses: Record<string, Json>;
}

interface Contract extends Json {
	openapi: string;
	info: { description: string };
	tags: Array<{ name: string }>;
	paths: Record<string, Record<string, RawOperation>>;
	webhooks: Record<string, Record<string, RawOperation>>;
	components: {
		schemas: Record<string, Json>;
		parameters: Record<string, Parameter>;
		securitySchemes: { oauth2: { flows: { clientCredentials: { scopes: Json } } } };
	};
}

export interface Operation extends Omit<RawOperation, 'parameters'> {
	method: string;
	path: string;
	parameters: Parameter[];
}

export const contract: Contract = jest.requireActual('../../contract/healthsail.openapi.json');

/** An example of the proposal, copied into test/contract/examples. */
export function example(name: string): Json {
	return structuredClone(jest.requireActual(`./examples/${name}.json`));
}

export const operations: readonly Operation[] = Object.entries(contract.paths).flatMap(
	([path, item]) =>
		Object.entries(item).map(([method, operation]) => ({
			...operation,
			method: method.toUpperCase(),
			path,
			parameters: operation.parameters.map((one) =>
				'$ref' in one
					? (contract.components.parameters[one.$ref.split('/').pop() ?? ''] as Parameter)
					: one,
			),
		})),
);

/** Whether the operation asks for the header; `undefined` when it does not name it. */
export function headerRequired(operation: Operation, name: string): boolean | undefined {
	return operation.parameters.find((one) => one.in === 'header' && one.name === name)?.required;
}

/** A path with every `{name}` written `{}`, so that names of path parameters do not matter. */
export const shapeOf = (path: string) => path.replace(/\{[^}]*\}/g, '{}');

const ajv = new Ajv2020({
	strict: true,
	strictTypes: false,
	strictRequired: false,
	allErrors: true,
});
addFormats(ajv);
ajv.addVocabulary(['openapi', 'info', 'servers', 'tags', 'paths', 'webhooks', 'components']);
ajv.addSchema({ ...contract, $id: 'contract' });
const compiled = new Map<string, ValidateFunction>();

/** Errors of a value against a component schema, as `pointer keyword`; empty when it is valid. */
export function errorsOf(schema: string, value: unknown): string[] {
	const validate =
		compiled.get(schema) ?? ajv.compile({ $ref: `contract#/components/schemas/${schema}` });
	compiled.set(schema, validate);
	if (validate(value)) return [];
	return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.keyword}`);
}
