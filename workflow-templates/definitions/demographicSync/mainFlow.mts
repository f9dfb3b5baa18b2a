import {
	callWorkflow,
	doNothing,
	everyMinutes,
	everyNight,
	ifTrue,
	manualTrigger,
	setFields,
	stopWithMessage,
} from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { buildWorkflow, type NodeDraft } from '../builder/workflow.mjs';
import { pageInputs, workflowNames } from './contract.mjs';
import { healthSailNode, templateId, type SyncVendor } from './vendor.mjs';

const startedRun = '$("Start Run").first(0).json';
const syncProfile = '$("Get Practice Profile").first().json.profile.sync';

/**
 * Schedule → start run → page by page → finish run. It has no time limit of its own: each page has
 * one, the lease stops a second run, and a first load may take hours. Where the instance sets one,
 * the next run goes on at the last page.
 */
export function mainWorkflow(vendor: SyncVendor, page: TemplateWorkflow): TemplateWorkflow {
	return buildWorkflow({
		templateId: templateId(vendor),
		key: 'demographic-sync',
		name: workflowNames.main(vendor.title),
		nodes: [...notes(vendor), ...startNodes(vendor), ...pageNodes(page), ...endNodes()],
		wires: [
			['Every 15 Minutes', 'Read Changes'],
			['Run by Hand', 'Read Changes'],
			['Every Night', 'Compare Everything'],
			['Read Changes', 'Settings'],
			['Compare Everything', 'Settings'],
			['Settings', 'Get Practice Profile'],
			['Get Practice Profile', 'Start Run'],
			['Start Run', 0, 'Sync One Page'],
			['Start Run', 1, 'Not Started Now'],
			['Sync One Page', 0, 'All Pages Done?'],
			['Sync One Page', 1, 'Mark Run Failed'],
			['All Pages Done?', 0, 'Finish Run'],
			['All Pages Done?', 1, 'Sync One Page'],
			['Mark Run Failed', 'Stop and Say Why'],
		],
	});
}

function startNodes(vendor: SyncVendor): NodeDraft[] {
	const setting = (name: string) => `={{ $("Settings").first().json.${name} }}`;
	return [
		everyMinutes('Every 15 Minutes', [0, 0], 15),
		manualTrigger('Run by Hand', [0, 192]),
		everyNight('Every Night', [0, 384], { hour: 2, minute: 30 }),
		setFields('Read Changes', [224, 96], [{ name: 'kind', type: 'string', value: 'changes' }]),
		setFields(
			'Compare Everything',
			[224, 384],
			[{ name: 'kind', type: 'string', value: 'compare' }],
		),
		setFields(
			'Settings',
			[448, 192],
			[
				{ name: 'flow', type: 'string', value: templateId(vendor) },
				{ name: 'system', type: 'string', value: vendor.system },
				{ name: 'firstLoad', type: 'string', value: 'dryRunFirst' },
			],
		),
		{
			name: 'Get Practice Profile',
			position: [736, 192],
			type: healthSailNode,
			typeVersion: 1,
			credentials: [vendor.credential],
			parameters: { resource: 'practice', operation: 'getProfile', system: vendor.system },
		},
		{
			name: 'Start Run',
			position: [960, 192],
			type: healthSailNode,
			typeVersion: 1,
			credentials: ['healthSailApi'],
			parameters: {
				resource: 'run',
				operation: 'start',
				flow: setting('flow'),
				system: setting('system'),
				practiceId: '={{ $json.practiceId }}',
				kind: setting('kind'),
				firstLoad: setting('firstLoad'),
				leaseSeconds: 900,
				overlapHours: `={{ ${syncProfile}.overlapHours }}`,
			},
		},
		doNothing('Not Started Now', [1184, 368]),
	];
}

function pageNodes(page: TemplateWorkflow): NodeDraft[] {
	return [
		{
			...callWorkflow(
				'Sync One Page',
				[1472, 96],
				{ id: page.id, name: page.name },
				// The started run, and then each page, says where to read on.
				pageInputs,
			),
			// Shown in place of the id of the called workflow.
			notes: 'calls: one page of patients',
		},
		ifTrue('All Pages Done?', [1712, 80], '={{ $json.done }}'),
	];
}

function endNodes(): NodeDraft[] {
	const run = {
		resource: 'run',
		operation: 'finish',
		runId: `={{ ${startedRun}.runId }}`,
		leaseKey: `={{ ${startedRun}.leaseKey }}`,
		owner: `={{ ${startedRun}.owner }}`,
	};
	const finishNode = {
		type: healthSailNode,
		typeVersion: 1,
		credentials: ['healthSailApi'],
	} as const;
	// Our nodes' messages are made of our own words, never of what a system answered.
	const error = '$("Sync One Page").last(1).json.error';
	const reason = `(${error}?.message ?? ${error} ?? "none given")`;
	return [
		{
			...finishNode,
			name: 'Finish Run',
			position: [1952, -64],
			parameters: { ...run, outcome: 'finished' },
		},
		{
			...finishNode,
			name: 'Mark Run Failed',
			position: [1712, 368],
			// A lost lease cannot be released; the reason must still be told.
			onError: 'continueRegularOutput',
			parameters: { ...run, outcome: 'failed', message: `={{ ${reason} }}` },
		},
		stopWithMessage(
			'Stop and Say Why',
			[1952, 368],
			`={{ "The sync stopped at a page; the next run repeats that page. Reason: " + ${reason} }}`,
		),
	];
}

function notes(vendor: SyncVendor): NodeDraft[] {
	return [
		overviewNote(
			{ position: [-576, -224], width: 480, height: 688 },
			{
				title: `${vendor.title} patients as HealthSail customers`,
				intro: `Keeps name, birth date, address, phones, e-mail, insurance and emergency contacts of ${vendor.title} patients in HealthSail, so that nobody is asked twice. ${vendor.title} stays authoritative; nothing is written back.`,
				howItWorks: [
					'Every 15 minutes it reads what changed, with the overlap that the practice profile sets; every night it compares the whole practice.',
					'A lease in HealthSail lets one run work at a time and keeps the cursor. A run that was interrupted goes on at its last page.',
					'Pages of patients, 500 unless the practice profile says otherwise, go through the sub-workflow, one after the other.',
					'The first run is a dry run: it counts and writes nothing. Run the workflow *confirm the first load* when the counts look right, or *ask for a new dry run* when they do not.',
				],
				setup: [
					vendor.access,
					`Fill in the **${vendor.title} account** credential, with the practice profile, and the **HealthSail account** credential.`,
					'The schedule stands in the two schedule nodes; overlap and page size stand in the practice profile.',
					'Publish the page sub-workflow first, then this one.',
					'Counts of every run stand in HealthSail under runs. n8n keeps no execution data of this flow.',
				],
			},
		),
		sectionNote('1. When, and what to read', 'Change the schedules and the settings here.', {
			position: [-64, -144],
			width: 688,
			height: 720,
		}),
		sectionNote(
			'2. Take the lease',
			'Ends here when the previous run still works, or when the dry run waits for its confirmation.',
			{ position: [672, -16], width: 688, height: 576 },
		),
		sectionNote(
			'3. Page by page, then finish',
			'Each page returns its counts and the next cursor. When a page fails, the run is marked failed and the next run repeats that page.',
			{ position: [1408, -240], width: 752, height: 784 },
		),
	];
}
