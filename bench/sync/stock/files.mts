import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from '../../../host/boot.mjs';
import type { BenchVendor } from '../vendors/vendor.mjs';
import { benchVendors } from '../vendors/vendors.mjs';
import type { StockWorkflow } from './build.mjs';
import { pagedFlow, pagedFlowPage } from './paged.mjs';

const folder = path.join(projectFolder, 'bench', 'sync', 'flows');

/** A comparison flow of a system; callees first. */
export const stockFiles = ['b1-per-item', 'b2-paged-page', 'b2-paged'] as const;
export type StockFile = (typeof stockFiles)[number];

/** The comparison flows of a system as their definitions give them. */
export function stockFlows(vendor: BenchVendor): Partial<Record<StockFile, StockWorkflow>> {
	const page = pagedFlowPage(vendor);
	return {
		...(vendor.perItem && { 'b1-per-item': vendor.perItem }),
		'b2-paged-page': page,
		'b2-paged': pagedFlow(vendor, page),
	};
}

/** Writes the flows' JSON, which is committed; what is measured is read from there. */
export async function writeStockFlows(): Promise<string[]> {
	const written: string[] = [];
	for (const vendor of benchVendors) {
		await mkdir(path.join(folder, vendor.system), { recursive: true });
		for (const [name, workflow] of Object.entries(stockFlows(vendor))) {
			const file = fileOf(vendor, name as StockFile);
			await writeFile(file, `${JSON.stringify(workflow, null, 2)}\n`);
			written.push(path.relative(projectFolder, file));
		}
	}
	return written;
}

/** One stock flow of a vendor, as it was written. */
export async function readStockFlow(vendor: BenchVendor, name: StockFile): Promise<StockWorkflow> {
	return JSON.parse(await readFile(fileOf(vendor, name), 'utf8')) as StockWorkflow;
}

function fileOf({ system }: BenchVendor, name: StockFile): string {
	return path.join(folder, system, `${name}.json`);
}
