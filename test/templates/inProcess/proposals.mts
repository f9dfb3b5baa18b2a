import assert from 'node:assert/strict';
import type { INodeExecutionData } from 'n8n-workflow';

import type { TruthPatient } from '../../../sandbox/practice/truth.mjs';
import type { RunResult } from './engine.mjs';
import { isFilledIn } from './shoppers.mjs';
import { openStage, type Stage } from './stage.mjs';

const patients = 20;

/** The workflows by what their names say. */
export const flows = {
	events: /work at once on what was asked or decided/,
	sweep: /deliver what staff approved/,
	byHl7: /send what staff approved by HL7/,
	followUp: /look for what staff keyed in/,
} as const;

/** A change request as HealthSail keeps it, as far as these tests look at it. */
export interface Proposal {
	readonly id: string;
	readonly version: number;
	readonly changes: ReadonlyArray<{
		readonly id: string;
		readonly path: string;
		readonly decision: string;
		readonly outcome?: string | null;
		readonly current?: { readonly value: unknown; readonly verdict: string } | null;
	}>;
	readonly review: { readonly state: string };
	readonly delivery: { readonly state: string; readonly channel?: string | null };
	readonly closedAs?: string | null;
	readonly shortRef: string;
}

interface Change {
	readonly path: string;
	readonly from: unknown;
	readonly to: unknown;
}

/** A loaded practice whose patients propose changes. All data is synthetic. */
export interface Practice {
	readonly stage: Stage;
	/** Patients of whom enough is known, each with a customer. */
	readonly known: readonly TruthPatient[];
	/** What the practice has of a patient now. */
	now(patient: TruthPatient): Promise<TruthPatient>;
	propose(patient: TruthPatient, changes: readonly Change[], more?: object): Promise<Proposal>;
	read(proposal: Pick<Proposal, 'id'>): Promise<Proposal>;
	/** Staff decide, one word per change, by the value that they saw. */
	decide(
		proposal: Pick<Proposal, 'id'>,
		words: ReadonlyArray<'approved' | 'rejected'>,
	): Promise<Proposal>;
	/** Staff key values into the practice's own screen. */
	keyIn(patient: TruthPatient, values: object): Promise<void>;
	/** Lays members over the practice profile; those of the time before are gone. */
	useProfile(more: object): void;
	/** The event about a proposal, as HealthSail Trigger emits it. */
	eventOf(proposal: Pick<Proposal, 'id'>, type: string): Promise<INodeExecutionData>;
}

/** The practice system that the flows work with. */
interface Place {
	readonly system: string;
	/** Name of its credential. */
	readonly account: string;
	/** The id that the system's interface gives a record of the practice. */
	idOf(record: string): string;
	/** What the practice profile says anyway. */
	readonly profile: object;
}

/** Opens a sandbox with the sets of staff approval and goes through Tebra's first load. */
export async function openPractice(port: number): Promise<Practice> {
	const stage = await openStage(
		[
			'tebra/demographic-sync',
			'tebra/demographic-changes',
			'tebra/demographic-changes-by-hl7',
			'tebra/proposal-follow-up',
		],
		{
			port,
			patients,
			secondPracticePatients: 3,
			optedOutPatients: 1,
			flaggedPatients: 1,
			seed: 9,
			systems: ['tebra', 'hl7'],
		},
		25,
	);
	const { engine } = stage;
	await engine.run(/patients to HealthSail/, 'Run by Hand');
	await engine.run(/confirm the first load/, 'I Have Read the Counts');
	await engine.run(/patients to HealthSail/, 'Every 15 Minutes');
	return await practiceOn(stage, {
		system: 'tebra',
		account: 'Tebra account',
		idOf: (record) => record,
		profile: { sync: { pageSize: 25 } },
	});
}

/** What patients propose and staff do, at a practice whose patients HealthSail has. */
export async function practiceOn(stage: Stage, place: Place): Promise<Practice> {
	const { system } = place;
	const known = (await stage.truth('included', system)).filter(isFilledIn);
	assert.ok(known.length >= 8, `${known.length} patients are filled in`);
	let keys = 0;
	const keyed = (version?: number) => {
		keys += 1;
		return {
			'Idempotency-Key': `proposal-${keys}`,
			...(version !== undefined && { 'If-Match': `"${version}"` }),
		};
	};
	const path = 'demographic-change-requests';
	const read = async ({ id }: Pick<Proposal, 'id'>) =>
		await stage.healthSail<Proposal>('GET', `${path}/${id}`);
	const useProfile = (more: object) => {
		const account = stage.credentials[place.account];
		assert.ok(account);
		account.practiceProfile = JSON.stringify({ version: 1, system, ...place.profile, ...more });
	};
	useProfile({});
	return {
		stage,
		known,
		read,
		useProfile,
		async now({ id }) {
			const found = (await stage.truth('included', system)).find((one) => one.id === id);
			assert.ok(found);
			return found;
		},
		async propose(patient, changes, more = {}) {
			const { customers } = await stage.control<{
				customers: Array<{ id: string; externalIds: Array<{ type: string; value: string }> }>;
			}>('GET', 'healthsail/state');
			const customer = customers.find(({ externalIds }) =>
				externalIds.some(
					({ type, value }) => type === 'patient' && value === place.idOf(patient.id),
				),
			);
			assert.ok(customer, 'the patient is a customer');
			return await stage.healthSail<Proposal>(
				'POST',
				path,
				{
					customerId: customer.id,
					pmSystem: system,
					practiceId: '1',
					direction: 'to_pm',
					origin: 'patient',
					reviewMode: 'in_healthsail',
					changes,
					...more,
				},
				keyed(),
			);
		},
		async decide(proposal, words) {
			const { id, version, changes } = await read(proposal);
			assert.equal(changes.length, words.length);
			const decisions = changes.map((change, index) => ({
				changeId: change.id,
				decision: words[index],
				...(change.current && { valueSeen: change.current.value }),
			}));
			const reviewer = { id: 'dana', name: 'Dana Reviewer', method: 'password' };
			return await stage.healthSail<Proposal>(
				'POST',
				`${path}/${id}/decisions`,
				{ decisions, reviewer },
				keyed(version),
			);
		},
		async keyIn({ id }, values) {
			await stage.control('POST', `${system}/staff-edit`, { patientId: id, ...values });
		},
		async eventOf({ id }, type) {
			const { data } = await stage.healthSail<{
				data: Array<{ id: string; type: string; data: { id: string; pmSystems?: string[] } }>;
			}>('GET', `events?type=${type}&limit=200`);
			const event = data.find((one) => one.data.id === id);
			assert.ok(event, `HealthSail tells ${type}`);
			const pmSystems = event.data.pmSystems ?? [];
			return { json: { eventId: event.id, type: event.type, id, pmSystems } };
		},
	};
}

/** The counts of a run of proposals that are not zero, without calls. */
export function countsOfRun(result: RunResult): Record<string, number> {
	const [item] = result.items('Finish Run');
	assert.ok(item, `the run did not finish: ${result.run.data.resultData.error?.message ?? ''}`);
	return Object.fromEntries(
		Object.entries(item.json.counts as Record<string, number>).filter(
			([name, count]) => count !== 0 && !name.endsWith('Calls'),
		),
	);
}
