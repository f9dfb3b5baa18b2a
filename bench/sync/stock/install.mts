// Puts the comparison flows into an n8n: credentials by their names, callees by their new ids.
import type { N8nApi } from '../../../host/n8nApi.mjs';
import type { StockCredential, VendorSettings } from '../vendors/vendor.mjs';
import { STOCK_CREDENTIALS, type StockWorkflow } from './build.mjs';

/** A workflow whose nodes may be changed before it is created. */
export interface EditableWorkflow {
	id: string;
	name: string;
	nodes: Array<{ name: string; type: string; parameters: Record<string, unknown> }>;
	connections: Record<string, { main: unknown[] }>;
	settings?: object;
}

/** Makes the credentials of the comparison flows and answers their ids by name. */
export async function createStockCredentials(
	api: N8nApi,
	healthSail: { apiKey: string; hashKey: string },
	more: readonly StockCredential[],
	settings: VendorSettings,
): Promise<Record<string, string>> {
	const header = { name: 'Authorization', value: `Bearer ${healthSail.apiKey}` };
	const { httpHeaderAuth, crypto } = STOCK_CREDENTIALS;
	const ids: Record<string, string> = {
		[httpHeaderAuth]: await api.createCredential(httpHeaderAuth, 'httpHeaderAuth', header),
		[crypto]: await api.createCredential(crypto, 'crypto', { hmacSecret: healthSail.hashKey }),
	};
	for (const { name, type, values } of more)
		ids[name] = await api.createCredential(name, type, values(settings));
	return ids;
}

/**
 * A copy with ids in place.
 *
 * @param credentials ids by credential name
 * @param callees new ids of called workflows by the ids they are committed with
 */
export function bindWorkflow(
	workflow: StockWorkflow,
	credentials: Readonly<Record<string, string>>,
	callees: Readonly<Record<string, string>> = {},
): EditableWorkflow {
	const isReference = (value: unknown): value is { id: null; name: string } =>
		typeof value === 'object' && value !== null && 'id' in value && value.id === null;
	const bound: unknown = JSON.parse(JSON.stringify(workflow), (_key, value: unknown) => {
		if (isReference(value)) return { ...value, id: credentials[value.name] };
		return typeof value === 'string' ? (callees[value] ?? value) : value;
	});
	return bound as EditableWorkflow;
}
