import { calledByWorkflow, ifTrue } from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import { buildWorkflow, type NodeDraft } from '../builder/workflow.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { pageInputs, workflowNames } from './contract.mjs';
import { healthSailNode, patientMatchNode, templateId, type SyncVendor } from './vendor.mjs';

/** A page must end before its lease of 15 minutes does. */
const pageTimeoutSeconds = 900;

const started = '$("Start of Page").first().json';

/** One and the same for both nodes, so that no candidate is left out whom the matcher asks for. */
const matchSettings = '={{ $("Get Practice Profile").first().json.profile.identity }}';

/** Items of every write that ran; a branch without items did not run. */
const written = `[
	...($("Link to Customers").isExecuted ? $("Link to Customers").all(0) : []),
	...($("Ask a Person").isExecuted ? $("Ask a Person").all(0) : []),
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

/**
 * The calls of the read, and those that the other nodes tell on their first item. Of the patients
 * with their candidates only that item is asked for: n8n copies all that an expression reads.
 */
const calls = `={{ {
	vendor: $json.calls.vendor,
	healthSail: [
		...($("Find Candidates").isExecuted ? [$("Find Candidates").first()] : []),
		...${written},
	].reduce((sum, { json }) => sum + (json.calls ?? 0), $json.calls.healthSail),
} }}`;

/** The sub-workflow that reads, compares and writes one page (design 16). */
export function patientPageWorkflow(vendor: SyncVendor): TemplateWorkflow {
	return buildWorkflow({
		templateId: templateId(vendor),
		key: 'patient-page',
		name: workflowNames.page(vendor.title),
		executionTimeout: pageTimeoutSeconds,
		nodes: [...notes(vendor), ...readNodes(vendor), ...matchNodes(), ...writeNodes(vendor)],
		wires: [
			['Start of Page', 'Get Practice Profile'],
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
		{
			// Above all others, so that it has run when the matcher asks for its settings.
			name: 'Get Practice Profile',
			position: [224, 32],
			type: healthSailNode,
			typeVersion: 1,
			credentials: [vendor.credential],
			parameters: { resource: 'practice', operation: 'getProfile', system: vendor.system },
		},
		ifTrue('Whole Practice?', [224, 200], '={{ $json.wholePractice }}'),
		{
			...vendorNode,
			name: 'Read All Patients',
			position: [448, 96],
			parameters: {
				...vendor.nodeParameters,
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
				...vendor.nodeParameters,
				resource: 'patient',
				operation: 'getChanged',
				since: '={{ $json.since }}',
				...paging,
			},
		},
	];
}

function matchNodes(): NodeDraft[] {
	return [
		{
			name: 'Find Candidates',
			position: [1024, -400],
			type: healthSailNode,
			typeVersion: 1,
			credentials: ['healthSailApi'],
			parameters: {
				resource: 'customer',
				operation: 'findCandidates',
				searchBy: 'patients',
				settings: matchSettings,
			},
		},
		{
			name: 'Patient Match',
			position: [1248, -400],
			type: patientMatchNode,
			typeVersion: 1,
			parameters: {
				operation: 'againstCandidates',
				settings: matchSettings,
			},
		},
	];
}

function writeNodes(vendor: SyncVendor): NodeDraft[] {
	const dryRun = `={{ ${started}.dryRun }}`;
	const customers = (
		name: string,
		position: readonly [number, number],
		operation: string,
		parameters: NonNullable<NodeDraft['parameters']> = {},
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
		customers('Link to Customers', [1520, -592], 'createOrUpdate', {
			dryRun,
			options: { flow: templateId(vendor), runId: `={{ ${started}.runId }}` },
		}),
		{
			name: 'Ask a Person',
			position: [1520, -400],
			type: healthSailNode,
			typeVersion: 1,
			credentials: ['healthSailApi'],
			parameters: {
				resource: 'matchReview',
				operation: 'create',
				createFrom: 'matches',
				dryRun,
				options: { runId: `={{ ${started}.runId }}` },
			},
		},
		customers('Create Customers', [1520, -208], 'createOrUpdate', { dryRun }),
		customers('Update Customers', [1520, -16], 'createOrUpdate', { dryRun }),
		customers('Strip Customers', [1520, 176], 'strip', { dryRun }),
		{
			// The lowest node: n8n runs branches from top to bottom, so this one runs last.
			name: 'Record Page',
			position: [1520, 448],
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
			{ position: [-576, -192], width: 480, height: 704 },
			{
				title: `One page of ${vendor.title} patients`,
				intro: `Called by the main flow once per page. It receives a cursor, never patients, because n8n keeps what is handed to a sub-workflow in its database.`,
				howItWorks: [
					`Reads one page of patients from ${vendor.title}: the changed ones, or all of them in a first load and in the nightly compare.`,
					'Before a patient leaves that node, it drops patients of other practices, asks HealthSail who is opted out or outside the cohort, and reports the page to the audit trail.',
					'Compares keyed hashes with HealthSail; what is unchanged makes no call.',
					'For patients that no customer is linked to, it fetches customers that could be the same person, and Patient Match decides: a sure match is linked, a doubtful one goes to a person, all others are new.',
					'Links and creates customers, updates changed ones, and strips those that left the cohort.',
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
			position: [-64, -96],
			width: 688,
			height: 576,
		}),
		sectionNote(
			'2. Compare, and match the new ones',
			'Unchanged patients end here. Patients that HealthSail does not know by their ID are matched by name, birth date, address, phone, email and insurance.',
			{ position: [688, -560], width: 720, height: 832 },
		),
		sectionNote(
			'3. Write what differs, then record the page',
			'Nothing is written in a dry run, only counted.',
			{ position: [1456, -736], width: 304, height: 1376 },
		),
	];
}
