import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { ShowWhen } from '../../fields';
import { cursorField, pageSizeField, returnAllAndLimit, sinceField } from '../../fields';
import { auditOptionsField } from '../fields';
import type { PracticeCall, PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { pageSizeOf } from '../pageSize';
import type { PracticeSystem } from '../port';
import { prepareRecords } from '../prepareRecords';
import { onlyPatientField, windowFields } from '../recordParameters';
import type { AppointmentPageRequest } from '../records';
import { requireStanding } from '../standing';
import { summariseFailures } from '../summariseFailures';
import { readWindow, toInstant } from '../times';
import { unsupportedBy } from '../unsupported';
import { auditOptions, limitOf, optionalIdOf } from './readOptions';

const outputs = ['Appointments', 'Page'] as const;

const changedWindowHint =
	'The days that are read again, since no change is listed. Where the practice system was set up to list changes, it tells every change, also of an appointment that was moved to another day.';

/** Appointments per call to the vendor where the flow only says how many it wants. */
const getManyPageSize = 200;

/** The appointments of some days, in one go: for looking around and for small practices. */
export const appointmentGetMany: PracticeOperation = {
	resource: 'appointment',
	operation: 'getMany',
	name: 'Get Many',
	action: 'Get many appointments',
	description: 'Get the appointments of some days, of all patients or of one',
	capability: 'appointments.list',
	fields: (show) => [
		...windowFields(show),
		onlyPatientField(show),
		...returnAllAndLimit(show),
		auditOptionsField(show),
	],
	async run(call) {
		const { session } = call;
		const limit = limitOf(call);
		const request = await windowRequest(call);
		const port = appointmentsOf(session.port);
		const items: IDataObject[] = [];
		let cursor: string | undefined;
		do {
			const page = await port.page({
				...request,
				read: 'window',
				pageSize: getManyPageSize,
				...(cursor !== undefined && { cursor }),
			});
			if (page.failed.length > 0) throw page.failed[0].error;
			const prepared = await prepareRecords(
				session,
				'appointment',
				page.appointments,
				auditOptions(call),
			);
			if (prepared.failed.length > 0) throw prepared.failed[0].error;
			items.push(...prepared.items);
			cursor = page.nextCursor;
		} while (cursor !== undefined && items.length < limit);
		return [toItems(items.slice(0, limit))];
	},
};

/** One page of the appointments of some days, for a flow that reads them page by page. */
export const appointmentGetAll: PracticeOperation = {
	resource: 'appointment',
	operation: 'getAll',
	name: 'Get All',
	action: 'Get all appointments',
	description: 'Get one page of the appointments of some days',
	capability: 'appointments.list',
	outputs,
	fields: (show) => [
		...windowFields(show),
		onlyPatientField(show),
		cursorField(show),
		appointmentPageSizeField(show),
		auditOptionsField(show),
	],
	async run(call) {
		return await readPage(call, { ...(await windowRequest(call)), read: 'window' });
	},
};

/**
 * One page of the appointments that changed since a time. Those of patients whom HealthSail does not
 * know yet are counted and not handed on: a later read of their days brings them.
 */
export const appointmentGetChanged: PracticeOperation = {
	resource: 'appointment',
	operation: 'getChanged',
	name: 'Get Changed',
	action: 'Get changed appointments',
	description:
		'Get one page of the appointments that changed since a time; read their days again every night with Get All, for patients who came to HealthSail later',
	capability: 'appointments.changed',
	outputs,
	fields: (show) => [
		sinceField(show),
		...windowFields(show, changedWindowHint),
		onlyPatientField(show),
		cursorField(show),
		appointmentPageSizeField(show),
		auditOptionsField(show),
	],
	async run(call) {
		const since = toInstant(call.param('since', ''), call.context.getTimezone(), {
			label: 'Changed Since',
			field: 'since',
		});
		return await readPage(call, { ...(await windowRequest(call)), read: 'changed', since });
	},
};

function appointmentPageSizeField(show: ShowWhen): INodeProperties {
	return {
		...pageSizeField(show),
		description:
			'Most appointments to read in this call. 0 takes the page size of the practice profile, which is 500 unless it was changed.',
	};
}

/** A patient who is kept out is told before anything is read. */
async function windowRequest(
	call: PracticeCall,
): Promise<Pick<AppointmentPageRequest, 'window' | 'patientId'>> {
	const patientId = optionalIdOf(call, 'patientId');
	const window = readWindow(call.param, call.session.port.scope, new Date());
	if (patientId === undefined) return { window };
	await requireStanding(call.session, patientId);
	return { window, patientId };
}

async function readPage(
	call: PracticeCall,
	request: Omit<AppointmentPageRequest, 'pageSize' | 'cursor'>,
) {
	const { session, param } = call;
	const { port, client } = session;
	const before = { vendor: port.calls(), healthSail: client.calls() };
	// Expressions hand over null where a run has no cursor yet.
	const cursor = param<string | null>('cursor', '')?.trim();
	const page = await appointmentsOf(port).page({
		...request,
		pageSize: pageSizeOf(param<number>('pageSize', 0), port.scope.profile),
		...(cursor && { cursor }),
	});
	const prepared = await prepareRecords(
		session,
		'appointment',
		page.appointments,
		auditOptions(call),
	);
	const failed = [...page.failed, ...prepared.failed];
	return [
		toItems(prepared.items),
		toItems([
			{
				nextCursor: page.nextCursor ?? null,
				done: page.nextCursor === undefined,
				readStartedAt: page.readStartedAt,
				window: request.window,
				counts: {
					...prepared.counts,
					read: prepared.counts.read + page.failed.length,
					failed: failed.length,
				},
				calls: {
					vendor: port.calls() - before.vendor,
					healthSail: client.calls() - before.healthSail,
				},
				failures: summariseFailures(failed),
			},
		]),
	];
}

function appointmentsOf(port: PracticeSystem): NonNullable<PracticeSystem['appointments']> {
	if (port.appointments === undefined) throw unsupportedBy(port.scope.system, 'appointments.list');
	return port.appointments;
}
