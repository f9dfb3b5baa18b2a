import type { Patient } from '../../../../lib/canonical/patient';
import { applyChanges } from '../../../../lib/changes/applyChanges';
import type { FieldChange } from '../../../../lib/changes/field';
import type { RefusedChange } from '../../../../lib/changes/refusal';
import { SafeError, type ErrorKind } from '../../../../lib/privacy/errors';
import type { ConflictPolicy, DeliveryChannel } from '../../../../lib/profile/changes';
import { defaultProfile } from '../../../../lib/profile/defaults';
import type { NewPatient, PracticeSystem } from '../../../../nodes/common/practice/port';
import type { StaffNotice } from '../../../../nodes/common/practice/records';
import type { NodeResult } from '../../../support/nodes';
import { FakeRequests, type KeptChange, type KeptRequest } from './fakeRequests';
import { included, openStage, sourcePatient } from './stage';

/** A practice that keeps one patient, and a HealthSail with one change request. All invented. */

const opened: Array<() => Promise<void>> = [];

afterEach(async () => {
	jest.restoreAllMocks();
	for (const close of opened.splice(0)) await close();
});

export const failed = (kind: ErrorKind) =>
	new SafeError({ kind, message: 'Not done.', nextStep: 'Look.' });

/** The practice system: what it keeps, and what tests make of its writes. */
export interface FakePractice {
	/** Patient 501; undefined = gone. */
	patient: Patient | undefined;
	/** Members beside the patient's, by which damage shows. */
	readonly more: Record<string, string>;
	/** What was asked to be written, in order. */
	readonly sent: string[][];
	readonly notices: StaffNotice[];
	readonly made: NewPatient[];
	/** In place of a write that just works; `apply` does the write. */
	send: (apply: () => void, changes: readonly FieldChange[]) => void | Promise<void>;
	notice: () => string | null;
	refuses: (change: FieldChange) => RefusedChange | undefined;
	create: (person: NewPatient) => Patient;
	findCreated: (() => Patient | undefined) | undefined;
	/** Patients that a search finds. */
	namesakes: Patient[];
}

export const home = { line1: '9 Elm St', city: 'Reno', region: 'NV', postalCode: '89501' };
export const moved = { line1: '77 New Rd', city: 'Reno', region: 'NV', postalCode: '89502' };

const addressPath = '/addresses/adr_1';
const phonePath = '/demographics/phones/ph_1';

/** The patient moves, and has a new mobile phone; staff approved both seeing what stands there. */
export const approvedMove = (): KeptChange[] => [
	{
		id: 'chg_1',
		path: addressPath,
		from: { use: 'home', ...home },
		to: { use: 'home', ...moved },
		decision: 'approved',
		valueSeen: home,
	},
	{
		id: 'chg_2',
		path: phonePath,
		from: { use: 'mobile', number: '+17755550111' },
		to: { use: 'mobile', number: '+17755550122' },
		decision: 'approved',
		valueSeen: { number: '+17755550111' },
	},
];

export const pendingMove = (): KeptChange[] =>
	approvedMove().map((change) => {
		const asked: KeptChange = { ...change, decision: 'pending' };
		delete asked.valueSeen;
		return asked;
	});

export const keptPatient = (): Patient => ({
	...sourcePatient('501').patient,
	email: 'jordan@example.org',
	phones: [
		{ use: 'mobile', number: '+17755550111' },
		{ use: 'home', number: '+17755550199' },
	],
	addresses: [{ use: 'home', ...home }],
	sourceAt: '2026-11-20T09:00:00Z',
});

interface Options {
	readonly request?: Partial<KeptRequest>;
	readonly channels?: DeliveryChannel[];
	readonly policy?: ConflictPolicy;
	readonly customer?: Record<string, unknown>;
	readonly known?: Parameters<typeof openStage>[1];
	/** What this practice's system lacks. */
	readonly lacks?: ReadonlyArray<'write' | 'notice' | 'create'>;
	readonly auditStatus?: number;
}

export interface ChangeStage {
	readonly requests: FakeRequests;
	readonly practice: FakePractice;
	readonly stage: Awaited<ReturnType<typeof openStage>>;
	/** The request as HealthSail keeps it. */
	request(): KeptRequest;
	run(operation: 'compare' | 'deliver' | 'followUp', id?: string): Promise<NodeResult>;
}

