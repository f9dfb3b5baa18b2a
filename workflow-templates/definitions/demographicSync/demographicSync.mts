import { credentialNeeds } from '../builder/names.mjs';
import type { Template } from '../builder/types.mjs';
import { confirmWorkflow } from './confirmFirstLoad.mjs';
import { discardWorkflow } from './discardDryRun.mjs';
import { mainWorkflow } from './mainFlow.mjs';
import { patientPageWorkflow } from './patientPage.mjs';
import { templateId, type SyncVendor } from './vendor.mjs';

/** The demographic sync of one vendor: four workflows, callees first. */
export function demographicSync(vendor: SyncVendor): Template {
	const page = patientPageWorkflow(vendor);
	return {
		id: templateId(vendor),
		title: `Sync ${vendor.title} patients and insurance to HealthSail customers`,
		description: describe(vendor),
		credentials: credentialNeeds([vendor.credential, 'healthSailApi']),
		members: [
			{ file: '1-patient-page', key: 'patient-page', activate: true, workflow: page },
			{
				file: '2-demographic-sync',
				key: 'demographic-sync',
				activate: true,
				workflow: mainWorkflow(vendor, page),
			},
			{
				file: '3-confirm-first-load',
				key: 'confirm-first-load',
				activate: false,
				workflow: confirmWorkflow(vendor),
			},
			{
				file: '4-discard-dry-run',
				key: 'discard-dry-run',
				activate: false,
				workflow: discardWorkflow(vendor),
			},
		],
	};
}

function describe(vendor: SyncVendor): string {
	return `*Self-hosted n8n only: this set uses the community package n8n-nodes-healthsail.*

## Who is this for?

Practices that run ${vendor.title} and sell products or services through HealthSail, and the IT person who looks after both. Patients are never asked again for what the practice already knows.

## How it works

Every 15 minutes the flow reads the patients that changed in ${vendor.title}, and every night it compares the whole practice. Records of other practices, opted-out patients and flagged records are dropped before anything leaves the ${vendor.title} node. Keyed hashes tell what is unchanged; only new and changed patients are sent to HealthSail, in bulk, with insurance and emergency contacts. A patient who leaves the cohort is stripped from HealthSail. A lease lets one run work at a time, and an interrupted run goes on at its last page. n8n stores no execution data.

## How to set up

1. Import the four workflows with \`healthsail-n8n templates import --set ${templateId(vendor)}\`. It creates empty credentials under the names that the nodes expect.
2. Fill in both credentials. ${vendor.access}
3. Publish the page sub-workflow, then the sync.
4. The first run only counts. Read the counts and run *confirm the first load*. If they are wrong, correct the practice profile or the lists and run *ask for a new dry run*.

## Requirements

- n8n 2.41 or newer with n8n-nodes-healthsail
- ${vendor.title} API access for one practice
- HealthSail API access

## How to customize

Schedules are in the sync workflow. Overlap, page size, who is included (cohort, flags) and the code maps are in the practice profile of the credential.
`;
}
