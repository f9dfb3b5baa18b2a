import { everyHour, ifTrue, manualTrigger, stopWithMessage } from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { buildWorkflow, type NodeDraft } from '../builder/workflow.mjs';
import { healthSailNode, patientMatchNode, type SyncVendor } from '../demographicSync/vendor.mjs';
import { practiceProfile } from './byHand.mjs';
import { lifecycleId, lifecycleNames } from './names.mjs';

/** Shorter than the 7 days for which HealthSail answers a repeated proposal from its store. */
const daysBack = 6;

const profile = '$("Get Practice Profile").first().json';

/** Without these nobody can look for duplicates, and no new patient can be proposed. */
const named = ['givenName', 'familyName', 'birthDate']
	.map((name) => `$json.demographics?.${name}`)
	.join(' && ');

/** What the nodes tell of shoppers who failed; a node without items did not run. */
const failures = `[
	...($("Search the Practice").isExecuted ? $("Search the Practice").all(1) : []),
	...($("Link the Patient ID").isExecuted ? $("Link the Patient ID").all(1) : []),
	...($("Ask a Person").isExecuted ? $("Ask a Person").all(1) : []),
	...($("Propose New Patient").isExecuted ? $("Propose New Patient").all(1) : []),
]`;

/** Shoppers who are no patient yet: search first, then propose, never create (D8). */
export function newPatientsWorkflow(vendor: SyncVendor): TemplateWorkflow {
	return buildWorkflow({
		templateId: lifecycleId(vendor),
		key: 'new-patient-proposals',
		name: lifecycleNames.newPatients(vendor.title),
		nodes: [...notes(vendor), ...readNodes(vendor), ...writeNodes(), ...endNodes()],
		wires: [
			['Every Hour', 'Get Practice Profile'],
			['Run by Hand', 'Get Practice Profile'],
			['Get Practice Profile', 'Get Match Exclusions'],
			['Get Practice Profile', 'Get New Shoppers'],
			['Get Practice Profile', 'Did a Shopper Fail?'],
			['Get New Shoppers', 'Not a Patient Yet?'],
			['Not a Patient Yet?', 0, 'Search the Practice'],
			['Search the Practice', 'Patient Match'],
			['Patient Match', 0, 'Link the Patient ID'],
			['Patient Match', 1, 'Ask a Person'],
			['Patient Match', 2, 'Propose New Patient'],
			['Did a Shopper Fail?', 0, 'Stop and Say Why'],
		],
	});
}

function readNodes(vendor: SyncVendor): NodeDraft[] {
	return [
		everyHour('Every Hour', [0, 0]),
		manualTrigger('Run by Hand', [0, 192]),
		{ ...practiceProfile(vendor), position: [224, 96] },
		{
			// Above the other branch, so that it has run when the matcher asks for the exclusions.
			name: 'Get Match Exclusions',
			position: [448, -64],
			type: healthSailNode,
			typeVersion: 1,
			credentials: ['healthSailApi'],
			parameters: {
				resource: 'matchExclusion',
				operation: 'getMany',
				returnAll: true,
				filters: { system: [vendor.system], practiceId: '={{ $json.practiceId }}' },
			},
		},
		{
			name: 'Get New Shoppers',
			position: [448, 96],
			type: healthSailNode,
			typeVersion: 1,
			credentials: ['healthSailApi'],
			parameters: {
				resource: 'customer',
				operation: 'getMany',
				returnAll: true,
				filters: {
					source: ['portal'],
					status: ['active'],
					createdSince: `={{ $now.minus({ days: ${daysBack} }).toISO() }}`,
				},
			},
		},
		ifTrue(
			'Not a Patient Yet?',
			[672, 96],
			`={{ Boolean(${named}) && !$json.externalIds.some((one) => one.type === "patient" && one.verification !== "rejected" && one.system === ${profile}.system && one.practiceId === ${profile}.practiceId) }}`,
		),
		{
			name: 'Search the Practice',
			position: [944, 80],
			type: vendor.nodeType,
			typeVersion: 1,
			credentials: [vendor.credential, 'healthSailApi'],
			// One shopper who cannot be searched must not keep the others waiting.
			onError: 'continueErrorOutput',
			parameters: {
				...vendor.nodeParameters,
				resource: 'patient',
				operation: 'findCandidates',
				options: { flow: lifecycleId(vendor) },
			},
		},
		{
			name: 'Patient Match',
			position: [1168, 80],
			type: patientMatchNode,
			typeVersion: 1,
			parameters: {
				operation: 'againstCandidates',
				settings: `={{ ${profile}.profile.identity }}`,
				options: { exclusions: '={{ $("Get Match Exclusions").all().map(({ json }) => json) }}' },
			},
		},
	];
}

