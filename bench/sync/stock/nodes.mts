// The stock nodes of the comparison flows, in the versions current in n8n 2.41.
import type { Json } from '../../../workflow-templates/definitions/builder/types.mjs';
import type { NodeDraft } from '../../../workflow-templates/definitions/builder/workflow.mjs';
import { setting } from './settings.mjs';

type Position = readonly [number, number];

/** Spreads the calls of many items, the node's own way to be gentle. */
const GENTLE = { size: 50, intervalMs: 10 };

export interface HttpCall {
	method: 'GET' | 'POST' | 'PUT';
	/** With expressions in double braces. */
	url: string;
	headers?: Readonly<Record<string, string>>;
	query?: Readonly<Record<string, string>>;
	/** A body as text, with expressions in it. */
	body?: { contentType: string; text: string };
	/** Type of the stock credential to sign with. */
	credential?: string;
	/** Whether it is called for many items: in batches of 50, as many at a time. */
	isMany?: boolean;
	/**
	 * What the item becomes: `json` = the answer, a list as one item per member; `full` = body, headers
	 * and status; `text` = the answer unread, under `data`.
	 */
	answer?: 'json' | 'full' | 'text';
	/** Whether an answer such as 404 is no failure; best with `full`. */
	takesErrors?: boolean;
}

/** HTTP Request. */
export function httpRequest(name: string, position: Position, call: HttpCall): NodeDraft {
	const { method, url, headers, query, body, credential, isMany, answer = 'json' } = call;
	const list = (values: Readonly<Record<string, string>>) => ({
		parameters: Object.entries(values).map(([key, value]) => ({
			name: key,
			value: value.includes('{{') ? `=${value}` : value,
		})),
	});
	const response = {
		...(answer === 'full' && { fullResponse: true }),
		...(answer === 'text' && { responseFormat: 'text' }),
		...(call.takesErrors && { neverError: true }),
	};
	return {
		name,
		position,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		parameters: {
			method,
			url: `=${url}`,
			...(credential && { authentication: 'genericCredentialType', genericAuthType: credential }),
			...(query && { sendQuery: true, queryParameters: list(query) }),
			...(headers && { sendHeaders: true, headerParameters: list(headers) }),
			...(body && {
				sendBody: true,
				contentType: 'raw',
				rawContentType: body.contentType,
				body: `=${body.text}`,
			}),
			options: {
				...(isMany && {
					batching: { batch: { batchSize: GENTLE.size, batchInterval: GENTLE.intervalMs } },
				}),
				...(Object.keys(response).length > 0 && { response: { response } }),
			},
		},
	};
}

/** HTTP Request that posts JSON to HealthSail with a header credential. */
export function healthSailPost(
	name: string,
	position: Position,
	path: string,
	body: string,
): NodeDraft {
	return {
		name,
		position,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		parameters: {
			method: 'POST',
			url: `={{ ${setting('healthSailUrl')} }}${path}`,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpHeaderAuth',
			sendHeaders: true,
			headerParameters: {
				parameters: [
					{
						name: 'Idempotency-Key',
						value: `={{ $execution.id }}-{{ $runIndex }}-{{ $itemIndex }}${path.replaceAll('/', '-')}`,
					},
				],
			},
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ JSON.stringify(${body}) }}`,
			options: {},
		},
	};
}

/** XML to JSON; attributes are left out, so that an empty member is an empty text. */
export function xmlToJson(name: string, position: Position): NodeDraft {
	return {
		name,
		position,
		type: 'n8n-nodes-base.xml',
		typeVersion: 1,
		parameters: { dataPropertyName: 'data', options: { ignoreAttrs: true } },
	};
}

/** Makes one item of each entry of a list. */
export function splitOut(name: string, position: Position, field: string): NodeDraft {
	return {
		name,
		position,
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: field, options: {} },
	};
}

/** Filter that keeps the items for which the expression is true. */
export function keepWhere(name: string, position: Position, expression: string): NodeDraft {
	return {
		name,
		position,
		type: 'n8n-nodes-base.filter',
		typeVersion: 2.3,
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 },
				conditions: [
					{
						id: 'condition',
						leftValue: expression,
						rightValue: '',
						operator: { type: 'boolean', operation: 'true', singleValue: true },
					},
				],
				combinator: 'and',
			},
			options: {},
		},
	};
}

/** HMAC of an expression as member `keyedHash`; the key stands in a credential. */
export function keyedHash(name: string, position: Position, value: string): NodeDraft {
	return {
		name,
		position,
		type: 'n8n-nodes-base.crypto',
		typeVersion: 2,
		parameters: {
			action: 'hmac',
			type: 'SHA256',
			value,
			dataPropertyName: 'keyedHash',
			encoding: 'hex',
		},
	};
}

/** Code, once for all items. */
export function code(name: string, position: Position, jsCode: string): NodeDraft {
	const parameters = { mode: 'runOnceForAllItems', language: 'javaScript', jsCode };
	return { name, position, type: 'n8n-nodes-base.code', typeVersion: 2, parameters };
}

/** Edit Fields in JSON mode: the expression gives the whole item. */
export function wholeItem(name: string, position: Position, expression: string): NodeDraft {
	const parameters: Record<string, Json> = { mode: 'raw', jsonOutput: expression, options: {} };
	return { name, position, type: 'n8n-nodes-base.set', typeVersion: 3.5, parameters };
}
