import { credentialNeeds } from '../builder/names.mjs';
import type { Template, TemplateMember, TemplateWorkflow } from '../builder/types.mjs';
import type { SyncVendor } from '../demographicSync/vendor.mjs';
import { decideWorkflow, undoDecisionWorkflow, undoLinkWorkflow } from './matchReviews.mjs';
import { mergeWorkflow, undoMergeWorkflow } from './merges.mjs';
import { lifecycleId } from './names.mjs';
import { newPatientsWorkflow } from './newPatients.mjs';
import { vanishedWorkflow } from './vanishedPatients.mjs';

/** The life-cycle of patients of one vendor: what a person decides, and what a person undoes. */
export function patientLifecycle(vendor: SyncVendor): Template {
	return {
		id: lifecycleId(vendor),
		title: `Follow ${vendor.title} patients: new, merged, vanished, wrongly linked`,
		description: describe(vendor),
		credentials: credentialNeeds([vendor.credential, 'healthSailApi']),
		members: [
			member('1-vanished-patients', vanishedWorkflow(vendor), true),
			member('2-new-patient-proposals', newPatientsWorkflow(vendor), true),
			member('3-merge-patients', mergeWorkflow(vendor), false),
			member('4-undo-merge', undoMergeWorkflow(vendor), false),
			member('5-decide-match-review', decideWorkflow(vendor), false),
			member('6-undo-decision', undoDecisionWorkflow(vendor), false),
			member('7-undo-link', undoLinkWorkflow(vendor), false),
		],
	};
}

function member(file: string, workflow: TemplateWorkflow, activate: boolean): TemplateMember {
	return { file, key: file.slice(2), activate, workflow };
}

function describe(vendor: SyncVendor): string {
	return `*Self-hosted n8n only: this set uses the community package n8n-nodes-healthsail.*

## Who is this for?

Practices that run ${vendor.title} with the demographic sync of this pack, and the staff who decide doubtful matches.

## How it works

Two flows run by themselves. One finds patients that vanished from ${vendor.title} and asks a person what became of them. The other finds shoppers who are no patient yet, searches ${vendor.title} first, and proposes them as new patients. The other five are run by hand: merge two patients, undo a merge, decide a match review, undo a decision, undo a link. Whatever is undone is as it was before, and a pair that a person kept apart is never proposed again. Each link, unlink, exclusion, merge and decision is reported to the audit trail. n8n stores no execution data.

## How to set up

1. Set up the demographic sync first and finish its first load.
2. Import the seven workflows with \`healthsail-n8n templates import --set ${lifecycleId(vendor)}\`.
3. Publish *find those that vanished* and *propose shoppers as new patients*. The others need no publishing.

## Requirements

- n8n 2.41 or newer with n8n-nodes-healthsail
- ${vendor.title} API access for one practice
- HealthSail API access with the right to decide match reviews

## How to customize

Schedules are in the two scheduled workflows. Thresholds of the matcher are in the practice profile of the credential, under identity.
`;
}
