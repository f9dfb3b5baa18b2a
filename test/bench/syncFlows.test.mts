import assert from 'node:assert/strict';
import { test } from 'node:test';

import { practiceSystems } from '../../host/practiceSystems.mjs';
import { readStockFlow, stockFlows, type StockFile } from '../../bench/sync/stock/files.mjs';
import { scripts } from '../../bench/sync/vendors/scripts.mjs';
import { benchVendors } from '../../bench/sync/vendors/vendors.mjs';
import { nodeOf } from './flowCode.mjs';

test('every system of the demo takes part in the comparison, with a script', () => {
	assert.deepEqual(
		benchVendors.map(({ system }) => system).sort(),
		Object.keys(practiceSystems).sort(),
	);
	assert.deepEqual(Object.keys(scripts).sort(), Object.keys(practiceSystems).sort());
});

test('the committed flows are those of the definitions', async () => {
	for (const vendor of benchVendors)
		for (const [name, flow] of Object.entries(stockFlows(vendor)))
			assert.deepEqual(
				await readStockFlow(vendor, name as StockFile),
				JSON.parse(JSON.stringify(flow)),
				`${vendor.system}/${name} is stale: npm run bench -- sync-flows`,
			);
});

test('the node that tells the next page is the lowest one, since n8n runs it last', () => {
	for (const vendor of benchVendors) {
		const page = stockFlows(vendor)['b2-paged-page'];
		const { position } = nodeOf(page, 'Next Page');
		const others = page?.nodes.filter(
			({ name, type }) => name !== 'Next Page' && !type.endsWith('stickyNote'),
		);
		for (const other of others ?? []) assert.ok(other.position[1] < position[1], other.name);
	}
});

test('no flow holds a credential but by name, and every stock credential is made', () => {
	for (const vendor of benchVendors) {
		const known = [
			'HealthSail key in a header',
			'Hash key',
			...(vendor.paged.credentials ?? []).map(({ name }) => name),
		];
		for (const flow of Object.values(stockFlows(vendor)))
			for (const { credentials = {} } of flow.nodes)
				for (const { id, name } of Object.values(credentials)) {
					assert.equal(id, null);
					assert.ok(known.includes(name), name);
				}
	}
});
