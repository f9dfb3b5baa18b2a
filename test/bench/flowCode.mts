import assert from 'node:assert/strict';
import vm from 'node:vm';
import { DateTime } from 'luxon';

import type { StockWorkflow } from '../../bench/sync/stock/build.mjs';
import { stockFlows, type StockFile } from '../../bench/sync/stock/files.mjs';
import { benchVendors } from '../../bench/sync/vendors/vendors.mjs';

/** Runs the text of a Code node as n8n does: with the items, and with what other nodes gave. */
export function runCode(
	jsCode: string,
	items: object[],
	nodes: Record<string, object[]>,
): unknown[] {
	const wrap = (list: object[]) => list.map((json) => ({ json }));
	const $ = (name: string) => ({
		all: () => wrap(nodes[name]),
		first: () => wrap(nodes[name])[0],
		isExecuted: name in nodes,
	});
	const $input = { all: () => wrap(items) };
	const made: unknown = vm.runInNewContext(`(() => {${jsCode}\n})()`, { $, $input, DateTime });
	// Through text, since objects of another context are never equal to ours.
	const plain = JSON.parse(JSON.stringify(made)) as Array<{ json: unknown }>;
	return plain.map(({ json }) => json);
}

/** The node of that name, which the flow must have. */
export const nodeOf = (flow: StockWorkflow | undefined, name: string) => {
	const found = flow?.nodes.find((node) => node.name === name);
	assert.ok(found, `The flow has no node ${name}.`);
	return found;
};

/** The text of a Code node in a flow of a system. */
export const codeOf = (system: string, file: StockFile, name: string): string => {
	const vendor = benchVendors.find((one) => one.system === system);
	assert.ok(vendor);
	return String(nodeOf(stockFlows(vendor)[file], name).parameters.jsCode);
};
