import { everyNight } from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { buildWorkflow, type NodeDraft } from '../builder/workflow.mjs';
import type { SyncVendor } from '../demographicSync/vendor.mjs';
import { followUpId, proposalNames } from './names.mjs';
import {
	changeNode,
	comparedAs,
	followUpOutputs,
	landedRequests,
	undecidedRequests,
} from './nodes.mjs';
import { frameNodes, frameWires, type RunFrame } from './runFrame.mjs';

const leaseSeconds = 3600;

/** Closes what staff keyed in, reminds them of the rest, and compares what nobody decided yet. */
export function followUpWorkflow(vendor: SyncVendor): TemplateWorkflow {
	const frame = followUpFrame(vendor);
	const goOn = { onError: 'continueErrorOutput' } as const;
	return buildWorkflow({
		templateId: followUpId(vendor),
		key: 'follow-up',
		name: proposalNames.followUp(vendor.title),
		executionTimeout: leaseSeconds,
		nodes: [
			...notes(vendor),
			...frameNodes(vendor, frame),
			landedRequests(vendor, 'Get Proposals with Staff', [960, -96]),
			{ ...changeNode(vendor, 'Look for the Value', [1184, -96], 'followUp'), ...goOn },
			undecidedRequests(vendor, 'Get Undecided Proposals', [960, 256]),
			{ ...changeNode(vendor, 'Compare with the Practice', [1184, 256], 'compare'), ...goOn },
		],
		wires: [
			...frameWires(frame),
			['Get Proposals with Staff', 'Look for the Value'],
			['Get Undecided Proposals', 'Compare with the Practice'],
		],
	});
}

function followUpFrame(vendor: SyncVendor): RunFrame {
	const { closed, waiting, error } = followUpOutputs;
	return {
		flow: followUpId(vendor),
		schedule: everyNight('Every Night', [0, 0], { hour: 4, minute: 15 }),
		branches: ['Get Proposals with Staff', 'Get Undecided Proposals'],
		workers: [
			{
				node: 'Look for the Value',
				counts: [
					{ output: closed, as: 'updated' },
					{ output: waiting, as: 'review' },
				],
				errorOutput: error,
			},
			{
				node: 'Compare with the Practice',
				counts: [{ output: 0, as: comparedAs }],
				errorOutput: 1,
			},
		],
		leaseSeconds,
		bottom: 608,
	};
}

function notes(vendor: SyncVendor): NodeDraft[] {
	return [
		overviewNote(
			{ position: [-576, -192], width: 480, height: 704 },
			{
				title: `Look for what staff keyed into ${vendor.title}`,
				intro: `What the interface cannot write goes to staff, who key it in. Nobody has to report that: this flow looks every night whether ${vendor.title} shows the approved value.`,
				howItWorks: [
					'It asks HealthSail for the IDs of proposals that lie with staff.',
					`The ${vendor.title} node reads each patient. It shows the approved value: closed as accepted. It shows another new one: closed as superseded.`,
					'Nothing changed after some days: staff are reminded, once. Still nothing later on: closed as unanswered. The practice profile sets both numbers of days.',
					'It compares every undecided proposal again, so that the review inbox is fresh in the morning.',
					'Counts stand in HealthSail under runs.',
				],
				setup: [
					`Set up ${vendor.system}/demographic-changes first.`,
					`Select your ${vendor.title} and HealthSail credentials in the nodes, unless the importer did it.`,
					'Publish the workflow. It runs at 4:15 in the time zone of n8n; change that in the schedule node.',
					'Keep **Record Counts** below the nodes that work, so that it runs last.',
				],
			},
		),
		sectionNote('1. Take the lease', 'Ends here when the previous run still works.', {
			position: [-64, -144],
			width: 912,
			height: 576,
		}),
		sectionNote(
			'2. Look for the value',
			'Closed, or waiting. Staff are reminded once per proposal.',
			{ position: [896, -240], width: 464, height: 320 },
		),
		sectionNote('3. Compare what waits', 'All undecided proposals, once a night.', {
			position: [896, 112],
			width: 464,
			height: 320,
		}),
		sectionNote(
			'4. Count and finish',
			'Runs last. A proposal that fails does not keep the others waiting.',
			{ position: [896, 464], width: 912, height: 320 },
		),
	];
}
