import { calledByWorkflow, ifTrue, setFields, type Field } from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { buildWorkflow, type NodeDraft } from '../builder/workflow.mjs';
import { patientMatchNode } from '../demographicSync/vendor.mjs';
import { healthSail, practiceProfile } from '../patientLifecycle/byHand.mjs';
import { fileInputs, fileName, loadId } from './chartNumberNames.mjs';
import { careCloudVendor } from './vendor.mjs';

/** One and the same for both nodes, so that no candidate is left out whom the matcher asks for. */
const matchSettings = '={{ $("Get Practice Profile").first().json.profile.identity }}';

/** The number of a row; empty where the row or the column is. */
const chartNumber = 'String($json.chart_number ?? "").trim()';

/** Items of a node's output; a node without items did not run. */
const itemsOf = (node: string, output = 0) =>
	`($("${node}").isExecuted ? $("${node}").all(${output}) : [])`;

/** Items of every write that ran. */
const written = `[
	...${itemsOf('Link to Customers')},
	...${itemsOf('Ask a Person')},
	...${itemsOf('Create Customers')},
	...${itemsOf('Update Customers')},
	...${itemsOf('Strip Customers')},
]`;

/** Numbers that could not be searched for, and patients who could not be written. */
const failures = `[
	...${itemsOf('Search by Chart Number', 1)},
	...${written}.filter(({ json }) => json.result === "failed"),
]`;

/** What the first of them says, and what to do about it: our own words, never a system's answer. */
const reason = `={{ ${failures}.slice(0, 1)
	.map(({ json }) => json.details ?? json.error)
	.map((facts) => facts.nextStep ? facts.message + " " + facts.nextStep : facts.message ?? facts)
	.join("") }}`;

/**
 * The called workflow: reads the numbers from the file itself, then does what the page flow of the
 * sync does with a page. It gets a path and gives counts, since n8n keeps the data of whatever a
 * person starts in the editor, and of a called workflow only what goes in and out.
 */
export function fileWorkflow(): TemplateWorkflow {
	return buildWorkflow({
		templateId: loadId,
		key: 'chart-number-file',
		name: fileName,
		nodes: [...notes(), ...readNodes(), ...matchNodes(), ...writeNodes(), count()],
		wires: [
			['Start of File', 'Get Practice Profile'],
			['Start of File', 'Count What Was Done'],
			['Get Practice Profile', 'Read the File'],
			['Read the File', 'Read Chart Numbers'],
			['Read Chart Numbers', 'Has a Number?'],
			['Has a Number?', 0, 'Search by Chart Number'],
			['Search by Chart Number', 0, 'Compare with HealthSail'],
			['Compare with HealthSail', 0, 'Find Candidates'],
			['Find Candidates', 'Patient Match'],
			['Patient Match', 0, 'Link to Customers'],
			['Patient Match', 1, 'Ask a Person'],
			['Patient Match', 2, 'Create Customers'],
			['Compare with HealthSail', 1, 'Update Customers'],
			['Compare with HealthSail', 3, 'Strip Customers'],
		],
	});
}

function readNodes(): NodeDraft[] {
	return [
		calledByWorkflow('Start of File', [0, 0], fileInputs),
		{ ...practiceProfile(careCloudVendor), position: [224, 0] },
		{
			name: 'Read the File',
			position: [448, 0],
			type: 'n8n-nodes-base.readWriteFile',
			typeVersion: 1.1,
			parameters: {
				operation: 'read',
				fileSelector: '={{ $("Start of File").first().json.path }}',
				options: {},
			},
		},
		{
			name: 'Read Chart Numbers',
			position: [672, 0],
			type: 'n8n-nodes-base.extractFromFile',
			typeVersion: 1.1,
			// Spreadsheet programs put a byte order mark before the name of the first column.
			parameters: { operation: 'csv', binaryPropertyName: 'data', options: { enableBOM: true } },
		},
		ifTrue('Has a Number?', [896, 0], `={{ ${chartNumber} !== "" }}`),
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
				chartNumber: `={{ ${chartNumber} }}`,
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
		{
			...healthSail('Strip Customers', { resource: 'customer', operation: 'strip' }),
			position: [2128, 384],
		},
	];
}

/** The lowest branch runs last: the others have had their turn when the counts are told. */
function count(): NodeDraft {
	const number = (name: string, items: string): Field => ({
		name,
		type: 'number',
		value: `={{ ${items}.length }}`,
	});
	const results = (result: string) =>
		number(result, `${written}.filter(({ json }) => json.result === "${result}")`);
	return setFields(
		'Count What Was Done',
		[2128, 576],
		[
			number('numbers', itemsOf('Has a Number?')),
			// Who left comes as an item too, for HealthSail to strip.
			number(
				'found',
				`${itemsOf('Search by Chart Number')}.filter(({ json }) => json.syncState === "included")`,
			),
			...['linked', 'review', 'created', 'updated', 'stripped'].map(results),
			number('failed', failures),
			{ name: 'reason', type: 'string', value: reason },
		],
	);
}

function notes(): NodeDraft[] {
	return [
		overviewNote(
			{ position: [-640, -208], width: 480, height: 752 },
			{
				title: 'One file of chart numbers',
				intro:
					'Called by *load by chart numbers*. It receives the path of the file and returns counts, never patients: n8n keeps the data of a workflow that a person starts.',
				howItWorks: [
					'Reads the chart numbers from a CSV file with one column, *chart_number*. A row without a number is passed over.',
					'Finds each patient in CareCloud. Whoever is opted out, flagged, a test patient or outside the cohort is left out; a number that nobody has gives nothing.',
					'Compares them with HealthSail. New patients are matched first: a sure match is linked, a doubtful one goes to a person, all others become customers.',
					'Customers who opted out or left since they were stored are stripped of their data.',
					'Counts what was done, last.',
				],
				setup: [
					'Select your CareCloud and HealthSail credentials in the nodes, unless the importer did it.',
					'**Do not run this workflow by hand**: n8n would keep the patients for up to 75 minutes.',
					'Keep **Count What Was Done** the lowest node on the canvas, so that it runs last.',
					'Leave the settings that store no execution data as they are.',
				],
			},
		),
		sectionNote(
			'1. Read the numbers, find the patients',
			'Each number that is found costs at least three calls to CareCloud: some 200 take about five minutes.',
			{ position: [-64, -144], width: 1360, height: 352 },
		),
		sectionNote(
			'2. Compare, and match the new ones',
			'As in the demographic sync: nobody is created who may be a customer already.',
			{ position: [1344, -336], width: 672, height: 544 },
		),
		sectionNote('3. Write what differs, then count', 'Unchanged patients are not written.', {
			position: [2064, -528],
			width: 304,
			height: 1296,
		}),
	];
}
