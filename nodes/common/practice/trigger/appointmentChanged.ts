import type { IDataObject } from 'n8n-workflow';

import type { Appointment } from '../../../../lib/canonical/appointment';
import { recordFields } from '../../../../lib/privacy/recordScopes';
import { canonicalText } from '../../../../lib/sync/canonicalForm';
import { prepareRecords } from '../prepareRecords';
import type { PracticeSystem } from '../port';
import type { SourceRecord } from '../records';
import type { Session } from '../session';
import { readWindow } from '../times';
import { unsupportedBy } from '../unsupported';
import type { Sighting, TriggerEvent } from './event';
import { sightingKey } from './event';

type Row = SourceRecord<Appointment>;

/** An appointment of the profile's days was booked, moved, cancelled or otherwise changed. */
export const appointmentChanged: TriggerEvent<Row> = {
	name: 'appointmentChanged',
	isUntimed: ({ port }) => port.appointments?.untimed === true,
	async page(session, request) {
		const { appointments, failed, nextCursor } = await appointmentsOf(session.port).page({
			read: 'changed',
			window: windowOf(session),
			...request,
		});
		return {
			sightings: appointments.map((row) => sighting(session, row)),
			failed: failed.map(({ id, error }) => ({ key: keyOf(session, id), error })),
			...(nextCursor !== undefined && { nextCursor }),
		};
	},
	async sample(session) {
		const { appointments } = await appointmentsOf(session.port).page({
			read: 'window',
			window: windowOf(session),
			pageSize: 25,
		});
		return appointments.map((row) => sighting(session, row));
	},
	async toItems(session, sightings, includeRecord) {
		const { items, failed, waiting } = await prepareRecords(
			session,
			'appointment',
			sightings.map(({ row }) => row),
			{ idsOnly: !includeRecord },
		);
		const byId = new Map(sightings.map((one) => [one.row.record.id, one]));
		const later = new Set([...waiting, ...failed.map(({ id }) => id)]);
		const told = items.map((item) => {
			const one = byId.get(String(item.id));
			return {
				json: {
					recordId: item.id,
					kind: 'appointment',
					version: one?.version ?? null,
					at: one?.sourceAt ?? null,
					syncState: 'included',
					...(includeRecord && { record: item }),
				} as IDataObject,
			};
		});
		return {
			items: told,
			waiting: sightings.filter(({ row }) => later.has(row.record.id)).map(({ key }) => key),
		};
	},
	nothingToShow: {
		message: 'There is no appointment to show as an example.',
		nextStep:
			'Run the demographic sync first, or widen the days of the schedule in the practice profile.',
	},
};

function windowOf({ port }: Session) {
	return readWindow(
		<T>(_name: string, fallback?: unknown) => fallback as T,
		port.scope,
		new Date(),
	);
}

function appointmentsOf(port: PracticeSystem): NonNullable<PracticeSystem['appointments']> {
	if (port.appointments === undefined) {
		throw unsupportedBy(port.scope.system, 'appointments.changed');
	}
	return port.appointments;
}

function keyOf(session: Session, id: string): string {
	return sightingKey(session, 'appointment', id);
}

/** What may not leave the node does not make a new version either. */
function sighting(session: Session, row: Row): Sighting<Row> {
	const { record } = row;
	const allowed = new Set(recordFields('appointment'));
	const content = Object.entries(record).filter(
		([member]) => allowed.has(member) && member !== 'sourceAt',
	);
	return {
		row,
		key: keyOf(session, record.id),
		version: session.client
			.keyedHash(canonicalText(['appointment', Object.fromEntries(content)]))
			.slice(0, 20),
		sourceAt: record.sourceAt,
	};
}
