import { doNothing } from '../builder/builtInNodes.mjs';
import { credentialNeeds } from '../builder/names.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { Template } from '../builder/types.mjs';
import { buildWorkflow, type NodeDraft } from '../builder/workflow.mjs';

const templateId = 'shared/staff-review-inbox';

/**
 * The page on which staff decide. The trigger answers every request itself, so n8n makes no
 * execution of a page; what it emits after a decision is thin. No node has to follow: HealthSail's
 * events start the flows that deliver.
 */
export const staffReviewInbox: Template = {
	id: templateId,
	title: 'Let staff decide proposals in a review inbox',
	description: `*Self-hosted n8n only: this set uses the community package n8n-nodes-healthsail.*

## Who is this for?

Practices whose patients propose changes through HealthSail, and the staff who decide on them. One inbox serves every practice system of the HealthSail account.

## How it works

The workflow serves a page on which staff sign in by name and see what waits: proposed changes field by field with the value of the practice beside them, new patients, doubtful matches, and incidents that stopped the writes. They approve or reject each field. HealthSail keeps who decided, when, and which value they saw. The page is answered inside the trigger, so n8n keeps neither a page nor what was typed into it; after a decision the workflow runs with IDs only. The demographic changes set of your practice system does the rest.

## How to set up

1. Import the workflow with \`healthsail-n8n templates import --set ${templateId}\`.
2. Make a line for each reviewer with \`healthsail-n8n reviewers hash\` and put the lines into the credential *Staff reviewers account*.
3. Publish the workflow and give staff its production address.

## Requirements

- n8n 2.41 or newer with n8n-nodes-healthsail, reached by staff over HTTPS
- HealthSail API access with the right to decide

## How to customize

Where staff sign in at a proxy of the practice, let the credential trust the proxy's header instead of passwords. Add nodes after the trigger for steps of your own, such as a message to a channel.
`,
	credentials: credentialNeeds(['staffReviewersApi', 'healthSailApi']),
	members: [
		{
			file: '1-staff-review-inbox',
			key: 'staff-review-inbox',
			activate: true,
			workflow: buildWorkflow({
				templateId,
				key: 'staff-review-inbox',
				name: 'Staff review inbox: decide proposals, matches and incidents',
				executionTimeout: 60,
				nodes: nodes(),
				wires: [['Serve the Review Inbox', 'Nothing More to Do']],
			}),
		},
	],
};

function nodes(): NodeDraft[] {
	return [
		overviewNote(
			{ position: [-640, -48], width: 512, height: 784 },
			{
				title: 'The review inbox of the practice',
				intro:
					'A page on which staff see what patients propose, field by field, and approve or reject it. It also lists new patients, doubtful matches, and incidents that stopped the writes.',
				howItWorks: [
					'Staff sign in by name. After ten failures the sign-in is locked for 15 minutes.',
					'The trigger reads what waits from HealthSail and answers with the page. n8n keeps nothing of it.',
					'A decision is stored in HealthSail with who, when and the value that was seen. When two people decide at once, the second is told.',
					'After a decision the workflow runs once, with IDs only. HealthSail tells the flows that deliver, so nothing has to follow here.',
				],
				setup: [
					'Make a line per reviewer with `healthsail-n8n reviewers hash`, and put the lines into the **Staff reviewers account** credential. Put a long random signing key there too.',
					'Or let a proxy of the practice sign staff in: choose the proxy in the credential, and let n8n be reached through it only.',
					'Fill the **HealthSail account** credential.',
					'Publish the workflow and give staff the production address of the trigger, over HTTPS.',
				],
			},
		),
		sectionNote(
			'Serve the inbox',
			'The page is answered inside the trigger. Put steps of your own in the place of the second node.',
			{ position: [-80, 0], width: 512, height: 336 },
		),
		{
			name: 'Serve the Review Inbox',
			position: [-16, 160],
			type: 'n8n-nodes-healthsail.staffReviewInboxTrigger',
			typeVersion: 1,
			credentials: ['staffReviewersApi', 'healthSailApi'],
			parameters: { path: 'staff-review-inbox' },
		},
		doNothing('Nothing More to Do', [208, 160]),
	];
}
