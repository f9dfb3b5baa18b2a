import { everyMinutes } from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { buildWorkflow, type NodeDraft } from '../builder/workflow.mjs';
import type { SyncVendor } from '../demographicSync/vendor.mjs';
import { changesId, proposalNames } from './names.mjs';
import {
	approvedRequests,
	changeNode,
	comparedAs,
	deliveredHere,
	deliverOutputs,
	undecidedRequests,
} from './nodes.mjs';
import { frameNodes, frameWires, type RunFrame } from './runFrame.mjs';

const leaseSeconds = 900;

/** Older ones were compared long ago; the nightly follow-up compares them all. */
const undecidedDays = 2;

/** Delivers and compares every 15 minutes, whether an event came or not (design 21). */
export function sweepWorkflow(vendor: SyncVendor): TemplateWorkflow {
	const frame = sweepFrame(vendor);
	const goOn = { onError: 'continueErrorOutput' } as const;
	return buildWorkflow({
		templateId: changesId(vendor),
		key: 'proposal-sweep',
		name: proposalNames.sweep(vendor.title),
		executionTimeout: leaseSeconds,
		nodes: [
			...notes(vendor),
			...frameNodes(vendor, frame),
			deliveredHere([960, -96]),
			approvedRequests(vendor, 'Get Approved Proposals', [1184, -96]),
			{ ...changeNode(vendor, 'Deliver to the Practice', [1408, -96], 'deliver'), ...goOn },
			undecidedRequests(vendor, 'Get Undecided Proposals', [960, 256], undecidedDays),
			{ ...changeNode(vendor, 'Compare with the Practice', [1184, 256], 'compare'), ...goOn },
		],
		wires: [
			...frameWires(frame),
			['Delivered Here?', 0, 'Get Approved Proposals'],
			['Get Approved Proposals', 'Deliver to the Practice'],
			['Get Undecided Proposals', 'Compare with the Practice'],
		],
	});
}

function sweepFrame(vendor: SyncVendor): RunFrame {
	const { done, withStaff, byHl7, attention, error } = deliverOutputs;
	return {
		flow: changesId(vendor),
		schedule: everyMinutes('Every 15 Minutes', [0, 0], 15),
		branches: ['Delivered Here?', 'Get Undecided Proposals'],
		workers: [
			{
				node: 'Deliver to the Practice',
				counts: [
					{ output: done, as: 'updated' },
					{ output: withStaff, as: 'review' },
					// None, as long as the profile stays as it was when the run began.
					{ output: byHl7, as: 'unchanged' },
					{ output: attention, as: 'review' },
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
			{ position: [-576, -224], width: 480, height: 736 },
			{
				title: `Deliver approved changes to ${vendor.title}`,
				intro: `Looks every 15 minutes for proposals that wait: approved ones are brought into ${vendor.title}, new ones are compared with it. It also does what an event left undone, so it works without the other workflow too, only later.`,
				howItWorks: [
					'A lease in HealthSail lets one run work at a time.',
					'It asks HealthSail for the IDs of approved proposals of this practice.',
					`The ${vendor.title} node writes the approved fields if the practice still has the values that staff saw, reads the patient back, and tells HealthSail what became of each. What the interface cannot write goes to staff.`,
					`When a write changed anything else, writes to ${vendor.title} stop until a person releases the incident in the review inbox.`,
					'Undecided proposals of the last two days are compared again.',
					'Counts stand in HealthSail under runs.',
				],
				setup: [
					`Select your ${vendor.title} and HealthSail credentials in the nodes, unless the importer did it.`,
					'In the practice profile, choose the ways of delivery and the rules for conflicts, under changes.',
					'Publish the workflow. Keep **Record Counts** below the nodes that work, so that it runs last.',
				],
			},
		),
		sectionNote('1. Take the lease', 'Ends here when the previous run still works.', {
			position: [-64, -144],
			width: 912,
			height: 576,
		}),
		sectionNote(
			'2. Deliver what staff approved',
			'Approved fields only. Where the practice profile names hl7, the set for HL7 delivers instead.',
			{ position: [896, -240], width: 688, height: 320 },
		),
		sectionNote(
			'3. Compare what waits',
			'Staff see what the practice has now beside what is proposed.',
			{ position: [896, 112], width: 464, height: 320 },
		),
		sectionNote(
			'4. Count and finish',
			'Runs last. A proposal that fails does not keep the others waiting.',
			{ position: [896, 464], width: 912, height: 320 },
		),
	];
}
