import { offers } from '../../../lib/vendors.js';
import type { TemplateWorkflow } from '../builder/types.mjs';
import type { SyncVendor } from '../demographicSync/vendor.mjs';
import { byHandWorkflow, healthSail, practiceProfile, text, typed } from './byHand.mjs';
import { lifecycleNames } from './names.mjs';

const credentialsStep =
	'Select your HealthSail credential in the nodes, unless the importer did it.';

const getReview = healthSail('Get Match Review', {
	resource: 'matchReview',
	operation: 'get',
	matchReviewId: '={{ $json.matchReviewId }}',
});

/** A person says whether a doubtful pair is one person (D3). */
export function decideWorkflow(vendor: SyncVendor): TemplateWorkflow {
	const form = 'Your Decision';
	return byHandWorkflow(vendor, {
		key: 'decide-match-review',
		name: lifecycleNames.decide(vendor.title),
		overview: {
			title: 'Decide a match review',
			intro:
				'The demographic sync asks a person when it cannot tell whether a patient and a customer are the same. This workflow records what the person decided, and HealthSail acts on it.',
			howItWorks: [
				'Reads the match review, so that a review somebody else decided meanwhile is not decided twice.',
				'*link*: the customer gets the patient ID; the next nightly compare updates it from the practice system. For two customers of merged patients it merges the customers.',
				'*keep_apart*: the pair is remembered as two people and is never proposed again; the next nightly compare creates a customer for the patient.',
				...(offers(vendor.system, 'patients.ids')
					? [
							'A patient that vanished: *link* keeps the customer as it is and stops asking; *keep_apart* takes the patient ID off the customer.',
						]
					: []),
				'Reports the decision to the audit trail with the name of the person.',
			],
			setup: [
				credentialsStep,
				'Open match reviews stand in HealthSail, with the reasons of the matcher. Look at both records there before you decide.',
				`Type the ID of the match review, the decision and your own name or login into **${form}**, then select **Execute workflow**.`,
				'HealthSail refuses a *link* when the patient is linked to another customer already: the same person has two customers then. Merge them with *HealthSail: Customer, Merge*.',
				'A mistake: run *undo a decision*.',
			],
		},
		section: {
			title: 'Decide',
			text: 'Decision is link or keep_apart. Decided By is you, not the patient.',
		},
		trigger: 'I Looked at Both Records',
		form: { name: form, fields: [text('matchReviewId'), text('decision'), text('decidedBy')] },
		steps: [
			getReview,
			healthSail('Decide Match Review', {
				resource: 'matchReview',
				operation: 'decide',
				matchReviewId: '={{ $json.id }}',
				version: '={{ $json.version }}',
				decision: typed(form, 'decision'),
				by: typed(form, 'decidedBy'),
			}),
		],
	});
}

/** Takes back what a decided review did, and asks again. */
export function undoDecisionWorkflow(vendor: SyncVendor): TemplateWorkflow {
	return byHandWorkflow(vendor, {
		key: 'undo-decision',
		name: lifecycleNames.undoDecision(vendor.title),
		overview: {
			title: 'Undo a decision',
			intro:
				'A decided match review turned out to be wrong. This workflow takes back what the decision did and opens the review again.',
			howItWorks: [
				'A link is removed from the customer; an exclusion is forgotten; two merged customers are two again.',
				'The match review is open again and waits for a new decision.',
				'Reports both to the audit trail.',
			],
			setup: [
				credentialsStep,
				'Type the ID of the match review into **Match Review to Undo**, then select **Execute workflow**.',
				'Then decide it anew with *decide a match review*.',
			],
		},
		section: { title: 'Undo', text: 'The ID of the match review starts with mrv_.' },
		trigger: 'The Decision Was Wrong',
		form: {
			name: 'Match Review to Undo',
			fields: [text('matchReviewId'), text('decidedBy')],
		},
		steps: [
			getReview,
			healthSail('Reopen Match Review', {
				resource: 'matchReview',
				operation: 'reopen',
				matchReviewId: '={{ $json.id }}',
				version: '={{ $json.version }}',
				by: typed('Match Review to Undo', 'decidedBy'),
			}),
		],
	});
}

/** Undoes a link that the matcher made by itself, and remembers that it was wrong. */
export function undoLinkWorkflow(vendor: SyncVendor): TemplateWorkflow {
	const form = 'Link to Undo';
	const practice = '$("Get Practice Profile").first().json';
	const customer = '$("Get Customer").first().json';
	const link = `${customer}.externalIds.find((one) => one.type === "patient" && one.verification !== "rejected" && one.practiceId === ${practice}.practiceId && one.system === ${practice}.system && one.value === String($("${form}").first().json.patientId).trim())`;
	return byHandWorkflow(vendor, {
		key: 'undo-link',
		name: lifecycleNames.undoLink(vendor.title),
		overview: {
			title: 'Undo a link',
			intro: `A ${vendor.title} patient is linked to the wrong customer. This workflow takes the link away and remembers that the two are different people, so that no run links them again.`,
			howItWorks: [
				'Looks whether the two are linked; when they are not, it stops.',
				'Remembers that patient and customer are two people (a match exclusion).',
				'Removes the patient ID from the customer.',
				'The next nightly compare finds the patient without a customer and matches it anew, without this customer.',
				'Reports both to the audit trail.',
			],
			setup: [
				`Select your ${vendor.title} and HealthSail credentials in the nodes, unless the importer did it.`,
				`Type the customer ID, the ${vendor.title} patient ID and your own name or login into **${form}**, then select **Execute workflow**.`,
				'Look at the customer in HealthSail afterwards: values that came from the wrong patient are still there.',
			],
		},
		section: {
			title: 'Undo',
			text: 'The customer ID starts with cus_. n8n stores no data of this run.',
		},
		trigger: 'They Are Two People',
		form: { name: form, fields: [text('customerId'), text('patientId'), text('decidedBy')] },
		steps: [
			practiceProfile(vendor),
			healthSail('Get Customer', {
				resource: 'customer',
				operation: 'get',
				customerId: typed(form, 'customerId'),
				options: { fields: 'externalIds' },
			}),
			healthSail('Remember as Two People', {
				resource: 'matchExclusion',
				operation: 'create',
				system: `={{ ${practice}.system }}`,
				practiceId: `={{ ${practice}.practiceId }}`,
				externalIdType: 'patient',
				// Empty, and so refused, when the two are not linked: nothing is remembered then.
				externalId: `={{ ${link}?.value ?? "" }}`,
				customerId: '={{ $json.id }}',
				by: typed(form, 'decidedBy'),
				reason: 'link_undone',
			}),
			healthSail('Remove Patient ID', {
				resource: 'externalId',
				operation: 'remove',
				customerId: `={{ ${customer}.id }}`,
				version: `={{ ${customer}.version }}`,
				externalIdKey: `={{ ${link}.key }}`,
			}),
		],
	});
}