function writeNodes(): NodeDraft[] {
	const practice = {
		system: `={{ ${profile}.system }}`,
		practiceId: `={{ ${profile}.practiceId }}`,
	};
	const healthSail = {
		type: healthSailNode,
		typeVersion: 1,
		credentials: ['healthSailApi'],
		// The same goes for one who cannot be written; "Did a Shopper Fail?" tells of them all.
		onError: 'continueErrorOutput',
	} as const;
	return [
		{
			...healthSail,
			name: 'Link the Patient ID',
			position: [1440, -112],
			parameters: {
				resource: 'externalId',
				operation: 'add',
				customerId: '={{ $json.id }}',
				...practice,
				externalIdType: 'patient',
				externalId: '={{ $json.match.candidateId }}',
				verification: 'verified',
				matchMethod: 'demographic',
			},
		},
		{
			...healthSail,
			name: 'Ask a Person',
			position: [1440, 80],
			parameters: {
				resource: 'matchReview',
				operation: 'create',
				createFrom: 'fields',
				...practice,
				externalIdType: 'patient',
				externalId: '={{ $json.match.candidateId }}',
				customerId: '={{ $json.id }}',
				grade: '={{ $json.match.grade }}',
				reasons: '={{ $json.match.reasons.join(",") }}',
			},
		},
		{
			...healthSail,
			name: 'Propose New Patient',
			position: [1440, 272],
			parameters: {
				resource: 'demographicChangeRequest',
				operation: 'create',
				requestKind: 'new_patient',
				...practice,
				customer: '={{ $json }}',
			},
		},
	];
}

/** The lowest branch runs last: the others have had their turn when the flow ends with an error. */
function endNodes(): NodeDraft[] {
	return [
		ifTrue('Did a Shopper Fail?', [448, 528], `={{ ${failures}.length > 0 }}`),
		stopWithMessage(
			'Stop and Say Why',
			[672, 512],
			// Our nodes' messages are made of our own words, never of what a system answered.
			`={{ "Shoppers who could not be handled: " + ${failures}.length + ". The next run tries them again. First reason: " + ${failures}[0].json.error }}`,
		),
	];
}

function notes(vendor: SyncVendor): NodeDraft[] {
	return [
		overviewNote(
			{ position: [-576, -208], width: 480, height: 720 },
			{
				title: 'Propose shoppers as new patients',
				intro: `Somebody who shops at HealthSail and is no patient in ${vendor.title} yet becomes a proposal that staff accept or reject. Nothing is written to ${vendor.title}.`,
				howItWorks: [
					`Every hour it takes the customers of the last ${daysBack} days that came by the shop, gave their name and birth date, and have no ${vendor.title} patient ID.`,
					`Searches ${vendor.title} for each, by name and birth date, so that a patient who is already there is found.`,
					'A sure match gets the patient ID. A doubtful one goes to a person as a match review.',
					'For all others it opens a demographic change request of the kind new patient. The same shopper is proposed once.',
					'When a shopper fails, the others go on, and the run ends with an error that says why.',
				],
				setup: [
					`Select your ${vendor.title} and HealthSail credentials in the nodes, unless the importer did it.`,
					'Publish the workflow when the first load of the demographic sync is done.',
					'Proposals wait in HealthSail under demographic change requests.',
				],
			},
		),
		sectionNote(
			'1. Shoppers without a patient',
			'Customers that came by the shop, of the last days.',
			{
				position: [-64, -144],
				width: 912,
				height: 528,
			},
		),
		sectionNote(
			'3. Tell of those who failed',
			'Runs last. One shopper who fails does not keep the others waiting.',
			{ position: [-64, 400], width: 912, height: 304 },
		),
		sectionNote(
			'2. Search, match, propose',
			'Searching comes first: a duplicate patient is worse than a late one.',
			{ position: [880, -240], width: 768, height: 688 },
		),
	];
}
