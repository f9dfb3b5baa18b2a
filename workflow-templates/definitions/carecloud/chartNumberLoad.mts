import { credentialNeeds } from '../builder/names.mjs';
import type { Template } from '../builder/types.mjs';
import { loadId, loadWorkflow } from './chartNumberFlow.mjs';

/** Patients whom no appointment shows, loaded by a list of their chart numbers (sheet 4.1, 8). */
export const careCloudChartNumberLoad: Template = {
	id: loadId,
	title: 'Load CareCloud patients by a list of chart numbers',
	description: `*Self-hosted n8n only: this set uses the community package n8n-nodes-healthsail.*

## Who is this for?

Practices that run CareCloud with the demographic sync of this pack. CareCloud has no list of all patients, so the sync meets them in appointments. Whoever had no appointment in the last years is not reached, unless the practice can get the chart numbers out of CareCloud by a report or an export.

## How it works

A person starts it. It reads a CSV file of chart numbers, finds each patient in CareCloud, and compares them with HealthSail. New patients are matched first: a sure match is linked, a doubtful one waits for a person, all others become customers. Opted-out, flagged and test patients are left out, as in every read. At the end it shows how many were found, linked, created, updated and failed. From then on the nightly compare looks at these patients too. n8n stores no execution data.

## How to set up

1. Set up the demographic sync first and finish its first load.
2. Import the workflow with \`healthsail-n8n templates import --set ${loadId}\`.
3. Save the chart numbers as CSV with one column, *chart_number*, some 200 in a file, in the folder from which n8n may read files.
4. Type the path of the file into the node *File of Chart Numbers* and select *Execute workflow*.
5. Delete the file afterwards: a chart number is patient data.

## Requirements

- n8n 2.41 or newer with n8n-nodes-healthsail
- CareCloud API access for one practice
- HealthSail API access

## How to customize

Who is left out and how sure a match must be is in the practice profile of the credential, as for the sync.
`,
	credentials: credentialNeeds(['careCloudOAuth2Api', 'healthSailApi']),
	members: [
		{
			file: '1-chart-number-load',
			key: 'chart-number-load',
			activate: false,
			workflow: loadWorkflow(),
		},
	],
};
