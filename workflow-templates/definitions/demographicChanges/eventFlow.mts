import { ifTrue } from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { buildWorkflow, type NodeDraft } from '../builder/workflow.mjs';
import type { SyncVendor } from '../demographicSync/vendor.mjs';
import { changesId, proposalNames } from './names.mjs';
import {
	changeNode,
	deliveredHere,
	deliverOutputs,
	healthSail,
	practiceProfile,
	profile,
} from './nodes.mjs';

const trigger = 'Proposal Came or Was Decided';
const event = `$("${trigger}").first().json`;

/** A run ends before its lease does; what it left, the sweep does. */
const timeoutSeconds = 300;

/** Compares a proposal as soon as it comes, and delivers it as soon as staff approved it. */
export function eventWorkflow(vendor: SyncVendor): TemplateWorkflow {
	const { done, withStaff, byHl7, attention } = deliverOutputs;
	return buildWorkflow({
		templateId: changesId(vendor),
		key: 'proposal-events',
		name: proposalNames.events(vendor.title),
		executionTimeout: timeoutSeconds,
		nodes: [...notes(vendor), ...takeNodes(vendor), ...workNodes(vendor)],
		wires: [
			[trigger, 'For This System?'],
			['For This System?', 0, 'Get Practice Profile'],
			['Get Practice Profile', 'Look Up the Practice'],
			['Look Up the Practice', 'For This Practice?'],
			['For This Practice?', 0, 'Take Event'],
			['Take Event', 0, 'Asked or Decided?'],
			['Asked or Decided?', 0, 'Compare with the Practice'],
			['Asked or Decided?', 1, 'Delivered Here?'],
			['Delivered Here?', 0, 'Deliver to the Practice'],
			['Delivered Here?', 1, 'Mark Done'],
			['Compare with the Practice', 'Mark Done'],
			...[done, withStaff, byHl7, attention].map(
				(output) => ['Deliver to the Practice', output, 'Mark Done'] as const,
			),
		],
	});
}

function takeNodes(vendor: SyncVendor): NodeDraft[] {
	return [
		{
			name: trigger,
			position: [0, 160],
			type: 'n8n-nodes-healthsail.healthSailTrigger',
			typeVersion: 1,
			credentials: ['healthSailApi'],
			parameters: {
				eventTypes: ['demographic_change.requested', 'demographic_change.approved'],
			},
		},
		ifTrue(
			'For This System?',
			[224, 160],
			`={{ $json.pmSystems.length === 0 || $json.pmSystems.includes("${vendor.system}") }}`,
		),
		practiceProfile(vendor, [448, 160]),
		healthSail('Look Up the Practice', [672, 160], {
			resource: 'demographicChangeRequest',
			operation: 'get',
			demographicChangeRequestId: `={{ ${event}.id }}`,
			// The values stay in HealthSail.
			options: { fields: 'pmSystem,practiceId,direction' },
		}),
		ifTrue(
			'For This Practice?',
			[896, 160],
			`={{ $json.pmSystem === "${vendor.system}" && $json.practiceId === ${profile}.practiceId && $json.direction === "to_pm" }}`,
		),
		healthSail('Take Event', [1184, 160], {
			resource: 'event',
			operation: 'take',
			// Another practice of the account takes its events under a name of its own.
			flow: `={{ "${changesId(vendor)} " + ${profile}.practiceId }}`,
			eventId: `={{ ${event}.eventId }}`,
			leaseSeconds: timeoutSeconds,
		}),
		ifTrue(
			'Asked or Decided?',
			[1408, 160],
			`={{ ${event}.type === "demographic_change.requested" }}`,
		),
	];
}

function workNodes(vendor: SyncVendor): NodeDraft[] {
	return [
		changeNode(vendor, 'Compare with the Practice', [1920, 64], 'compare'),
		deliveredHere([1696, 256]),
		changeNode(vendor, 'Deliver to the Practice', [1920, 256], 'deliver'),
		healthSail('Mark Done', [2208, 160], {
			resource: 'event',
			operation: 'done',
			leaseKey: '={{ $("Take Event").first().json.leaseKey }}',
			owner: '={{ $("Take Event").first().json.owner }}',
		}),
	];
}

function notes(vendor: SyncVendor): NodeDraft[] {
	return [
		overviewNote(
			{ position: [-576, -128], width: 480, height: 704 },
			{
				title: 'Work at once on what was asked or decided',
				intro: `A patient proposes a new address, phone or insurance, and staff decide in the review inbox. HealthSail tells this flow of both. Nothing reaches ${vendor.title} that a named person has not approved.`,
				howItWorks: [
					'HealthSail sends an event that holds IDs only. Events of other systems and practices end here.',
					'Each event is taken once, however often it comes.',
					`Asked: the ${vendor.title} node reads the patient and tells HealthSail what the practice has now, so that staff see both values.`,
					`Decided: the node writes what was approved, if ${vendor.title} still has the value that staff saw, and reads it back. What the interface cannot write goes to staff.`,
					'What breaks off here is done by the other workflow of the set within 15 minutes.',
				],
				setup: [
					`Select your ${vendor.title} and HealthSail credentials in the nodes, unless the importer did it.`,
					'Publish the workflow: it then registers its address with HealthSail. HealthSail must be able to reach this n8n.',
					'If it cannot, leave this workflow unpublished and publish the other one alone.',
				],
			},
		),
		sectionNote(
			'1. Is it for this practice?',
			'Only the IDs of the system and practice are looked up, never a value.',
			{ position: [-64, 0], width: 1136, height: 336 },
		),
		sectionNote('2. Take it once', 'An event that was done before ends here.', {
			position: [1120, 0],
			width: 464,
			height: 336,
		}),
		sectionNote(
			'3. Compare or deliver',
			'The node reads the request itself, so no value stands in an item. Where the practice profile names hl7, the set for HL7 delivers instead.',
			{ position: [1632, -96], width: 752, height: 528 },
		),
	];
}
