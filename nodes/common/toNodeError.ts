import type { IDataObject, INode, JsonObject, Failure } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { ErrorKind, SafeErrorDetails } from '../../lib/privacy/errors';
import { SafeError, toErrorItem } from '../../lib/privacy/errors';

/** Kinds that tell of an answer of the other side; the rest tell of this node and its settings. */
const remoteKinds: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
	'authentication',
	'permission',
	'notFound',
	'conflict',
	'throttled',
	'unavailable',
	'outcomeUnknown',
	'wireShape',
]);

/**
 * The one place where an error for n8n is made (design 3.3). Whatever was thrown, only the facts of
 * a SafeError, or a fixed sentence, come out: n8n stores an error with the execution, and a raw one
 * carries the answer's body.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeOperationError | NodeApiError {
	const details = toDetails(error);
	const index = itemIndex === undefined ? {} : { itemIndex };
	const failure = failureOf(details);
	const options = { ...index, ...(failure && { failure }) };
	const nodeError = remoteKinds.has(details.kind)
		? new NodeApiError(node, { message: details.message } as JsonObject, {
				...options,
				message: details.message,
				...(isHttpStatus(details.vendorCode) && { httpCode: details.vendorCode }),
			})
		: new NodeOperationError(node, details.message, options);
	// n8n replaces texts in which it finds a code that it knows; ours already say it in plain words.
	// A workflow that calls another one is told the message alone, so it holds all there is to know.
	nodeError.message = `${sentence(details.message)} ${describe(details, itemIndex)}`;
	nodeError.description = null;
	nodeError.messages = [];
	Object.assign(nodeError.context, { failure: toErrorItem(details, itemIndex) });
	return nodeError;
}

/** What a failed item says when the node is set to continue: a sentence and the facts behind it. */
export function errorItem(error: unknown, itemIndex: number): IDataObject {
	const details = toDetails(error);
	return { error: details.message, details: toErrorItem(details, itemIndex) as IDataObject };
}

/** The facts of anything thrown; of an error that is not ours, its class name only. */
export function toDetails(error: unknown): SafeErrorDetails {
	if (error instanceof SafeError) return error.details;
	if (isCredentialMissing(error)) {
		return {
			kind: 'configuration',
			message: 'A credential that this node needs is not set.',
			nextStep: 'Open the node and choose the credential.',
		};
	}
	if (isParameterMissing(error)) {
		return {
			kind: 'configuration',
			message: 'A parameter of this node could not be read.',
			nextStep: 'Open the node, look for a marked field or expression and correct it.',
		};
	}
	const name = error instanceof Error ? error.constructor.name : typeof error;
	return {
		kind: 'unsupported',
		message: `The node stopped on something it does not expect (${name}).`,
		nextStep: 'Report it with this text, the node, the operation and the version of the node pack.',
	};
}

function sentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

function describe(details: SafeErrorDetails, itemIndex: number | undefined): string {
	const facts = [
		`kind: ${details.kind}`,
		details.system && `system: ${details.system}`,
		details.operation && `operation: ${details.operation}`,
		details.vendorCode && `code: ${details.vendorCode}`,
		details.fields && details.fields.length > 0 && `fields: ${details.fields.join(', ')}`,
		details.correlationId && `correlation id: ${details.correlationId}`,
		itemIndex !== undefined && `item: ${itemIndex}`,
	].filter((fact): fact is string => typeof fact === 'string');
	return `${details.nextStep} (${facts.join('; ')})`;
}

function failureOf(details: SafeErrorDetails): Failure | undefined {
	switch (details.kind) {
		case 'authentication':
			return { cause: 'credential-invalid' };
		case 'configuration':
			return { cause: 'configuration-invalid' };
		case 'throttled':
			return {
				cause: 'rate-limited',
				...(details.retryAfterMs !== undefined && { retryAfterMs: details.retryAfterMs }),
			};
		case 'unavailable':
			return { cause: 'temporarily-unavailable' };
		default:
			return undefined;
	}
}

function isHttpStatus(code: string | undefined): code is string {
	return code !== undefined && /^[1-5]\d\d$/.test(code);
}

function isCredentialMissing(error: unknown): boolean {
	return (
		error instanceof Error &&
		/does not have any credentials|credentials? .*(not|does not) (exist|found|set)|require credentials/i.test(
			error.message,
		)
	);
}

function isParameterMissing(error: unknown): boolean {
	return (
		error instanceof Error &&
		(/could not get parameter/i.test(error.message) || error.name === 'ExpressionError')
	);
}
