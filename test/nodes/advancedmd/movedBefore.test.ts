import type { NodeParameterValueType } from 'n8n-workflow';

import type { FakeSystems } from '../../support/fakeSystems';
import { startFakes } from '../../support/fakeSystems';
import { runNode } from '../../support/nodes';
import type { Office } from './scheduleStage';
import { bookingAt, firstSlot, nextTuesday, startOffice } from './scheduleStage';
import { callsOf, control, credential, lastCall } from './support';

/** A move of an appointment that staff moved themselves (status 5, sheet 4.6). All data is made up. */

const json = { 'Content-Type': 'application/json' };

let office: Office;
let fakes: FakeSystems;

beforeAll(async () => {
	office = await startOffice(5180);
	fakes = await startFakes(
		() => ({ status: 404 }),
		{ 100001: { customerId: 'cus_1', version: 1, syncState: 'included' } },
		({ url }) =>
			url.endsWith('/audit-events/bulk')
				? { status: 200, headers: json, body: '{"data":[{"index":0,"result":"created"}]}' }
				: undefined,
	);
});

afterAll(async () => {
	await office?.sandbox.stop();
	await fakes?.close();
});

test('is refused, and books nothing beside the one that staff made', async () => {
	const { port, sandbox, loginUrl } = office;
	const slot = await firstSlot(port, nextTuesday(90));
	const { reference, ...booking } = bookingAt(slot.startsAt, 'MOVED1');
	const id = (await port.appointments?.book?.({ ...booking, reference }))?.id as string;
	await control(sandbox, 'advancedmd/appointments', {
		id: Number(id) - 500_000,
		status: 'rescheduled',
	});
	const before = await lastCall(sandbox);
	const { error } = await runNode({
		nodeType: 'advancedMd',
		parameters: {
			...{ resource: 'appointment', operation: 'reschedule', appointmentId: id },
			...(booking as unknown as Record<string, NodeParameterValueType>),
			startsAt: new Date(Date.parse(slot.startsAt) + 3_600_000).toISOString(),
			reference: 'MOVED2',
		},
		baseUrls: { healthSail: fakes.baseUrls.healthSail },
		credentials: { advancedMdApi: credential(loginUrl) },
	});
	expect((await callsOf(sandbox, before)).filter((name) => /book|cancel/.test(name))).toEqual([]);
	expect(error?.context?.failure).toMatchObject({
		kind: 'conflict',
		fields: ['appointmentId'],
	});
});
