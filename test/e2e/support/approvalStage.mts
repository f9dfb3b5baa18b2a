// One real n8n with the flows of staff approval and the review inbox, beside the sandbox.
import assert from 'node:assert/strict';
import { useCredential } from '../../../host/importer.mjs';
import { otherCredentials, type OtherType } from '../../../host/otherCredentials.mjs';
import type { SystemName } from '../../../host/practiceSystems.mjs';
import { stopAll } from '../../../host/processes.mjs';
import {
	approvalSets,
	INBOX_SET,
	proposalWorkflow,
	publishInbox,
	reviewersCredential,
} from '../../../host/reviewInbox.mjs';
import type { SandboxOptions } from '../../../host/sandboxServer.mjs';
import { setUpStage, type Stage } from '../../../host/stage.mjs';
import { findPlace } from './place.mjs';
import { addNodeCredential } from './workflowEdits.mjs';

export interface ApprovalStage extends Stage {
	/** Where staff open the inbox. */
	readonly inboxUrl: string;
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
		const stage = await setUpStage({
			folder: place.folder,
			// The sandbox takes the ports before.
			n8nPort: place.port + 9,
			systems,
			...(alsoServed && { alsoServed }),
			sandbox: { ...options.sandbox, port: place.port },
			more: {
				sets: [INBOX_SET, ...systems.flatMap(approvalSets), ...sets],
				credentials: await reviewersCredential(),
			},
			...(env && { env }),
		});
		for (const system of systems) await bindNoticeCredential(stage, system);
		const inboxUrl = await publishInbox(stage.api);
		const close = async () => {
			await stage.stop();
			await place.leave();
		};
		// The stage's n8n is replaced by a restart, so its getter must stay one.
		return Object.create(stage, {
			inboxUrl: { value: inboxUrl },
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

/** The second interface is chosen in the nodes by a person, as the vendor's page says. */
async function bindNoticeCredential(
	{ api, sandbox }: Pick<Stage, 'api' | 'sandbox'>,
	system: SystemName,
): Promise<void> {
	const type = NOTICE_CREDENTIALS[system];
	if (type === undefined) return;
	const { name, values } = otherCredentials[type];
	const id = await api.createCredential(name, type, await values(sandbox));
	for (const flow of ['events', 'sweep', 'followUp'] as const) {
		const workflow = await proposalWorkflow(api, system, flow);
		await addNodeCredential(api, workflow, 'n8n-nodes-healthsail.greenway', { type, id, name });
	}
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
