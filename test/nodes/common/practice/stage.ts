import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
	NodeParameterValueType,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { Appointment } from '../../../../lib/canonical/appointment';
import type { PmSystem } from '../../../../lib/canonical/externalId';
import { defaultProfile } from '../../../../lib/profile/defaults';
import { executePractice } from '../../../../nodes/common/practice/execute';
import { pollPractice, triggerProperties } from '../../../../nodes/common/practice/pollTrigger';
import { practiceOutputs, practiceProperties } from '../../../../nodes/common/practice/description';
import type { PracticeSystem, SourcePatient } from '../../../../nodes/common/practice/port';
import type { SourceRecord } from '../../../../nodes/common/practice/records';
import type { FakeSystems, KnownCustomer } from '../../../support/fakeSystems';
import { startFakes } from '../../../support/fakeSystems';
import type { Reply, SeenRequest } from '../../../support/localServer';
import type { NodeResult } from '../../../support/nodes';
import { openPoller, registerNodes, runNode } from '../../../support/nodes';

/** A practice system made of plain functions, run by the shared operations. All people are invented. */

type Part = Partial<Omit<PracticeSystem, 'scope' | 'calls'>>;

let port: PracticeSystem | undefined;
let systemUnderTest: PmSystem = 'tebra';

const description = (name: string): INodeTypeDescription => ({
	displayName: name,
	name,
	group: ['transform'],
	version: 1,
	description: name,
	defaults: { name },
	credentials: [{ name: 'healthSailApi', required: true }],
	inputs: [NodeConnectionTypes.Main],
	outputs: practiceOutputs,
	properties: practiceProperties('tebra'),
});

const opened = async () => await Promise.resolve(port as PracticeSystem);

class PracticeUnderTest implements INodeType {
	description: INodeTypeDescription = {
		...description('practiceUnderTest'),
		usableAsTool: undefined,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executePractice(this, systemUnderTest, opened);
	}
}

class TriggerUnderTest implements INodeType {
	description: INodeTypeDescription = {
		...description('practiceTriggerUnderTest'),
		usableAsTool: undefined,
		polling: true,
		properties: triggerProperties('tebra'),
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollPractice(this, opened);
	}
}

registerNodes(new PracticeUnderTest(), new TriggerUnderTest());

interface Stage {
	readonly fakes: FakeSystems;
	run(
		operation: string,
		parameters?: Record<string, NodeParameterValueType>,
		more?: { items?: IDataObject[]; onError?: 'continueErrorOutput' },
	): Promise<NodeResult>;
	poller(parameters?: Record<string, NodeParameterValueType>): ReturnType<typeof openPoller>;
	/** The port that the operations work with. */
	port(): PracticeSystem;
	/** Bodies of all audit events, also of those sent in bulk, in their order. */
	audits(): AuditEvent[];
	/** What was asked of HealthSail and of the practice system, in order. */
	readonly order: string[];
}

export interface AuditEvent {
	readonly action: string;
	readonly fields: string[];
	readonly purposeOfUse: string;
	readonly count: number;
	readonly subjects: Array<{ type: string; keyedHash: string }>;
	readonly outcome: string;
	readonly flow: string;
	readonly runId?: string;
	readonly workflowStep?: string;
}

export const included = (customerId: string, version = 3): KnownCustomer => ({
	customerId,
	version,
	syncState: 'included',
});

const json = (status: number, body: unknown): Reply => ({
	status,
	headers: { 'Content-Type': 'application/json' },
	body: JSON.stringify(body),
});

