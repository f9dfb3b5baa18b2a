import { SafeError } from '../../../../lib/privacy/errors';
import { returnAllAndLimit } from '../../fields';
import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { durationField, whoAndWhereFields, windowFields } from '../recordParameters';
import { readWindow } from '../times';
import { unsupportedBy } from '../unsupported';
import { limitOf, optionalIdOf } from './readOptions';

/** Appointment types; no patients, so no audit. */
export const appointmentTypeGetMany: PracticeOperation = {
	resource: 'appointmentType',
	operation: 'getMany',
	name: 'Get Many',
	action: 'Get many appointment types',
	description: 'Get the appointment types that the practice offers',
	capability: 'appointmentTypes.list',
	fields: returnAllAndLimit,
	async run(call) {
		const { port } = call.session;
		const { system, practiceId } = port.scope;
		if (port.schedule?.types === undefined) throw unsupportedBy(system, 'appointmentTypes.list');
		const types = await port.schedule.types();
		return [
			toItems(types.slice(0, limitOf(call)).map((type) => ({ system, practiceId, ...type }))),
		];
	},
};

/** Open slots; no patients, so no audit. */
export const slotGetMany: PracticeOperation = {
	resource: 'slot',
	operation: 'getMany',
	name: 'Get Many',
	action: 'Get many open slots',
	description: 'Get open slots, in which an appointment can begin',
	capability: 'slots.list',
	fields: (show) => [
		...windowFields(show),
		...whoAndWhereFields(show),
		durationField(show, {
			default: 0,
			description:
				'How long the appointment takes. Needed where open slots are computed and the appointment type names no duration; 0 takes that of the appointment type.',
		}),
		...returnAllAndLimit(show),
	],
	async run(call) {
		const { port } = call.session;
		const { system, practiceId } = port.scope;
		if (port.schedule?.slots === undefined) throw unsupportedBy(system, 'slots.list');
		const providerId = optionalIdOf(call, 'providerId');
		const locationId = optionalIdOf(call, 'locationId');
		const resourceId = optionalIdOf(call, 'resourceId');
		const typeId = optionalIdOf(call, 'typeId');
		const durationMinutes = call.param<number>('durationMinutes', 0);
		if (!Number.isInteger(durationMinutes) || durationMinutes < 0 || durationMinutes > 1440) {
			throw wrongDuration();
		}
		const slots = await port.schedule.slots({
			window: readWindow(call.param, port.scope, new Date()),
			...(providerId !== undefined && { providerId }),
			...(locationId !== undefined && { locationId }),
			...(resourceId !== undefined && { resourceId }),
			...(typeId !== undefined && { typeId }),
			...(durationMinutes > 0 && { durationMinutes }),
		});
		return [
			toItems(slots.slice(0, limitOf(call)).map((slot) => ({ system, practiceId, ...slot }))),
		];
	},
};

function wrongDuration(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'Duration (Minutes) must be a whole number from 0 to 1440.',
		nextStep: 'Correct the Duration (Minutes) parameter.',
		fields: ['durationMinutes'],
	});
}
