import { credentialNeeds } from '../builder/names.mjs';
import type { Template } from '../builder/types.mjs';
import { fileWorkflow } from './chartNumberFile.mjs';
import { loadWorkflow } from './chartNumberFlow.mjs';
import { loadId } from './chartNumberNames.mjs';

const file = fileWorkflow();

/** Patients whom no appointment shows, loaded by a list of their chart numbers (sheet 4.1, 8). */
export const careCloudChartNumberLoad: Template = {
	id: loadId,
	title: 'Load CareCloud patients by a list of chart numbers',
	description: `*Self-hosted n8n only: this set uses the community package n8n-nodes-healthsail.*

## Who is this for?

Practices that run CareCloud with the demographic sync of this pack. CareCloud has no list of all patients, so the sync meets them in appointments. Whoever had no appointment in the last years is not reached, unless the practice can get the chart numbers out of CareCloud by a report or an export.

## How it works

A person starts it. It reads a CSV file of chart numbers, finds each patient in CareCloud, and compares them with HealthSail. New patients are matched first: a sure match is linked, a doubtful one waits for a person, all others become customers. Whoever is opted out, flagged, a test patient or outside the cohort is left out, as in every read. At the end it shows how many were found, linked, created, updated, stripped and failed. From then on the nightly compare looks at these patients too. A called workflow does the work and returns counts only: n8n keeps the data of a run that a person starts.

## How to set up

1. Set up the demographic sync first and finish its first load.
2. Import both workflows with \`healthsail-n8n templates import --set ${loadId}\`. Neither needs publishing.
3. Save the chart numbers as CSV with one column, *chart_number*, some 200 in a file, in the folder from which n8n may read files.
4. Open *load by chart numbers*, type the path of the file into the node *File of Chart Numbers* and select *Execute workflow*.
5. Delete the file afterwards: a chart number is patient data. Keep pruning on: it deletes n8n's own copy.

## Requirements

- n8n 2.41 or newer with n8n-nodes-healthsail
- CareCloud API access for one practice
- HealthSail API access

## How to customize

Who is left out and how sure a match must be is in the practice profile of the credential, as for the sync.
`,
	credentials: credentialNeeds(['careCloudOAuth2Api', 'healthSailApi']),
	members: [
		{ file: '1-chart-number-file', key: 'chart-number-file', activate: false, workflow: file },
		{
			file: '2-chart-number-load',
			key: 'chart-number-load',
			activate: false,
			workflow: loadWorkflow(file),
		},
	],
};
