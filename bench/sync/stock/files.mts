import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from '../../../host/boot.mjs';
import type { StockWorkflow } from './build.mjs';
import { pagedFlow, pagedFlowPage } from './paged.mjs';
import { perItemFlow } from './perItem.mjs';

const folder = path.join(projectFolder, 'bench', 'sync', 'flows');

/** File of each comparison flow below bench/sync/flows. */
export type StockFile = 'b1-per-item' | 'b2-paged' | 'b2-paged-page';

/** The comparison flows as their definitions give them. */
export function stockFlows(): Record<StockFile, StockWorkflow> {
	const page = pagedFlowPage();
	return { 'b1-per-item': perItemFlow(), 'b2-paged': pagedFlow(page), 'b2-paged-page': page };
}

/** Writes the flows' JSON, which is committed; what is measured is read from there. */
export async function writeStockFlows(): Promise<string[]> {
	await mkdir(folder, { recursive: true });
	const written: string[] = [];
	for (const [name, workflow] of Object.entries(stockFlows())) {
		const file = path.join(folder, `${name}.json`);
		await writeFile(file, `${JSON.stringify(workflow, null, 2)}\n`);
		written.push(path.relative(projectFolder, file));
	}
	return written;
}

export async function readStockFlow(name: StockFile): Promise<StockWorkflow> {
	return JSON.parse(await readFile(path.join(folder, `${name}.json`), 'utf8')) as StockWorkflow;
}