export async function openChangeStage(options: Options = {}): Promise<ChangeStage> {
	const requests = new FakeRequests();
	requests.requests.set('dcr_1', keptRequest(options.request));
	const practice = fakePractice();
	const ownId = { system: 'tebra', practiceId: '1', type: 'patient', value: '501' };
	const customers = {
		cus_501: {
			status: 'active',
			externalIds: [{ ...ownId, verification: 'verified' }],
			demographics: { phones: [{ id: 'ph_1', use: 'mobile' }] },
			addresses: [{ id: 'adr_1', use: 'home' }],
			...options.customer,
		},
	};
	const lacks = options.lacks ?? [];
	const stage = await openStage(
		{
			patients: patientsOf(practice, lacks),
			...(!lacks.includes('notice') && {
				staff: {
					async notice(notice: StaffNotice) {
						practice.notices.push(notice);
						return await Promise.resolve().then(() => ({ id: practice.notice(), place: 'task' }));
					},
				},
			}),
		},
		options.known ?? { 501: included('cus_501') },
		{
			customers,
			answer: requests.answer,
			...(options.auditStatus !== undefined && { auditStatus: options.auditStatus }),
		},
	);
	opened.push(async () => await stage.fakes.close());
	const profile = stage.port().scope.profile;
	const changes = {
		...defaultProfile('tebra').changes,
		...(options.channels && { channels: options.channels }),
		...(options.policy && {
			policy: { ...defaultProfile('tebra').changes.policy, address: options.policy },
		}),
	};
	Object.assign(profile, { changes });
	return {
		requests,
		practice,
		stage,
		request: () => requests.requests.get('dcr_1') as KeptRequest,
		run: async (operation, id = 'dcr_1') =>
			await stage.run(`demographicChange.${operation}`, { demographicChangeRequestId: id }),
	};
}

/** A request of its own for each test: what HealthSail keeps changes in place. */
export function keptRequest(over: Partial<KeptRequest> = {}): KeptRequest {
	return structuredClone({
		id: 'dcr_1',
		version: 4,
		customerId: 'cus_501',
		kind: 'change',
		pmSystem: 'tebra',
		practiceId: '1',
		direction: 'to_pm',
		origin: 'patient',
		submittedAt: '2026-11-22T10:00:00Z',
		reviewMode: 'in_healthsail',
		changes: approvedMove(),
		review: {
			state: 'approved',
			reviewer: { id: 'dana', name: 'Dana Reviewer', method: 'password' },
		},
		delivery: { state: 'not_started', pmRefs: [], attempts: 0 },
		shortRef: 'HSD4K2M8Q1',
		...over,
	});
}

function fakePractice(): FakePractice {
	return {
		patient: keptPatient(),
		more: { Alert: 'MarkerAlert' },
		sent: [],
		notices: [],
		made: [],
		send: (apply) => apply(),
		notice: () => 'tsk_9',
		refuses: () => undefined,
		create: (person) => ({
			...sourcePatient('777').patient,
			givenName: person.givenName,
			familyName: person.familyName,
			birthDate: person.birthDate,
			phones: person.phones ?? [],
			addresses: person.addresses ?? [],
			email: person.email ?? null,
		}),
		findCreated: undefined,
		namesakes: [],
	};
}

function patientsOf(
	practice: FakePractice,
	lacks: ReadonlyArray<'write' | 'notice' | 'create'>,
): PracticeSystem['patients'] {
	const sourceOf = (patient: Patient) => ({ ...sourcePatient(patient.id), patient });
	const all = () => [practice.patient, ...practice.namesakes];
	return {
		page: async () => await Promise.reject(new Error('not asked')),
		async *ids() {},
		search: async () => await Promise.resolve(practice.namesakes.map(sourceOf)),
		async get(id) {
			const found = all().find((patient) => patient?.id === id);
			return await Promise.resolve(found && sourceOf(found));
		},
		...(!lacks.includes('write') && {
			async image(id: string) {
				const { patient } = practice;
				return await Promise.resolve(
					patient?.id === id
						? { source: sourceOf(patient), members: membersOf(patient, practice.more) }
						: undefined,
				);
			},
			async planUpdate(_image: unknown, changes: readonly FieldChange[]) {
				const refused = changes.flatMap((change) => practice.refuses(change) ?? []);
				const isRefused = ({ changeId }: FieldChange) =>
					refused.some((entry) => entry.changeId === changeId);
				const written = changes.filter((change) => !isRefused(change));
				return await Promise.resolve({
					changes: written,
					refused,
					touches: (member: string) =>
						written.some(({ field }) => member === field || member.startsWith(`${field}.`)),
					async send() {
						practice.sent.push(written.map(({ changeId }) => changeId));
						await practice.send(() => {
							const before = practice.patient as Patient;
							practice.patient = { ...before, ...applyChanges(before, written) };
						}, written);
					},
				});
			},
		}),
		...(!lacks.includes('create') && {
			async create(person: NewPatient) {
				practice.made.push(person);
				return await Promise.resolve().then(() => {
					const made = practice.create(person);
					practice.namesakes.push(made);
					return { id: made.id };
				});
			},
			async findCreated() {
				const found = practice.findCreated?.();
				return await Promise.resolve(found && sourceOf(found));
			},
		}),
	};
}

function membersOf(patient: Patient, more: Record<string, string>): Record<string, string> {
	const members: Record<string, string> = {
		givenName: patient.givenName ?? '',
		familyName: patient.familyName ?? '',
		email: patient.email ?? '',
		...more,
	};
	for (const { use, number } of patient.phones ?? []) members[`phone.${use}`] = number;
	for (const { use, ...address } of patient.addresses ?? []) {
		for (const [name, value] of Object.entries(address)) {
			members[`address.${use}.${name}`] = String(value);
		}
	}
	return members;
}
