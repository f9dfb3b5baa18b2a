import { credentialNeeds } from '../builder/names.mjs';
import type { Template } from '../builder/types.mjs';
import { inboundId, inboundWorkflow } from './inboundFlow.mjs';

/** HL7 v2 messages of any practice system, by the practice's interface engine. */
export const hl7Inbound: Template = {
	id: inboundId,
	title: 'Take patients, merges and appointments from an HL7 interface engine',
	description: `*Self-hosted n8n only: this set uses the community package n8n-nodes-healthsail.*

## Who is this for?

Practices whose system tells of appointments or patients by HL7 v2 only, and that run an interface engine such as NextGen Connect or the Open Integration Engine. The IT person who looks after both sets it up.

## How it works

The engine's HTTP sender posts ADT messages (A04, A08, A28, A31, A40) and SIU messages (S12 to S15, S17, S26) to the workflow. Messages of other practices and of patients who are kept out are dropped before they leave the trigger, and every message is reported to the audit trail. A message that comes twice is worked on once, and an older one does not overwrite a newer one. New patients are matched before a customer is made; merges and appointments follow. The engine is answered when the work is done: AA, AE with what is wrong, or nothing, so that it keeps the message. n8n stores no execution data.

## How to set up

1. Import the workflow with \`healthsail-n8n templates import --set ${inboundId}\`. It creates empty credentials under the names that the nodes expect.
2. Fill in both credentials. The interface settings say how messages name the practice and the patient.
3. Publish the workflow and give its production URL to the engine's HTTP sender.

## Requirements

- n8n 2.41 or newer with n8n-nodes-healthsail
- An interface engine that can send HL7 v2 over HTTPS and keeps a queue
- HealthSail API access

## How to customize

Interface settings and practice profile are in the interface engine credential. The docs page on HL7 lists every setting.
`,
	credentials: credentialNeeds(['hl7EngineApi', 'healthSailApi']),
	members: [{ file: '1-inbound', key: 'inbound', activate: true, workflow: inboundWorkflow() }],
};
