import type { Effect } from '../core/callLog.mjs';
import { account, checkLogin, withoutRight } from './account.mjs';
import {
	errorResponse,
	nullReference,
	result,
	securityResponse,
	type Security,
} from './answers.mjs';
import { deserialize, DeserializationFailed, type Read } from './deserialize.mjs';
import { RefusedFilter } from './filters.mjs';
import {
	parameterName,
	refusedOperations,
	refusedRequestTable,
	requestTables,
	type ServedOperation,
} from './members.mjs';
import { ACTION_PREFIX, KAREO, SOAP } from './names.mjs';
import { operations, refusedDataElements } from './operations/index.mjs';
import { part, type OperationContext } from './operations/types.mjs';
import { intervalOf, type Throttle } from './throttle.mjs';
import { child, parseXml, UnreadableXml, type XmlElement } from './xmlIn.mjs';
import { ADDRESSING, fault, leaf } from './xmlOut.mjs';

export interface Answer {
	status: number;
	body: string;
	effect: Effect;
}

/** What a call is answered with, besides its own text. */
export interface DispatchContext extends OperationContext {
	throttle: Throttle;
	limits: boolean;
	/** Sandbox time in milliseconds, for the throttle. */
	millis: number;
	/** Operations whose right was taken away. */
	missingRights: ReadonlySet<string>;
	/** A fault switch makes this call answer as if the login were wrong, or as throttled. */
	forced?: 'wrongCredentials' | 'throttle';
}

const known = new Set<string>([...Object.keys(requestTables), ...refusedOperations]);

/** The operation that a SOAPAction header names, quoted or not; undefined when there is none. */
export function operationOf(action: string | undefined): string | undefined {
	const text = (action ?? '').trim().replace(/^"(.*)"$/, '$1');
	if (!text.startsWith(ACTION_PREFIX)) return undefined;
	const operation = text.slice(ACTION_PREFIX.length);
	return known.has(operation) ? operation : undefined;
}

/** The fault for an action that the service does not know (sheet 3.1). HTTP 500. */
export function contractMismatch(action: string | undefined): Answer {
	return failed(
		fault(
			'ActionNotSupported',
			`The message with Action '${action ?? ''}' cannot be processed at the receiver, due to a ContractFilter mismatch at the EndpointDispatcher.`,
			ADDRESSING,
		),
	);
}

function failed(body: string): Answer {
	return { status: 500, body, effect: 'none' };
}

function internalFault(): Answer {
	return failed(
		fault(
			'InternalServiceFault',
			'The server was unable to process the request due to an internal error.',
		),
	);
}

function deserializationFault(operation: string, why: string): Answer {
	return failed(
		fault(
			'DeserializationFailed',
			'The formatter threw an exception while trying to deserialize the message: There was an error ' +
				`while trying to deserialize parameter ${KAREO}:${parameterName(operation)}. ` +
				`The InnerException message was '${why}'.`,
		),
	);
}

function done(body: string, effect: Effect = 'none'): Answer {
	return { status: 200, body, effect };
}

/** Answers one call of a known operation. */
export function dispatch(operation: string, xml: string, context: DispatchContext): Answer {
	let envelope: XmlElement;
	try {
		envelope = parseXml(xml);
	} catch (error) {
		if (error instanceof UnreadableXml) return { status: 400, body: '', effect: 'none' };
		throw error;
	}
	if (envelope.name !== 'Envelope' || envelope.namespace !== SOAP) {
		return { status: 400, body: '', effect: 'none' };
	}
	// A login in soap:Header is refused before authentication (sheet 3.1).
	const header = child(envelope, 'Header', SOAP);
	if (header?.children.some(({ name }) => name === 'RequestHeader')) return internalFault();
	const call = child(envelope, 'Body', SOAP)?.children[0];
	if (call?.name !== operation || call.namespace !== KAREO) {
		return deserializationFault(
			operation,
			`Expected to find node type Element with name ${operation} and namespace ${KAREO}.`,
		);
	}
	// Another parameter name leaves the argument null, which the server does not expect (rule 3).
	const parameter = child(call, parameterName(operation), KAREO);
	if (!parameter || parameter.nil) return internalFault();
	try {
		const table =
			operation in requestTables
				? requestTables[operation as ServedOperation]
				: refusedRequestTable;
		return answer(operation, deserialize(parameter, table), context);
	} catch (error) {
		if (error instanceof DeserializationFailed)
			return deserializationFault(operation, error.message);
		throw error;
	}
}

function answer(operation: string, request: Read, context: DispatchContext): Answer {
	if (operation === 'GetCustomerIdFromKey') return customerId(request, context);
	const served = operation in operations;
	const name = operation as keyof typeof operations;
	const dataElement = served
		? operations[name].dataElement
		: refusedDataElements[operation as keyof typeof refusedDataElements];
	const nil = `<${dataElement} i:nil="true"/>`;
	const login = part(request, 'RequestHeader');
	const security = checkLogin(context.forced === 'wrongCredentials' ? undefined : login);
	if (!security.authenticated) return refused(operation, security, nil);
	if (!served || context.missingRights.has(operation)) {
		return refused(operation, withoutRight(security, operation), nil);
	}
	if (isThrottled(operation, context)) return throttled(operation);
	try {
		const outcome = operations[name].run(request, context);
		if ('internalFault' in outcome) return internalFault();
		if ('nullReference' in outcome) {
			return done(result(operation, nullReference(), securityResponse(security), nil));
		}
		if ('error' in outcome) {
			const error = errorResponse(outcome.error, outcome.stackTrace);
			return done(result(operation, error, securityResponse(security), nil));
		}
		return done(
			result(operation, errorResponse(), securityResponse(security), outcome.data),
			outcome.effect ?? 'read',
		);
	} catch (error) {
		if (!(error instanceof RefusedFilter)) throw error;
		return done(result(operation, errorResponse(error.message), securityResponse(security), nil));
	}
}

/** A refused login or right comes as HTTP 200 without an error flag (sheet 3.1, 6 b, c). */
function refused(operation: string, security: Security, nil: string): Answer {
	return done(result(operation, errorResponse(), securityResponse(security), nil));
}

function isThrottled(operation: string, context: DispatchContext): boolean {
	if (context.forced === 'throttle') return true;
	return context.limits && !context.throttle.take(account.customerKey, operation, context.millis);
}

/** Throttled calls come as HTTP 200 with `429:` in the message (sheet 5, 6 a). */
function throttled(operation: string): Answer {
	const message = `429: ${operation} endpoint requested more than allowed. The limit is one call in ${intervalOf(operation)} milliseconds.`;
	return done(result(operation, errorResponse(message)));
}

/** GetCustomerIdFromKey: the login is in the request itself; −1 and false when it is wrong. */
function customerId(request: Read, context: DispatchContext): Answer {
	const operation = 'GetCustomerIdFromKey';
	if (isThrottled(operation, context)) return throttled(operation);
	const security = checkLogin(context.forced === 'wrongCredentials' ? undefined : request);
	const authorized = security.authenticated && !context.missingRights.has(operation);
	return done(
		result(
			operation,
			errorResponse(),
			leaf('CustomerId', authorized ? account.customerId : -1),
			leaf('IsAuthorized', String(authorized)),
		),
		authorized ? 'read' : 'none',
	);
}
