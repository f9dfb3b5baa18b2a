import { setFields } from '../builder/builtInNodes.mjs';
import { credentialNeeds } from '../builder/names.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { Template } from '../builder/types.mjs';
import { buildWorkflow, type NodeDraft } from '../builder/workflow.mjs';

const templateId = 'greenway/jwks';
const name = 'Greenway: serve the public key set';

/** Serves the public half of the signing key, which Greenway fetches to check signatures. */
export const greenwayJwks: Template = {
	id: templateId,
	title: 'Serve the public key set that Greenway checks signatures with',
	description: `*Self-hosted n8n only: this set belongs to the community package n8n-nodes-healthsail.*

## Who is this for?

The IT person who connects Greenway Intergy or Greenway Prime Suite. Greenway knows no password for back-end applications: it checks a signature with the public key that it fetches from an address of yours. Whoever has such an address already, such as a page of the practice's own website, does not need this set.

## How it works

A webhook answers every request with the public key set and with nothing else. A public key is no secret; the private key stays in the Greenway credential. No patient data passes here, and n8n stores no execution.

## How to set up

1. Make a key pair with \`healthsail-n8n keys create --out greenway-key\`.
2. Import the workflow with \`healthsail-n8n templates import --set greenway/jwks\`.
3. Paste the text of the file jwks.json into the node *Public Key Set*.
4. Publish the workflow and give its production address to Greenway's developer portal.
5. Put the key ID and the private key into the Greenway credential.

## Requirements

- n8n 2.41 or newer that the internet can reach over HTTPS at this one address
- An application at Greenway's developer portal

## How to customize

To change the key, add the new one to the set beside the old one, wait until Greenway has fetched it, change the credential, then take the old one out.
`,
	credentials: credentialNeeds([]),
	members: [
		{
			file: '1-public-key-set',
			key: 'public-key-set',
			activate: true,
			workflow: buildWorkflow({
				templateId,
				key: 'public-key-set',
				name,
				executionTimeout: 60,
				nodes: nodes(),
				wires: [
					['Key Set Is Asked For', 'Public Key Set'],
					['Public Key Set', 'Answer with Key Set'],
				],
			}),
		},
	],
};

function nodes(): NodeDraft[] {
	return [
		overviewNote(
			{ position: [-720, 0], width: 560, height: 620 },
			{
				title: name,
				intro:
					'Greenway checks the signature of this n8n with a public key, which it fetches from an address of yours. This workflow is that address. A public key is no secret: anybody may read it.',
				howItWorks: [
					'Greenway asks for the key set when this n8n signs in.',
					'The answer is the key set of the node *Public Key Set*, word for word.',
					'No patient data passes here, and n8n stores nothing of it.',
				],
				setup: [
					'Make a key pair with the command `healthsail-n8n keys create --out greenway-key`.',
					'Paste the text of `jwks.json` into the node *Public Key Set*, in place of the empty set.',
					'Publish this workflow and give its production address to the developer portal of Greenway.',
					'Put the key ID and the text of `private-key.pem` into the credential *Greenway FHIR account*. The private key belongs nowhere else.',
				],
			},
		),
		sectionNote('Answer with the public key', 'One address, one answer, for everybody who asks.', {
			position: [-80, 60],
			width: 760,
			height: 320,
		}),
		{
			name: 'Key Set Is Asked For',
			position: [-20, 200],
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			parameters: {
				httpMethod: 'GET',
				path: 'greenway-jwks',
				responseMode: 'responseNode',
				options: {},
			},
		},
		setFields(
			'Public Key Set',
			[220, 200],
			[{ name: 'publicKeySet', type: 'string', value: '{ "keys": [] }' }],
		),
		{
			name: 'Answer with Key Set',
			position: [460, 200],
			type: 'n8n-nodes-base.respondToWebhook',
			typeVersion: 1.5,
			parameters: {
				respondWith: 'json',
				responseBody: '={{ $json.publicKeySet }}',
				options: {
					responseHeaders: {
						entries: [{ name: 'Cache-Control', value: 'public, max-age=300' }],
					},
				},
			},
		},
	];
}
