// One real n8n with the flows of staff approval and the review inbox, beside the sandbox.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { useCredential } from '../../../host/importer.mjs';
import type { N8nApi } from '../../../host/n8nApi.mjs';
import { otherCredentials, type OtherType } from '../../../host/otherCredentials.mjs';
import { practiceSystems, type SystemName } from '../../../host/practiceSystems.mjs';
import { stopAll } from '../../../host/processes.mjs';
import type { SandboxOptions } from '../../../host/sandboxServer.mjs';
import { setUpStage, type Stage } from '../../../host/stage.mjs';
import { hashPassword, reviewerLine } from '../../../lib/inbox/reviewers.js';
import { proposalNames } from '../../../workflow-templates/definitions/demographicChanges/names.mjs';
import { staffReviewInbox } from '../../../workflow-templates/definitions/shared/staffReviewInbox.mjs';
import { findPlace } from './place.mjs';
import { addNodeCredential } from './workflowEdits.mjs';

/** A person who decides; made up. */
export interface Reviewer {
	id: string;
	name: string;
	password: string;
}

export const DANA: Reviewer = {
	id: 'dana',
	name: 'Dana Reviewer',
	password: 'synthetic phrase of dana',
};
export const EVAN: Reviewer = {
	id: 'evan',
	name: 'Evan Reviewer',
	password: 'synthetic phrase of evan',
};

/** Signs the tokens of the inbox; synthetic. */
export const SIGNING_KEY = 'synthetic-signing-key-0123456789abcdef';

/** The cheapest hash that the inbox takes: a test signs in often. */
const COST = { N: 16_384, r: 8, p: 1 };

export type ProposalFlow = keyof typeof proposalNames;

export interface ApprovalStage extends Stage {
	/** Where staff open the inbox. */
	readonly inboxUrl: string;
	/** The workflow of a system; throws where it was not imported. */
	flow(system: SystemName, flow: ProposalFlow): string;
	/** Ends n8n and the sandbox and removes the folder. */
	close(): Promise<void>;
}

/** What each practice switches on in its profile, as the vendor's page of the documentation says. */
const PROFILES: Partial<Readonly<Record<SystemName, object>>> = {
	carecloud: { carecloud: { patientUpdates: 'on' } },
	nextgen: { nextgen: { personUpdates: 'on' } },
	'greenway-intergy': { greenway: { intergy: { toUserId: 4012 } } },
	'greenway-prime': { greenway: { primeSuite: { recipientId: 88 } } },
};

/** The second interface through which a system leaves notices. */
const NOTICE_CREDENTIALS: Partial<Readonly<Record<SystemName, OtherType>>> = {
	'greenway-intergy': 'greenwayIntergyApi',
	'greenway-prime': 'greenwayPrimeSuiteApi',
};

interface ApprovalOptions {
	systems: readonly SystemName[];
	sandbox: Omit<SandboxOptions, 'logFile' | 'systems' | 'port'>;
	/** Sets beside those of every system. */
	sets?: readonly string[];
	alsoServed?: readonly string[];
	env?: Record<string, string>;
}

/** Sets everything up in a folder and on ports of its own. Nothing but the inbox is published. */
export async function openApprovalStage(options: ApprovalOptions): Promise<ApprovalStage> {
	const { systems, sets = [], alsoServed, env } = options;
	const place = await findPlace();
	try {
		const keys = systems.map((name) => practiceSystems[name].key);
		const ofSystems = ['demographic-changes', 'proposal-follow-up'];
		const stage = await setUpStage({
			folder: place.folder,
			// The sandbox takes the ports before.
			n8nPort: place.port + 9,
			systems,
			...(alsoServed && { alsoServed }),
			sandbox: { ...options.sandbox, port: place.port },
			more: {
				sets: [
					staffReviewInbox.id,
					...keys.flatMap((key) => ofSystems.map((set) => `${key}/${set}`)),
					...sets,
				],
				credentials: {
					'Staff reviewers account': {
						signIn: 'password',
						reviewers: (await Promise.all([DANA, EVAN].map(lineOf))).join('\n'),
						signingKey: SIGNING_KEY,
						sessionMinutes: 120,
					},
				},
			},
			...(env && { env }),
		});
		const known = new Map((await stage.api.listWorkflows()).map(({ id, name }) => [name, id]));
		const idOf = (name: string): string => {
			const id = known.get(name);
			assert.ok(id, `n8n has a workflow named "${name}"`);
			return id;
		};
		const flow = (system: SystemName, key: ProposalFlow) =>
			idOf(proposalNames[key](practiceSystems[system].title));
		await bindNoticeCredentials(stage, systems, flow);
		const [{ workflow }] = staffReviewInbox.members;
		const inbox = idOf(workflow.name);
		await stage.api.activate(inbox);
		const close = async () => {
			await stage.stop();
			await place.leave();
		};
		// The stage's n8n is replaced by a restart, so its getter must stay one.
		return Object.create(stage, {
			inboxUrl: { value: `${stage.n8n.url}/webhook/${inboxPath(workflow.nodes)}` },
			flow: { value: flow },
			close: { value: close },
		}) as ApprovalStage;
	} catch (error) {
		await stopAll();
		await place.leave();
		throw error;
	}
}

/** Makes a system the one that is worked with, with what it needs for approved changes. */
export async function useSystem(
	{ api, sandbox }: Pick<Stage, 'api' | 'sandbox'>,
	system: SystemName,
	moreProfile: object = {},
): Promise<void> {
	const practiceProfile = JSON.stringify({
		version: 1,
		sync: { pageSize: 200 },
		...PROFILES[system],
		...moreProfile,
	});
	await useCredential(api, sandbox, system, { practiceProfile });
}

async function lineOf({ id, name, password }: Reviewer): Promise<string> {
	const passwordHash = await hashPassword(password, randomBytes(16), COST);
	return reviewerLine({ id, name, passwordHash });
}

/** The second interface is chosen in the nodes by a person, as the vendor's page says. */
async function bindNoticeCredentials(
	{ api, sandbox }: Pick<Stage, 'api' | 'sandbox'>,
	systems: readonly SystemName[],
	flow: ApprovalStage['flow'],
): Promise<void> {
	for (const system of systems) {
		const type = NOTICE_CREDENTIALS[system];
		if (type === undefined) continue;
		const id = await saved(api, type, await otherCredentials[type].values(sandbox));
		for (const key of ['events', 'sweep', 'followUp'] as const)
			await addNodeCredential(api, flow(system, key), 'n8n-nodes-healthsail.greenway', {
				type,
				id,
				name: otherCredentials[type].name,
			});
	}
}

async function saved(api: N8nApi, type: OtherType, values: object): Promise<string> {
	return await api.createCredential(otherCredentials[type].name, type, values);
}

function inboxPath(nodes: ReadonlyArray<{ type: string; parameters: object }>): string {
	const trigger = nodes.find(({ type }) => type.endsWith('.staffReviewInboxTrigger'));
	return (trigger?.parameters as { path: string }).path;
}

/** Gives the interface engine's credential the values of this sandbox. */
export async function useEngine({ api, sandbox }: Pick<Stage, 'api' | 'sandbox'>): Promise<void> {
	const { name, values } = otherCredentials.hl7EngineApi;
	const found = (await api.listCredentials()).find((one) => one.name === name);
	assert.ok(found, `n8n has a credential named "${name}"`);
	await api.updateCredential(found.id, {
		...values(sandbox),
		interfaceSettings: JSON.stringify({
			practice: { codes: ['OAK'] },
			outgoing: { patientNumber: 'chart' },
		}),
	});
}

