import {
	ifTrue,
	manualTrigger,
	setFields,
	stopWithMessage,
	type Field,
} from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { buildWorkflow, type NodeDraft } from '../builder/workflow.mjs';
import { patientMatchNode } from '../demographicSync/vendor.mjs';
import { healthSail, practiceProfile, text, typed } from '../patientLifecycle/byHand.mjs';
import { careCloudVendor } from './vendor.mjs';

export const loadId = 'carecloud/chart-number-load';

const form = 'File of Chart Numbers';

/** One and the same for both nodes, so that no candidate is left out whom the matcher asks for. */
const matchSettings = '={{ $("Get Practice Profile").first().json.profile.identity }}';

/** Items of a node's output; a node without items did not run. */
const itemsOf = (node: string, output = 0) =>
	`($("${node}").isExecuted ? $("${node}").all(${output}) : [])`;

/** Items of every write that ran. */
const written = `[
	...${itemsOf('Link to Customers')},
	...${itemsOf('Ask a Person')},
	...${itemsOf('Create Customers')},
	...${itemsOf('Update Customers')},
]`;

/** Numbers that could not be searched for, and patients who could not be written. */
const failures = `[
	...${itemsOf('Search by Chart Number', 1)},
	...${written}.filter(({ json }) => json.result === "failed"),
]`;

/** Reads chart numbers from a file, then does what the page flow of the sync does with a page. */
export function loadWorkflow(): TemplateWorkflow {
	return buildWorkflow({
		templateId: loadId,
		key: 'chart-number-load',
		name: 'CareCloud patients: load by chart numbers',
		nodes: [...notes(), ...readNodes(), ...matchNodes(), ...writeNodes(), ...endNodes()],
		wires: [
			['The File Is There', form],
			[form, 'Get Practice Profile'],
			['Get Practice Profile', 'Read the File'],
			['Get Practice Profile', 'Tell the Counts'],
			['Read the File', 'Read Chart Numbers'],
			['Read Chart Numbers', 'Search by Chart Number'],
			['Search by Chart Number', 0, 'Compare with HealthSail'],
			['Compare with HealthSail', 0, 'Find Candidates'],
			['Find Candidates', 'Patient Match'],
			['Patient Match', 0, 'Link to Customers'],
			['Patient Match', 1, 'Ask a Person'],
			['Patient Match', 2, 'Create Customers'],
			['Compare with HealthSail', 1, 'Update Customers'],
			['Tell the Counts', 'Did Anyone Fail?'],
			['Did Anyone Fail?', 0, 'Stop and Say Why'],
		],
	});
}

function readNodes(): NodeDraft[] {
	return [
		manualTrigger('The File Is There', [0, 0]),
		setFields(form, [224, 0], [text('path')]),
		{ ...practiceProfile(careCloudVendor), position: [448, 0] },
		{
			name: 'Read the File',
			position: [672, 0],
			type: 'n8n-nodes-base.readWriteFile',
			typeVersion: 1.1,
			parameters: { operation: 'read', fileSelector: typed(form, 'path'), options: {} },
		},
		{
			name: 'Read Chart Numbers',
			position: [896, 0],
			type: 'n8n-nodes-base.extractFromFile',
			typeVersion: 1.1,
			// Spreadsheet programs put a byte order mark before the name of the first column.
			parameters: { operation: 'csv', binaryPropertyName: 'data', options: { enableBOM: true } },
		},
		{
			name: 'Search by Chart Number',
			position: [1120, 0],
			type: careCloudVendor.nodeType,
			typeVersion: 1,
			credentials: [careCloudVendor.credential, 'healthSailApi'],
			// One number that cannot be searched for must not keep the others waiting.
			onError: 'continueErrorOutput',
			parameters: {
				resource: 'patient',
				operation: 'search',
				chartNumber: '={{ String($json.chart_number ?? "").trim() }}',
			},
		},
	];
}

