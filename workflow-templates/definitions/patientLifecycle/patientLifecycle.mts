import { offers } from '../../../lib/vendors.js';
import { credentialNeeds } from '../builder/names.mjs';
import type { Template, TemplateWorkflow } from '../builder/types.mjs';
import type { SyncVendor } from '../demographicSync/vendor.mjs';
import { decideWorkflow, undoDecisionWorkflow, undoLinkWorkflow } from './matchReviews.mjs';
import { mergeWorkflow, undoMergeWorkflow } from './merges.mjs';
import { lifecycleId } from './names.mjs';
import { newPatientsWorkflow } from './newPatients.mjs';
import { vanishedWorkflow } from './vanishedPatients.mjs';

/** The life-cycle of patients of one vendor: what a person decides, and what a person undoes. */
export function patientLifecycle(vendor: SyncVendor): Template {
	const findsVanished = offers(vendor.system, 'patients.ids');
	const flows = findsVanished ? [vanished, ...everywhere] : everywhere;
	return {
		id: lifecycleId(vendor),
		title: `Follow ${vendor.title} patients: new, merged, ${findsVanished ? 'vanished, ' : ''}wrongly linked`,
		description: describe(vendor, findsVanished),
		credentials: credentialNeeds([vendor.credential, 'healthSailApi']),
		members: flows.map(({ key, publish, of }, index) => ({
			file: `${index + 1}-${key}`,
			key,
			activate: publish,
			workflow: of(vendor),
		})),
	};
}

interface Flow {
	readonly key: string;
	/** Whether it runs by itself. */
	readonly publish: boolean;
	readonly of: (vendor: SyncVendor) => TemplateWorkflow;
}

/** Only a system that lists the IDs of all its patients can tell who is missing from the list. */
const vanished: Flow = { key: 'vanished-patients', publish: true, of: vanishedWorkflow };

const everywhere: readonly Flow[] = [
	{ key: 'new-patient-proposals', publish: true, of: newPatientsWorkflow },
	{ key: 'merge-patients', publish: false, of: mergeWorkflow },
	{ key: 'undo-merge', publish: false, of: undoMergeWorkflow },
	{ key: 'decide-match-review', publish: false, of: decideWorkflow },
	{ key: 'undo-decision', publish: false, of: undoDecisionWorkflow },
	{ key: 'undo-link', publish: false, of: undoLinkWorkflow },
];

function describe(vendor: SyncVendor, findsVanished: boolean): string {
	const ownAccord = findsVanished
		? `Two flows run by themselves. One finds patients that vanished from ${vendor.title} and asks a person what became of them. The other finds shoppers who are no patient yet, searches ${vendor.title} first, and proposes them as new patients.`
		: `One flow runs by itself. It finds shoppers who are no patient yet, searches ${vendor.title} first, and proposes them as new patients. None looks for patients that vanished, because ${vendor.title} has no list of all patients in which somebody could be missing.`;
	const [count, publish] = findsVanished
		? ['seven', '*find those that vanished* and *propose shoppers as new patients*']
		: ['six', '*propose shoppers as new patients*'];
	return `*Self-hosted n8n only: this set uses the community package n8n-nodes-healthsail.*

## Who is this for?

Practices that run ${vendor.title} with the demographic sync of this pack, and the staff who decide doubtful matches.

## How it works

${ownAccord} The other five are run by hand: merge two patients, undo a merge, decide a match review, undo a decision, undo a link. Whatever is undone is as it was before, and a pair that a person kept apart is never proposed again. Each link, unlink, exclusion, merge and decision is reported to the audit trail. n8n stores no execution data.

## How to set up

1. Set up the demographic sync first and finish its first load.
2. Import the ${count} workflows with \`healthsail-n8n templates import --set ${lifecycleId(vendor)}\`.
3. Publish ${publish}. The others need no publishing.

## Requirements

- n8n 2.41 or newer with n8n-nodes-healthsail
- ${vendor.title} API access for one practice
- HealthSail API access with the right to decide match reviews

## How to customize

Schedules are in the schedule nodes of the workflows that run by themselves. Thresholds of the matcher are in the practice profile of the credential, under identity.
`;
}
