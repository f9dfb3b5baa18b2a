import { pathOf, writeRecord } from '../factories';
import { idField } from '../fields';
import type { ItemOperation } from '../operation';

/** Has an event sent once more. */
export const redeliver: ItemOperation = {
	kind: 'item',
	name: 'Redeliver',
	action: 'Redeliver event',
	description: 'Have HealthSail send an event once more',
	fields: [idField('eventId', 'Event ID', 'ID of the event; it starts with evt_')],
	async execute(call) {
		return await writeRecord(call, {
			operation: 'redeliverEvent',
			method: 'POST',
			path: pathOf('/events', call.param<string>('eventId'), 'redeliver'),
		});
	},
};
