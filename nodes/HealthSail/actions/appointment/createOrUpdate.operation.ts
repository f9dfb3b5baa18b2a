import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { appointmentSchema, type Appointment } from '../../../../lib/canonical/appointment';
import { appointmentIdOf, toAppointmentUpsert } from '../../../../lib/sync/toAppointment';
import type { HealthSailClient } from '../../../common/healthsail/client';
import { invalidField, readJson } from '../body';
import { failedResult, rowToResult, runBulk, sendBulk, withCalls } from '../bulk';
import { dryRunField, optionsField } from '../fields';
import type { BatchOperation } from '../operation';
import { lookupAppointments, type AppointmentRow } from './lookup';
import { ReferenceFinder } from './references';

const operation = 'bulkUpsertAppointments';

interface Observation {
	readonly appointment: Appointment;
	/** RFC 3339 UTC. */
	readonly observedAt: string;
}

const observedAtOption: INodeProperties = {
	displayName: 'Observed At',
	name: 'observedAt',
	type: 'dateTime',
	default: '',
	description:
		'When the appointments were read from the practice system; leave empty for now. An older reading never overwrites a newer one.',
};

/**
 * Writes appointments as practice nodes read them, matched by their external ids; 100 per call. One
 * whose content hash HealthSail already holds is not sent.
 */
export const createOrUpdate: BatchOperation = {
	kind: 'batch',
	name: 'Create or Update',
	action: 'Create or update appointments',
	description:
		'Write appointments from a practice system in bulk; one result per item. Reasons of appointments are never sent.',
	fields: [
		{
			displayName: 'Appointment',
			name: 'appointment',
			type: 'json',
			required: true,
			default: '={{ $json }}',
			description: 'The appointment as a practice system node emits it',
		},
		dryRunField,
		optionsField(observedAtOption),
	],
	async execute(context, client) {
		const callsBefore = client.calls();
		const now = new Date().toISOString();
		const isDryRun = context.getNodeParameter('dryRun', 0, false) === true;
		const finder = new ReferenceFinder(client);
		const results = await runBulk(
			context,
			async (itemIndex) => await readObservation(context, itemIndex, now),
			async (observations) => {
				const { results: settled, writes } = await compare(client, finder, observations);
				const sent = isDryRun
					? writes.map(({ stored }) => wouldWrite(stored))
					: await send(context, client, writes);
				writes.forEach(({ index }, position) => (settled[index] = sent[position]));
				return settled;
			},
		);
		return [withCalls(results, client.calls() - callsBefore)];
	},
};

async function readObservation(
	context: IExecuteFunctions,
	itemIndex: number,
	now: string,
): Promise<Observation> {
	const given = await readJson('Appointment', context.getNodeParameter('appointment', itemIndex));
	const appointment = appointmentSchema.safeParse(given);
	if (!appointment.success) throw invalidField('Appointment', 'is not an appointment of this pack');
	const options = context.getNodeParameter('options', itemIndex, {}) as { observedAt?: string };
	return { appointment: appointment.data, observedAt: timeOf(options.observedAt, now) };
}

function timeOf(text: string | undefined, now: string): string {
	if (text === undefined || text === '') return now;
	const time = new Date(text);
	if (Number.isNaN(time.getTime())) throw invalidField('Observed At', 'is not a time');
	return time.toISOString();
}

type HashedUpsert = ReturnType<typeof toAppointmentUpsert>;

interface Write {
	/** Place of the item in its call. */
	readonly index: number;
	readonly body: HashedUpsert;
	readonly stored: AppointmentRow;
}

/** Settles the items that need no write, and gives the bodies of the others. */
async function compare(
	client: HealthSailClient,
	finder: ReferenceFinder,
	observations: readonly Observation[],
): Promise<{ results: IDataObject[]; writes: Write[] }> {
	const resolved = await finder.resolve(observations.map(({ appointment }) => appointment));
	const results = new Array<IDataObject>(observations.length);
	const known: Array<{ index: number; body: HashedUpsert }> = [];
	resolved.forEach((outcome, index) => {
		const { appointment, observedAt } = observations[index];
		if ('error' in outcome) results[index] = failedResult(outcome.error);
		else if ('skipped' in outcome) {
			results[index] = { result: 'skipped', reason: outcome.skipped };
		} else {
			const { references } = outcome;
			const body = toAppointmentUpsert(appointment, references, observedAt, client.keyedHash);
			known.push({ index, body });
		}
	});
	const ids = known.map(({ index }) => appointmentIdOf(observations[index].appointment));
	const rows = ids.length > 0 ? await lookupAppointments(client, ids) : [];
	const writes = known.map((write, position): Write => ({ ...write, stored: rows[position] }));
	for (const { index, body, stored } of writes) {
		if (isHeld(body, stored)) results[index] = { result: 'unchanged', ...idsOf(stored) };
	}
	return { results, writes: writes.filter(({ body, stored }) => !isHeld(body, stored)) };
}

/** Whether HealthSail already holds this content. */
function isHeld({ contentHash }: HashedUpsert, stored: AppointmentRow): boolean {
	return stored.contentHash === contentHash;
}

async function send(
	context: IExecuteFunctions,
	client: HealthSailClient,
	writes: readonly Write[],
): Promise<IDataObject[]> {
	if (writes.length === 0) return [];
	const call = { operation, path: '/appointments/bulk-upsert', matchOn: 'externalIds' as const };
	const bodies = writes.map(({ body }) => body);
	const rows = await sendBulk(context, client, call, bodies);
	return rows.map((row) => rowToResult(client, operation, 'appointmentId', row));
}

function wouldWrite(stored: AppointmentRow): IDataObject {
	return stored.appointmentId === undefined
		? { result: 'wouldCreate' }
		: { result: 'wouldUpdate', ...idsOf(stored) };
}

function idsOf({ appointmentId, version }: AppointmentRow): IDataObject {
	return { appointmentId, version };
}
