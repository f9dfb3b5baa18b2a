import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { MemberError } from './problem.mjs';

type Json = Record<string, unknown>;

export interface Parameter {
	name: string;
	in: 'path' | 'query' | 'header';
	required: boolean;
	schema: Json;
}

/** One operation of the contract. */
export interface Operation {
	id: string;
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Path with `{name}` parts, below `/v1`. */
	path: string;
	parameters: Parameter[];
	scopes: string[];
	hasBody: boolean;
	bodyRequired: boolean;
	idempotencyKeyRequired: boolean;
	/** JSON pointer of the operation within the contract. */
	pointer: string;
	responses: Json;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const escapePointer = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** Finds contract/healthsail.openapi.json above the given folder (source tree or build tree). */
export function contractPath(from: string): string {
	let folder = from;
	for (let depth = 0; depth < 8; depth += 1) {
		const path = join(folder, 'contract', 'healthsail.openapi.json');
		try {
			readFileSync(path);
			return path;
		} catch {
			folder = join(folder, '..');
		}
	}
	throw new Error('contract/healthsail.openapi.json was not found beside the sandbox.');
}

/** The contract: its operations, and compiled checks of every request and answer. */
export class Contract {
	readonly operations: Operation[] = [];

	private readonly ajv = new Ajv2020.default({
		strict: false,
		allErrors: true,
		validateFormats: true,
		coerceTypes: false,
	});

	private readonly compiled = new Map<string, ValidateFunction>();

	constructor(private readonly document: Json) {
		addFormats.default(this.ajv);
		this.ajv.addSchema(document, 'contract');
		for (const [path, item] of Object.entries(document.paths as Record<string, Json>)) {
			for (const method of methods) {
				const operation = item[method] as Json | undefined;
				if (operation) this.operations.push(this.readOperation(path, method, item, operation));
			}
		}
	}

	private readOperation(path: string, method: string, item: Json, raw: Json): Operation {
		const listed = [...((item.parameters as Json[]) ?? []), ...((raw.parameters as Json[]) ?? [])];
		const parameters = listed.map((one) => this.resolve(one)) as unknown as Parameter[];
		const security = (raw.security ?? this.document.security ?? []) as Array<
			Record<string, string[]>
		>;
		const body = raw.requestBody ? this.resolve(raw.requestBody as Json) : undefined;
		return {
			id: String(raw.operationId),
			method: method.toUpperCase() as Operation['method'],
			path,
			parameters,
			scopes: [...new Set(security.flatMap((entry) => Object.values(entry).flat()))],
			hasBody: body !== undefined,
			bodyRequired: body?.required === true,
			idempotencyKeyRequired: parameters.some(
				(one) => one.name.toLowerCase() === 'idempotency-key' && one.required,
			),
			pointer: `#/paths/${escapePointer(path)}/${method}`,
			responses: raw.responses as Json,
		};
	}

	/** Follows a `$ref` within the contract. */
	resolve(node: Json): Json {
		let found = node;
		while (typeof found.$ref === 'string') {
			found = found.$ref
				.slice(2)
				.split('/')
				.reduce<Json>(
					(at, part) => at[part.replaceAll('~1', '/').replaceAll('~0', '~')] as Json,
					this.document,
				);
		}
		return found;
	}

	/** Errors of a request body; empty when it meets the contract. */
	checkBody(operation: Operation, body: unknown): MemberError[] {
		const pointer = this.contentPointer(operation, 'requestBody', [
			'application/json',
			'application/merge-patch+json',
		]);
		return pointer === undefined ? [] : this.check(pointer, body);
	}

	/** Errors of one parameter's value; numbers and booleans are read from their text first. */
	checkParameter(parameter: Parameter, text: string): MemberError[] {
		const schema = this.resolve(parameter.schema ?? {});
		const key = JSON.stringify(parameter.schema ?? {});
		let validate = this.compiled.get(key);
		if (!validate) {
			validate = this.ajv.compile(rebase(parameter.schema ?? {}) as Json);
			this.compiled.set(key, validate);
		}
		const value = readParameter(schema, text);
		return validate(value) ? [] : memberErrors(validate.errors ?? []);
	}