/** Opens a practice with these methods; patients of HealthSail by id. */
export async function openStage(
	part: Part,
	known: Readonly<Record<string, KnownCustomer>> = {},
	options: {
		system?: PmSystem;
		customers?: Readonly<Record<string, unknown>>;
		auditStatus?: number;
		/** What HealthSail answers beside the usual. */
		answer?: (request: SeenRequest) => Reply | undefined;
	} = {},
): Promise<Stage> {
	const order: string[] = [];
	const answer = (request: SeenRequest): Reply | undefined => {
		const path = new URL(request.url, 'http://local').pathname;
		order.push(path.replace(/(?<=\/leases\/)[^/]+/, '{key}'));
		if (options.auditStatus !== undefined && path.includes('/audit-events')) {
			return json(options.auditStatus, { code: 'refused', title: 'refused', status: 403 });
		}
		if (path.endsWith('/audit-events/bulk')) {
			const { items } = JSON.parse(request.body) as { items: unknown[] };
			return json(200, { data: items.map((_, index) => ({ index, result: 'created' })) });
		}
		const own = options.answer?.(request);
		if (own !== undefined) return own;
		const id = /\/customers\/(cus_\w+)$/.exec(path)?.[1];
		const customer = id === undefined ? undefined : options.customers?.[id];
		return customer === undefined ? undefined : json(200, customer);
	};
	const fakes = await startFakes(() => ({ status: 404 }), known, answer);
	systemUnderTest = options.system ?? 'tebra';
	const noPatients = { patients: [], failed: [], readStartedAt: '2026-11-22T12:00:00Z' };
	port = {
		scope: {
			system: systemUnderTest,
			practiceId: '1',
			practiceName: 'Oak Clinic',
			timeZone: 'America/Chicago',
			profile: { ...defaultProfile(systemUnderTest), timeZone: 'America/Chicago' },
		},
		calls: () => 0,
		connection: { test: async () => await Promise.resolve({ ok: true, practices: [] }) },
		patients: {
			get: async () => await Promise.resolve(undefined),
			page: async () => await Promise.resolve(noPatients),
			async *ids() {},
			search: async () => await Promise.resolve([]),
		},
		practices: { list: async () => await Promise.resolve([]) },
		providers: { list: async () => await Promise.resolve([]) },
		locations: { list: async () => await Promise.resolve([]) },
		...part,
	};
	const { healthSail } = fakes.baseUrls;
	return {
		fakes,
		order,
		port: () => port as PracticeSystem,
		async run(operation, parameters = {}, more = {}) {
			const [resource, name] = operation.split('.');
			return await runNode({
				nodeType: 'practiceUnderTest',
				parameters: { resource, operation: name, ...parameters },
				baseUrls: { healthSail },
				...more,
			});
		},
		poller: (parameters = {}) =>
			openPoller({ nodeType: 'practiceTriggerUnderTest', parameters, baseUrls: { healthSail } }),
		audits: () =>
			fakes.healthSail.requests.flatMap(({ url, body }) => {
				if (url.endsWith('/audit-events')) return [JSON.parse(body) as AuditEvent];
				if (!url.endsWith('/audit-events/bulk')) return [];
				return (JSON.parse(body) as { items: AuditEvent[] }).items;
			}),
	};
}

/** An appointment of patient 501, with what a careless port could let through beside it. */
export function appointment(over: Partial<Appointment> = {}): Appointment {
	return {
		system: 'tebra',
		practiceId: '1',
		id: '9001',
		externalIds: [{ system: 'tebra', practiceId: '1', type: 'appointment', value: '9001' }],
		patientId: '501',
		providerId: '2',
		locationId: '1',
		type: { id: '4', name: 'Telehealth Visit' },
		startsAt: '2026-12-01T15:00:00Z',
		endsAt: '2026-12-01T15:20:00Z',
		timeZone: 'America/Chicago',
		status: 'booked',
		modality: 'telehealth',
		reason: 'MarkerReason',
		sourceAt: '2026-11-20T09:00:00Z',
		...over,
	};
}

export function source<Content>(record: Content, recordPracticeId?: string): SourceRecord<Content> {
	return { record, recordPracticeId };
}

/** A patient of the practice, as a port hands one over. */
export function sourcePatient(id: string): SourcePatient {
	return {
		patient: {
			system: 'tebra',
			practiceId: '1',
			id,
			externalIds: [{ system: 'tebra', practiceId: '1', type: 'patient', value: id }],
			givenName: 'Jordan',
			familyName: 'Sample',
			birthDate: '1984-02-29',
		},
		recordPracticeId: '1',
		recordPracticeName: 'Oak Clinic',
		flags: {},
		lastVisitOn: undefined,
	};
}
