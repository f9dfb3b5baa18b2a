import { credentialNeeds } from '../builder/names.mjs';
import type { Template } from '../builder/types.mjs';
import type { SyncVendor } from '../demographicSync/vendor.mjs';
import { eventWorkflow } from './eventFlow.mjs';
import { followUpWorkflow } from './followUp.mjs';
import { hl7Workflow } from './hl7Flow.mjs';
import { byHl7Id, changesId, followUpId } from './names.mjs';
import { sweepWorkflow } from './sweep.mjs';

/** The sets of one vendor with which staff's decisions reach the practice. */
export function staffApproval(vendor: SyncVendor): readonly Template[] {
	return [demographicChanges(vendor), demographicChangesByHl7(vendor), proposalFollowUp(vendor)];
}

const selfHosted =
	'*Self-hosted n8n only: this set uses the community package n8n-nodes-healthsail.*';

const requirements = ({ title }: SyncVendor) => `## Requirements

- n8n 2.41 or newer with n8n-nodes-healthsail
- ${title} API access for one practice
- HealthSail API access`;

function demographicChanges(vendor: SyncVendor): Template {
	const { title } = vendor;
	return {
		id: changesId(vendor),
		title: `Bring changes that staff approved into ${title}`,
		description: `${selfHosted}

## Who is this for?

Practices that run ${title} and let patients propose a new address, phone, e-mail, name, insurance or emergency contact through HealthSail. Staff decide field by field; nothing reaches ${title} that a named person has not approved.

## How it works

When a proposal comes, the flow compares it with the patient in ${title}, so that staff see both values. When staff approved it in the review inbox, the flow writes the approved fields, but only if ${title} still has the value that staff saw. The whole patient is read before and after: if anything else changed, writes stop until a person releases the incident. What the interface cannot write goes to staff as a notice. One workflow starts by HealthSail's events; the other sweeps every 15 minutes, so that nothing is lost with an event. Items hold IDs and states only, and n8n stores no execution data.

## How to set up

1. Set up the demographic sync and the set shared/staff-review-inbox first.
2. Import both workflows with \`healthsail-n8n templates import --set ${changesId(vendor)}\`.
3. In the practice profile, choose the ways of delivery and the rules for conflicts, under changes.
4. Publish both. Where HealthSail cannot reach this n8n, publish only the second.

${requirements(vendor)} with the right to read and deliver demographic change requests

## How to customize

The schedule is in the second workflow. Rules for conflicts, ways of delivery and days until a reminder are in the practice profile of the credential. For delivery by HL7 add the set ${byHl7Id(vendor)}.
`,
		credentials: credentialNeeds([vendor.credential, 'healthSailApi']),
		members: [
			{
				file: '1-proposal-events',
				key: 'proposal-events',
				activate: true,
				workflow: eventWorkflow(vendor),
			},
			{
				file: '2-proposal-sweep',
				key: 'proposal-sweep',
				activate: true,
				workflow: sweepWorkflow(vendor),
			},
		],
	};
}

function demographicChangesByHl7(vendor: SyncVendor): Template {
	const { title } = vendor;
	return {
		id: byHl7Id(vendor),
		title: `Send changes that staff approved to ${title} by HL7`,
		description: `${selfHosted}

## Who is this for?

Practices that run ${title} with an interface engine that takes HL7 v2 messages about patients, and whose practice profile names the channel hl7. All others leave this set out.

## How it works

Every 15 minutes the flow looks for proposals that staff approved. What the practice profile sends by HL7 becomes an ADT A31 message with the approved values; the practice's interface engine acknowledges it, and HealthSail is told that the proposal has landed. The follow-up closes it once ${title} shows the value. What goes another way is delivered on that way; the other set leaves all deliveries to this one as soon as the profile names hl7. The message stands in n8n's memory only while it is sent, and n8n stores no execution data.

## How to set up

1. Set up the set ${changesId(vendor)} first.
2. Import the workflow with \`healthsail-n8n templates import --set ${byHl7Id(vendor)}\`.
3. Fill the interface engine credential with the same practice as the ${title} credential.
4. Name hl7 under changes.channels in the practice profile of the ${title} credential.
5. Publish the workflow.

${requirements(vendor)}
- An interface engine that takes HL7 v2 over HTTPS

## How to customize

The schedule is in the schedule node. The order of the ways of delivery is in the practice profile of the credential, under changes.
`,
		credentials: credentialNeeds([vendor.credential, 'healthSailApi', 'hl7EngineApi']),
		members: [
			{
				file: '1-send-by-hl7',
				key: 'send-by-hl7',
				activate: true,
				workflow: hl7Workflow(vendor),
			},
		],
	};
}

function proposalFollowUp(vendor: SyncVendor): Template {
	const { title } = vendor;
	return {
		id: followUpId(vendor),
		title: `Follow up changes that staff key into ${title}`,
		description: `${selfHosted}

## Who is this for?

Practices that run the demographic changes of this pack. Some values only people can bring into ${title}: what its interface does not take, and what it refused. This set sees to it that none of them is forgotten.

## How it works

Every night the flow reads the patients whose approved changes lie with staff. When ${title} shows the approved value, the proposal is closed as accepted; when it shows another new one, as superseded. Staff are reminded once after some days, and a proposal that stays unanswered is closed in the end, so that the list does not grow for ever. It also compares every undecided proposal again, so that the review inbox is fresh in the morning. Items hold IDs and states only, and n8n stores no execution data.

## How to set up

1. Set up the set ${changesId(vendor)} first.
2. Import the workflow with \`healthsail-n8n templates import --set ${followUpId(vendor)}\`.
3. Publish it.

${requirements(vendor)} with the right to read and deliver demographic change requests

## How to customize

The time is in the schedule node. The days until the reminder and until a proposal counts as unanswered are in the practice profile of the credential, under changes.
`,
		credentials: credentialNeeds([vendor.credential, 'healthSailApi']),
		members: [
			{
				file: '1-follow-up',
				key: 'follow-up',
				activate: true,
				workflow: followUpWorkflow(vendor),
			},
		],
	};
}