	/** Errors of an answer; an answer whose status the contract does not tell is one error. */
	checkAnswer(operation: Operation, status: number, body: unknown): MemberError[] {
		const key = [String(status), `${Math.floor(status / 100)}XX`, 'default'].find(
			(one) => one in operation.responses,
		);
		if (key === undefined) {
			return [{ pointer: '', code: 'status', detail: `Status ${status} is not in the contract.` }];
		}
		const pointer = this.contentPointer(operation, `responses/${key}`, [
			'application/json',
			'application/problem+json',
		]);
		if (pointer === undefined) {
			return body === undefined || body === null
				? []
				: [{ pointer: '', code: 'body', detail: 'The contract tells no body.' }];
		}
		return this.check(pointer, body);
	}

	/** The schema of an operation's successful answer, resolved; undefined when it has none. */
	answerSchema(operation: Operation): Json | undefined {
		const key = Object.keys(operation.responses).find((one) => one.startsWith('2'));
		if (key === undefined) return undefined;
		const response = this.resolve(operation.responses[key] as Json);
		const content = (response.content as Json | undefined)?.['application/json'] as
			| Json
			| undefined;
		return content?.schema === undefined ? undefined : (content.schema as Json);
	}

	private check(pointer: string, value: unknown): MemberError[] {
		let validate = this.compiled.get(pointer);
		if (!validate) {
			validate = this.ajv.compile({ $ref: `contract${pointer}` });
			this.compiled.set(pointer, validate);
		}
		return validate(value) ? [] : memberErrors(validate.errors ?? []);
	}

	/** Pointer of the JSON schema below a request body or response, through a `$ref` when one is there. */
	private contentPointer(
		operation: Operation,
		below: string,
		types: readonly string[],
	): string | undefined {
		let pointer = `${operation.pointer}/${below}`;
		let node = this.at(pointer);
		if (typeof node?.$ref === 'string') {
			pointer = node.$ref;
			node = this.resolve(node);
		}
		const content = node?.content as Json | undefined;
		const type = types.find((one) => content?.[one] !== undefined);
		return type === undefined ? undefined : `${pointer}/content/${escapePointer(type)}/schema`;
	}

	private at(pointer: string): Json | undefined {
		return pointer
			.slice(2)
			.split('/')
			.reduce<Json | undefined>(
				(node, part) => node?.[part.replaceAll('~1', '/').replaceAll('~0', '~')] as Json,
				this.document,
			);
	}
}

/** Makes `$ref`s of a schema that stands outside the contract point into it. */
function rebase(node: unknown): unknown {
	if (Array.isArray(node)) return node.map(rebase);
	if (typeof node !== 'object' || node === null) return node;
	return Object.fromEntries(
		Object.entries(node).map(([name, value]) =>
			name === '$ref' && typeof value === 'string' && value.startsWith('#')
				? [name, `contract${value}`]
				: [name, rebase(value)],
		),
	);
}

function readParameter(schema: Json, text: string): unknown {
	if (schema.type === 'integer' || schema.type === 'number') {
		return text.trim() === '' ? text : Number(text);
	}
	if (schema.type === 'boolean') {
		return text === 'true' ? true : text === 'false' ? false : text;
	}
	if (schema.type === 'array') return text.split(',');
	return text;
}

/** ajv's errors in the contract's form. Only words of the schema go in, never the value. */
function memberErrors(errors: readonly ErrorObject[]): MemberError[] {
	const seen = new Set<string>();
	const members: MemberError[] = [];
	for (const error of errors) {
		const params = error.params as Record<string, unknown>;
		const missing = params.missingProperty;
		// An unknown member's name comes from the caller, so it is not repeated in the detail.
		const pointer =
			typeof missing === 'string' ? `${error.instancePath}/${missing}` : error.instancePath;
		const member = { pointer, code: error.keyword, detail: wording(error, params) };
		const key = `${pointer} ${error.keyword}`;
		if (!seen.has(key)) members.push(member);
		seen.add(key);
	}
	return members;
}

function wording(error: ErrorObject, params: Record<string, unknown>): string {
	switch (error.keyword) {
		case 'required':
			return 'This member is required.';
		case 'type':
			return `This member must be of type ${String(params.type)}.`;
		case 'enum':
			return 'This member must be one of the words of the contract.';
		case 'format':
			return `This member must have the format ${String(params.format)}.`;
		case 'maxItems':
		case 'minItems':
		case 'maxLength':
		case 'minLength':
			return `This member breaks the limit ${error.keyword} ${String(params.limit)}.`;
		case 'additionalProperties':
		case 'unevaluatedProperties':
			return 'This object has a member that the contract does not know.';
		case 'pattern':
			return 'This member does not have the form of the contract.';
		default:
			return `This member breaks the rule ${error.keyword}.`;
	}
}