function matchNodes(): NodeDraft[] {
	return [
		{
			...healthSail('Compare with HealthSail', { resource: 'customer', operation: 'compare' }),
			position: [1408, 0],
		},
		{
			...healthSail('Find Candidates', {
				resource: 'customer',
				operation: 'findCandidates',
				searchBy: 'patients',
				settings: matchSettings,
			}),
			position: [1632, -192],
		},
		{
			name: 'Patient Match',
			position: [1856, -192],
			type: patientMatchNode,
			typeVersion: 1,
			parameters: { operation: 'againstCandidates', settings: matchSettings },
		},
	];
}

function writeNodes(): NodeDraft[] {
	const write = { resource: 'customer', operation: 'createOrUpdate' };
	return [
		{
			...healthSail('Link to Customers', { ...write, options: { flow: loadId } }),
			position: [2128, -384],
		},
		{
			...healthSail('Ask a Person', {
				resource: 'matchReview',
				operation: 'create',
				createFrom: 'matches',
			}),
			position: [2128, -192],
		},
		{ ...healthSail('Create Customers', write), position: [2128, 0] },
		{ ...healthSail('Update Customers', write), position: [2128, 192] },
	];
}

/** The lowest branch runs last: the others have had their turn when the counts are told. */
function endNodes(): NodeDraft[] {
	const count = (name: string, items: string): Field => ({
		name,
		type: 'number',
		value: `={{ ${items}.length }}`,
	});
	const results = (name: string, result: string) =>
		count(name, `${written}.filter(({ json }) => json.result === "${result}")`);
	return [
		{
			...setFields(
				'Tell the Counts',
				[672, 560],
				[
					count('numbers', itemsOf('Read Chart Numbers')),
					count('found', itemsOf('Search by Chart Number')),
					results('linked', 'linked'),
					results('review', 'review'),
					results('created', 'created'),
					results('updated', 'updated'),
					count('failed', failures),
				],
			),
		},
		ifTrue('Did Anyone Fail?', [896, 560], '={{ $json.failed > 0 }}'),
		stopWithMessage(
			'Stop and Say Why',
			[1120, 544],
			// Our nodes' messages are made of our own words, never of what a system answered.
			`={{ "Chart numbers or patients that failed: " + $json.failed + ". The others went through; run it again for the rest. First reason: " + (${failures}[0].json.error?.message ?? ${failures}[0].json.error) }}`,
		),
	];
}

function notes(): NodeDraft[] {
	return [
		overviewNote(
			{ position: [-640, -208], width: 480, height: 784 },
			{
				title: 'Load patients by chart numbers',
				intro:
					'CareCloud has no list of all patients, so the demographic sync meets them in appointments. This workflow loads those who had none, from a file of their chart numbers.',
				howItWorks: [
					'Reads the chart numbers from a CSV file with one column, *chart_number*.',
					'Finds each patient in CareCloud; opted-out, flagged and test patients are left out. A number that nobody has gives nothing.',
					'Compares them with HealthSail. New patients are matched first: a sure match is linked, a doubtful one goes to a person, all others become customers.',
					'Shows the counts in **Tell the Counts**. When something failed, it ends with an error that says why.',
				],
				setup: [
					'Finish the first load of the demographic sync first.',
					'Select your CareCloud and HealthSail credentials in the nodes, unless the importer did it.',
					'Put a file of some 200 numbers into the folder from which n8n may read files: `~/.n8n-files`, unless your n8n is set otherwise.',
					`Type its whole path into **${form}**, then select **Execute workflow**. Nothing is done twice when you run it again.`,
					'Delete the file afterwards, and leave the settings that store no execution data as they are.',
				],
			},
		),
		sectionNote(
			'1. Read the numbers, find the patients',
			'Each number costs three calls to CareCloud: some 200 take about five minutes.',
			{ position: [-64, -144], width: 1360, height: 352 },
		),
		sectionNote(
			'2. Compare, and match the new ones',
			'As in the demographic sync: nobody is created who may be a customer already.',
			{ position: [1344, -336], width: 672, height: 544 },
		),
		sectionNote('3. Write what differs', 'Unchanged patients are not written.', {
			position: [2064, -528],
			width: 304,
			height: 912,
		}),
		sectionNote('4. Tell what was done', 'Runs last.', {
			position: [608, 416],
			width: 688,
			height: 320,
		}),
	];
}
