import {
	callWorkflow,
	ifTrue,
	manualTrigger,
	setFields,
	stopWithMessage,
} from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { buildWorkflow, type NodeDraft } from '../builder/workflow.mjs';
import { text } from '../patientLifecycle/byHand.mjs';
import { fileInputs, loadId } from './chartNumberNames.mjs';

const form = 'File of Chart Numbers';

/** Our own words, never what a system answered. */
const message = `={{ $json.error !== undefined
	? "The load ended early. What was written stays; run it again. Reason: " + ($json.error.message ?? $json.error)
	: $json.numbers === 0
		? "The file needs a column named chart_number, with the numbers below it."
		: "Chart numbers or patients that failed: " + $json.failed + ". The others went through; run it again for the rest. First reason: " + $json.reason }}`;

/** What a person starts: names the file, gets the counts. n8n keeps the data of such a run a while. */
export function loadWorkflow(file: TemplateWorkflow): TemplateWorkflow {
	return buildWorkflow({
		templateId: loadId,
		key: 'chart-number-load',
		name: 'CareCloud patients: load by chart numbers',
		nodes: [...notes(), ...nodes(file)],
		wires: [
			['The File Is There', form],
			[form, 'Load the File'],
			['Load the File', 0, 'Did All Go Through?'],
			['Load the File', 1, 'Stop and Say Why'],
			['Did All Go Through?', 1, 'Stop and Say Why'],
		],
	});
}

function nodes(file: TemplateWorkflow): NodeDraft[] {
	return [
		manualTrigger('The File Is There', [0, 112]),
		setFields(form, [224, 112], [text('path')]),
		{
			...callWorkflow('Load the File', [464, 112], { id: file.id, name: file.name }, fileInputs),
			// Shown in place of the id of the called workflow.
			notes: 'calls: one file of chart numbers',
		},
		ifTrue('Did All Go Through?', [704, 112], '={{ $json.numbers > 0 && $json.failed === 0 }}'),
		stopWithMessage('Stop and Say Why', [944, 112], message),
	];
}

function notes(): NodeDraft[] {
	return [
		overviewNote(
			{ position: [-640, -208], width: 480, height: 688 },
			{
				title: 'Load patients by chart numbers',
				intro:
					'CareCloud has no list of all patients, so the demographic sync meets them in appointments. This workflow loads those who had none, from a file of their chart numbers.',
				howItWorks: [
					'Hands the path of the file to *one file of chart numbers*, which reads the file, finds the patients and writes them.',
					'Shows the counts in **Load the File**. When something failed, it ends with an error that says why.',
					'No chart number and no patient comes into this workflow: n8n keeps the data of a run that a person starts.',
				],
				setup: [
					'Finish the first load of the demographic sync first.',
					'Put a CSV file with one column, *chart_number*, of some 200 numbers into the folder from which n8n may read files: `~/.n8n-files`, unless your n8n is set otherwise.',
					`Type its whole path into **${form}**, then select **Execute workflow**. Nothing is done twice when you run it again.`,
					'Delete the file afterwards. Keep pruning of executions on: it deletes the copy that n8n made, within 15 minutes as a rule.',
					'Leave the settings that store no execution data as they are.',
				],
			},
		),
		sectionNote('1. Name the file', 'The path is the only thing to type.', {
			position: [-64, -80],
			width: 416,
			height: 368,
		}),
		sectionNote(
			'2. Load it, read the counts',
			'Some 200 numbers take about five minutes. The counts are in the output of Load the File.',
			{ position: [400, -80], width: 688, height: 368 },
		),
	];
}
