// A practice whose patients shop at HealthSail already, with the label file that says who is who.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { addShoppers, practiceState, type TruthPatient } from './sandboxState.mjs';
import { makeShoppers, writeLabels, type Labels } from './shoppers.mjs';
import { openStage, type TestStage } from './testStage.mjs';
import { setPageSize } from './workflowEdits.mjs';

export interface LabelledPractice {
	stage: TestStage;
	truth: TruthPatient[];
	/** As they stand in the label file. */
	labels: Labels;
	/** The customers' ids in the order that labels name them. */
	shopperIds: string[];
}

/** Done well within a lease of 15 minutes, which lasts 15 seconds here. */
const PAGE_SIZE = 200;

/** Sets the stage up with this many patients and as many shoppers; no limit of a system is kept. */
export async function openLabelledPractice(patients: number): Promise<LabelledPractice> {
	const none = { secondPractice: 0, optedOut: 0, flagged: 0 };
	const stage = await openStage({ patients, ...none, limits: false });
	try {
		await setPageSize(stage, PAGE_SIZE, { sandboxSpeed: 0 });
		const truth = await practiceState(stage.sandbox, 'included');
		const made = makeShoppers(truth, new Date().toISOString().slice(0, 10));
		const labelFile = path.join(stage.folder, 'labels.json');
		await writeLabels(labelFile, made.labels);
		const shopperIds = await addShoppers(stage.sandbox, made.shoppers);
		const labels = JSON.parse(await readFile(labelFile, 'utf8')) as Labels;
		return { stage, truth, labels, shopperIds };
	} catch (error) {
		await stage.close();
		throw error;
	}
}
