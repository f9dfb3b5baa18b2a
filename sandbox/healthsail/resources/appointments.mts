import { bulkRows, type Call, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import { invalid } from '../http/problem.mjs';
import type { AppointmentResult, GivenAppointment } from '../store/appointments.mjs';
import { requireVersion } from '../store/customers.mjs';
import type { Appointment, ExternalId } from '../store/types.mjs';
import { holder } from './coverages.mjs';

/** The stored appointment of an upsert item; undefined for a new one. */
function stored(call: Call, item: GivenAppointment, matchOn: string): Appointment | undefined {
	const { appointments } = call.tenant;
	if (matchOn === 'id') {
		if (item.id === undefined) throw required('/id');
		return appointments.collection.get(item.id);
	}
	if (item.externalIds.length === 0) throw required('/externalIds');
	const owner = appointments.externalIds.commonOwner(item.externalIds);
	return owner === undefined ? undefined : appointments.collection.get(owner);
}

function required(pointer: string) {
	return invalid([{ pointer, code: 'required', detail: 'This member is required.' }]);
}

/** Makes sure that provider and location exist, where the item names them. */
function requireDirectory(call: Call, { providerId, locationId }: GivenAppointment): void {
	const { providers, locations } = call.tenant;
	const named = [
		['/providerId', providers.collection, providerId],
		['/locationId', locations.collection, locationId],
	] as const;
	const unknown = named.filter(([, collection, id]) => id !== null && !collection.find(id));
	if (unknown.length === 0) return;
	throw invalid(
		unknown.map(([pointer]) => ({
			pointer,
			code: 'reference',
			detail: 'There is no object with this id.',
		})),
	);
}

function upsert(call: Call, item: GivenAppointment, matchOn: string): AppointmentResult {
	const { appointments } = call.tenant;
	holder(call, item.customerId);
	requireDirectory(call, item);
	const existing = stored(call, item, matchOn);
	if (!existing) return appointments.create(item);
	requireVersion(existing, item.ifVersion);
	return appointments.change(existing, item);
}

function lookupRow(call: Call, externalId: ExternalId) {
	const { collection, externalIds } = call.tenant.appointments;
	const owner = externalIds.ownerOf(externalId);
	if (owner === undefined) return { externalId };
	const { id, version, contentHash, observedAt, sourceAt } = collection.get(owner);
	return {
		externalId,
		appointmentId: id,
		version,
		...(contentHash ? { contentHash } : {}),
		observedAt,
		...(sourceAt ? { sourceAt } : {}),
	};
}

/** The mirror of appointments: list, look-up by external ids, bulk upsert. */
export const appointmentHandlers: Handlers = {
	listAppointments: (call) => {
		const { appointments, world } = call.tenant;
		return {
			status: 200,
			body: listPage(appointments.collection, call.query, world.clock.millis()),
		};
	},
	lookupAppointments: (call) => {
		const { externalIds } = call.body as { externalIds: ExternalId[] };
		return { status: 200, body: { data: externalIds.map((id) => lookupRow(call, id)) } };
	},
	bulkUpsertAppointments: (call) => {
		const { matchOn, items } = call.body as { matchOn: string; items: GivenAppointment[] };
		const data = bulkRows(call, 'items', items, (item) => {
			const { result, appointment } = upsert(call, item, matchOn);
			return { result, id: appointment.id, version: appointment.version };
		});
		return { status: 200, body: { data } };
	},
};
