import type { IDataObject } from 'n8n-workflow';

import { hashPatient } from '../../../../lib/sync/customerHash';
import { preparePage } from '../preparePage';
import type { SourcePatient } from '../port';
import type { Session } from '../session';
import type { Sighting, TriggerEvent } from './event';
import { sightingKey } from './event';

/** A patient was added, or demographics or insurance changed. */
export const patientChanged: TriggerEvent<SourcePatient> = {
	name: 'patientChanged',
	isUntimed: () => false,
	async page(session, request) {
		const { patients, failed, nextCursor } = await session.port.patients.page({
			read: 'changed',
			...request,
		});
		return {
			sightings: patients.map((source) => sighting(session, source)),
			failed: failed.map(({ id, error }) => ({ key: sightingKey(session, id), error })),
			...(nextCursor !== undefined && { nextCursor }),
		};
	},
	async sample(session) {
		const { patients } = await session.port.patients.page({ read: 'all', pageSize: 5 });
		return patients.map((source) => sighting(session, source));
	},
	async toItems(session, sightings, includeRecord) {
		const { items } = await preparePage(
			session,
			sightings.map(({ row }) => row),
			{ dataScope: includeRecord ? 'demographics' : 'recordIds' },
		);
		const byId = new Map(sightings.map((one) => [one.row.patient.id, one]));
		const told = items.map((item) => {
			const one = byId.get(String(item.id));
			return {
				json: {
					recordId: item.id,
					kind: 'patient',
					version: one?.version ?? null,
					at: one?.sourceAt ?? null,
					syncState: item.syncState,
					...(includeRecord && { record: item }),
				} as IDataObject,
			};
		});
		return { items: told, waiting: [] };
	},
	nothingToShow: {
		message: 'There is no patient to show as an example.',
		nextStep:
			'Check practice and cohort in the credential; activate the workflow to wait for changes.',
	},
};

function sighting(session: Session, row: SourcePatient): Sighting<SourcePatient> {
	const { patient } = row;
	return {
		row,
		key: sightingKey(session, patient.id),
		version: hashPatient(patient, (text) => session.client.keyedHash(text)).contentHash.slice(
			0,
			20,
		),
		sourceAt: patient.sourceAt,
	};
}
