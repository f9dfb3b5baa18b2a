import { calledByWorkflow, ifTrue } from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import { buildWorkflow, type NodeDraft } from '../builder/workflow.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { pageInputs, workflowNames } from './contract.mjs';
import { healthSailNode, templateId, type SyncVendor } from './vendor.mjs';

/** A page must end before its lease of 15 minutes does. */
const pageTimeoutSeconds = 900;

const started = '$("Start of Page").first().json';

/** Items of every write that ran; a branch without items did not run. */
const written = `[
	...($("Create Customers").isExecuted ? $("Create Customers").all(0) : []),
	...($("Update Customers").isExecuted ? $("Update Customers").all(0) : []),
	...($("Strip Customers").isExecuted ? $("Strip Customers").all(0) : []),
]`;

/** What became of each patient, for the counts, and why one failed. */
const results = `={{ ${written}.map(({ json }) => ({ result: json.result, error: json.error })).concat(
	$("Compare with HealthSail").isExecuted
		? $("Compare with HealthSail").all(2).map(() => "unchanged")
		: [],
) }}`;

/** The calls of the read, and those that the writes tell on their first item. */
const calls = `={{ {
	vendor: $json.calls.vendor,
	healthSail: ${written}.reduce((sum, { json }) => sum + (json.calls ?? 0), $json.calls.healthSail),
} }}`;

/** The sub-workflow that reads, compares and writes one page (design 16). */
export function patientPageWorkflow(vendor: SyncVendor): TemplateWorkflow {
	return buildWorkflow({
		templateId: templateId(vendor),
		key: 'patient-page',
		name: workflowNames.page(vendor.title),
		executionTimeout: pageTimeoutSeconds,
		nodes: [...notes(vendor), ...readNodes(vendor), ...writeNodes()],
		wires: [
			['Start of Page', 'Whole Practice?'],
			['Whole Practice?', 0, 'Read All Patients'],
			['Whole Practice?', 1, 'Read Changed Patients'],
			...['Read All Patients', 'Read Changed Patients'].flatMap(
				(read) =>
					[
						[read, 0, 'Compare with HealthSail'],
						[read, 1, 'Record Page'],
					] as const,
			),
			['Compare with HealthSail', 0, 'Create Customers'],
			['Compare with HealthSail', 1, 'Update Customers'],
			['Compare with HealthSail', 3, 'Strip Customers'],
		],
	});
}

function readNodes(vendor: SyncVendor): NodeDraft[] {
	const paging = {
		cursor: '={{ $json.cursor ?? "" }}',
		// Ties the audit record of the page to its run.
		options: { flow: templateId(vendor), runId: '={{ $json.runId }}' },
	};
	const vendorNode = {
		type: vendor.nodeType,
		typeVersion: 1,
		credentials: [vendor.credential, 'healthSailApi'],
	} as const;
	return [
		calledByWorkflow('Start of Page', [0, 200], pageInputs),
		ifTrue('Whole Practice?', [224, 200], '={{ $json.wholePractice }}'),
		{
			...vendorNode,
			name: 'Read All Patients',
			position: [448, 96],
			parameters: {
				resource: 'patient',
				operation: 'getAll',
				cohortVisitsOnly: '={{ $json.mode !== "compare" }}',
				...paging,
			},
		},
		{
			...vendorNode,
			name: 'Read Changed Patients',
			position: [448, 304],
			parameters: {
				resource: 'patient',
				operation: 'getChanged',
				since: '={{ $json.since }}',
				...paging,
			},
		},
	];
}

function writeNodes(): NodeDraft[] {
	const dryRun = `={{ ${started}.dryRun }}`;
	const customers = (
		name: string,
		position: readonly [number, number],
		operation: string,
		parameters: Record<string, string> = {},
	): NodeDraft => ({
		name,
		position,
		type: healthSailNode,
		typeVersion: 1,
		credentials: ['healthSailApi'],
		parameters: { resource: 'customer', operation, ...parameters },
	});
	return [
		customers('Compare with HealthSail', [752, 96], 'compare'),
		customers('Create Customers', [1024, -112], 'createOrUpdate', { dryRun }),
		customers('Update Customers', [1024, 80], 'createOrUpdate', { dryRun }),
		customers('Strip Customers', [1024, 272], 'strip', { dryRun }),
		{
			// The lowest node: n8n runs branches from top to bottom, so this one runs last.
			name: 'Record Page',
			position: [1024, 496],
			type: healthSailNode,
			typeVersion: 1,
			credentials: ['healthSailApi'],
			parameters: {
				resource: 'run',
				operation: 'advance',
				runId: `={{ ${started}.runId }}`,
				leaseKey: `={{ ${started}.leaseKey }}`,
				owner: `={{ ${started}.owner }}`,
				nextCursor: '={{ $json.nextCursor ?? "" }}',
				readStartedAt: '={{ $json.readStartedAt }}',
				counts: '={{ $json.counts }}',
				calls,
				results,
				failures: '={{ $json.failures }}',
				leaseSeconds: 900,
			},
		},
	];
}

function notes(vendor: SyncVendor): NodeDraft[] {
	return [
		overviewNote(
			{ position: [-576, -192], width: 480, height: 608 },
			{
				title: `One page of ${vendor.title} patients`,
				intro: `Called by the main flow once per page. It receives a cursor, never patients, because n8n keeps what is handed to a sub-workflow in its database.`,
				howItWorks: [
					`Reads one page of patients from ${vendor.title}: the changed ones, or all of them in a first load and in the nightly compare.`,
					'Before a patient leaves that node, it drops patients of other practices, asks HealthSail who is opted out or outside the cohort, and reports the page to the audit trail.',
					'Compares keyed hashes with HealthSail; what is unchanged makes no call.',
					'Creates new customers, updates changed ones, and strips those that left the cohort.',
					'Records the page last: the cursor moves only after the work.',
				],
				setup: [
					`Select your ${vendor.title} and HealthSail credentials in the nodes, unless the importer did it.`,
					'Keep **Record Page** the lowest node on the canvas, so that it runs last.',
					'Leave the settings that store no execution data as they are.',
					'Publish this workflow before the main flow.',
				],
			},
		),
		sectionNote('1. Read one page', 'The whole practice, or what changed since the last run.', {
			position: [-64, -64],
			width: 688,
			height: 544,
		}),
		sectionNote(
			'2. Write what differs, then record the page',
			'New, changed and leaving customers each take their branch. In a dry run nothing is written, only counted.',
			{ position: [672, -288], width: 560, height: 960 },
		),
	];
}
