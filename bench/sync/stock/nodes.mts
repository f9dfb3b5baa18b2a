// The stock nodes of the comparison flows, in the versions current in n8n 2.41.
import type { Json } from '../../../workflow-templates/definitions/builder/types.mjs';
import type { NodeDraft } from '../../../workflow-templates/definitions/builder/workflow.mjs';
import { envelope, SOAP_ACTION } from '../wire.mjs';
import { setting } from './settings.mjs';

type Position = readonly [number, number];

interface TebraCall {
	operation: string;
	/** The members behind the login, with expressions in them. */
	members: string;
	/** Spreads the calls of many items, the node's own way to be gentle. */
	batching?: { size: number; intervalMs: number };
}

/** HTTP Request that sends SOAP; what is no JSON it leaves as text under `data`. */
export function soapRequest(name: string, position: Position, call: TebraCall): NodeDraft {
	const escaped = (key: string) =>
		`{{ ${setting(key)}.replaceAll('&', '&amp;').replaceAll('<', '&lt;') }}`;
	const login = {
		customerKey: escaped('customerKey'),
		user: escaped('user'),
		password: escaped('password'),
	};
	const { batching } = call;
	return {
		name,
		position,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		parameters: {
			method: 'POST',
			url: `={{ ${setting('tebraUrl')} }}`,
			sendHeaders: true,
			headerParameters: {
				parameters: [{ name: 'SOAPAction', value: SOAP_ACTION(call.operation) }],
			},
			sendBody: true,
			contentType: 'raw',
			rawContentType: 'text/xml; charset=utf-8',
			body: `=${envelope(call.operation, login, call.members)}`,
			options: {
				...(batching && {
					batching: { batch: { batchSize: batching.size, batchInterval: batching.intervalMs } },
				}),
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
