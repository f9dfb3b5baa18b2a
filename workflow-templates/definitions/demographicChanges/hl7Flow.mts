import { everyMinutes, ifTrue } from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { Json, TemplateWorkflow } from '../builder/types.mjs';
import { buildWorkflow, type NodeDraft } from '../builder/workflow.mjs';
import type { SyncVendor } from '../demographicSync/vendor.mjs';
import { byHl7Id, proposalNames } from './names.mjs';
import {
	approvedRequests,
	changeNode,
	deliverOutputs,
	healthSail,
	type Position,
} from './nodes.mjs';
import { frameNodes, frameWires, type RunFrame } from './runFrame.mjs';

const leaseSeconds = 900;

/** For practices whose profile names the channel hl7: their interface engine takes an ADT A31. */
export function hl7Workflow(vendor: SyncVendor): TemplateWorkflow {
	const frame = hl7Frame(vendor);
	return buildWorkflow({
		templateId: byHl7Id(vendor),
		key: 'send-by-hl7',
		name: proposalNames.byHl7(vendor.title),
		executionTimeout: leaseSeconds,
		nodes: [...notes(vendor), ...frameNodes(vendor, frame), ...sendNodes(vendor)],
		wires: [
			...frameWires(frame),
			['Get Approved Proposals', 'Deliver to the Practice'],
			['Deliver to the Practice', deliverOutputs.byHl7, 'Send ADT A31'],
			['Send ADT A31', 0, 'Told Whole?'],
			['Send ADT A31', 1, 'Refused for Good?'],
			['Told Whole?', 0, 'Mark as Landed'],
			['Told Whole?', 1, 'Leave to the Next Way'],
			['Refused for Good?', 0, 'Leave to the Next Way'],
		],
	});
}

function sendNodes(vendor: SyncVendor): NodeDraft[] {
	const goOn = { onError: 'continueErrorOutput' } as const;
	const told = '$("Deliver to the Practice").item.json';
	const setDelivery = (
		name: string,
		position: Position,
		what: Readonly<Record<string, Json>>,
	): NodeDraft =>
		healthSail(name, position, {
			resource: 'demographicChangeRequest',
			operation: 'setDelivery',
			demographicChangeRequestId: `={{ ${told}.requestId }}`,
			version: `={{ ${told}.version }}`,
			channel: 'hl7',
			...what,
			options: { flow: byHl7Id(vendor) },
		});
	return [
		approvedRequests(vendor, 'Get Approved Proposals', [960, 64]),
		{ ...changeNode(vendor, 'Deliver to the Practice', [1184, 64], 'deliver'), ...goOn },
		{
			name: 'Send ADT A31',
			position: [1472, 64],
			type: 'n8n-nodes-healthsail.hl7Interface',
			typeVersion: 1,
			credentials: ['hl7EngineApi', 'healthSailApi'],
			...goOn,
			parameters: {
				resource: 'message',
				operation: 'sendAdtA31',
				patient: '={{ $json.patient }}',
				reference: '={{ $json.reference }}',
			},
		},
		// The interface settings may keep members out of messages.
		ifTrue('Told Whole?', [1696, -32], '={{ !$json.leftOut }}'),
		// What the other side refused for what it says, it would refuse again.
		ifTrue(
			'Refused for Good?',
			[1696, 160],
			'={{ ["validation", "unsupported"].includes($json.details?.kind) }}',
		),
		// Staff or the engine see to it that the value gets into the chart.
		{ ...setDelivery('Mark as Landed', [1920, -32], { deliveryState: 'landed' }), ...goOn },
		{
			...setDelivery('Leave to the Next Way', [1920, 160], {
				deliveryState: 'failed',
				additionalFields: { lastErrorCode: 'refusedByEngine' },
			}),
			...goOn,
		},
	];
}

function hl7Frame(vendor: SyncVendor): RunFrame {
	const { done, withStaff, attention, error } = deliverOutputs;
	return {
		flow: byHl7Id(vendor),
		schedule: everyMinutes('Every 15 Minutes', [0, 0], 15),
		branches: ['Get Approved Proposals'],
		workers: [
			{
				node: 'Deliver to the Practice',
				counts: [
					{ output: done, as: 'updated' },
					{ output: withStaff, as: 'review' },
					{ output: attention, as: 'review' },
				],
				errorOutput: error,
			},
			{ node: 'Send ADT A31', counts: [], errorOutput: 1 },
			{ node: 'Mark as Landed', counts: [{ output: 0, as: 'review' }], errorOutput: 1 },
			{ node: 'Leave to the Next Way', counts: [{ output: 0, as: 'review' }], errorOutput: 1 },
		],
		leaseSeconds,
		bottom: 480,
	};
}

function notes(vendor: SyncVendor): NodeDraft[] {
	return [
		overviewNote(
			{ position: [-576, -176], width: 480, height: 720 },
			{
				title: `Send approved changes to ${vendor.title} by HL7`,
				intro: `For practices whose interface engine takes HL7 messages of patients, and whose practice profile names the channel hl7. All others leave this set out.`,
				howItWorks: [
					`Every 15 minutes it asks HealthSail for the IDs of proposals that staff approved and the practice does not have yet. The set ${vendor.system}/demographic-changes leaves them to it.`,
					`The ${vendor.title} node delivers what goes another way, and hands on what the profile sends by HL7, with the approved values only.`,
					'The HL7 Interface node sends an ADT A31 with the reference of the proposal and waits for the acknowledgement.',
					'HealthSail is told that the proposal has landed. The follow-up closes it once the practice shows the value.',
					'Counts stand in HealthSail under runs.',
				],
				setup: [
					'Name hl7 under changes.channels in the practice profile.',
					`Fill the **Interface engine account** credential with the same practice as the ${vendor.title} credential, and select the credentials in the nodes, unless the importer did it.`,
					`Publish the workflow beside those of the set ${vendor.system}/demographic-changes.`,
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
			'2. Deliver, and find what goes by HL7',
			'What goes another way is delivered on that way.',
			{
				position: [896, -80],
				width: 464,
				height: 352,
			},
		),
		sectionNote(
			'3. Send and say so',
			'A message may come twice: it tells how things are. While the engine cannot be reached, each run sends it again. What it refuses for good, or is not told whole, the next run delivers on the next way of the practice profile.',
			{ position: [1408, -208], width: 688, height: 528 },
		),
		sectionNote(
			'4. Count and finish',
			'Runs last. A proposal that fails does not keep the others waiting.',
			{ position: [896, 336], width: 912, height: 320 },
		),
	];
}
