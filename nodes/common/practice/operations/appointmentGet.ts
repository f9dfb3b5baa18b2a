import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { prepareRecords } from '../prepareRecords';
import { appointmentIdField } from '../recordParameters';
import { unsupportedBy } from '../unsupported';
import { appointmentNotFound, appointmentKeptOut } from './appointmentFaults';
import { idOf } from './readOptions';

/** Reads one appointment by the practice system's id. */
export const appointmentGet: PracticeOperation = {
	resource: 'appointment',
	operation: 'get',
	name: 'Get',
	action: 'Get appointment',
	description: 'Get an appointment',
	capability: 'appointments.get',
	concurrency: 4,
	fields: (show) => [appointmentIdField(show)],
	async run(call) {
		const { session } = call;
		const { port } = session;
		const { system } = port.scope;
		if (port.appointments?.get === undefined) throw unsupportedBy(system, 'appointments.get');
		const found = await port.appointments.get(idOf(call, 'appointmentId'));
		if (found === undefined) throw appointmentNotFound(system);
		const { items, counts, failed } = await prepareRecords(session, 'appointment', [found]);
		if (failed.length > 0) throw failed[0].error;
		if (items.length > 0) return [toItems(items)];
		throw counts.excluded + counts.unknownPatient > 0
			? appointmentKeptOut(system)
			: appointmentNotFound(system);
	},
};
