import type { FakeSystems } from '../../support/fakeSystems';
import { operationOf, soapAnswer, startFakes } from '../../support/fakeSystems';
import type { Reply, SeenRequest } from '../../support/localServer';
import { runNode } from '../../support/nodes';

/** Blocked time that began on an earlier day (sheet 4.5, 7). All people and rows are synthetic. */

let fakes: FakeSystems | undefined;

afterEach(async () => {
	await fakes?.close();
	fakes = undefined;
});

interface Row {
	readonly id: string;
	readonly start: string;
	readonly end: string;
}

/** From the 10th of May to the 4th of June, and a row of the 3rd whose end cannot be read. */
const vacation: Row = { id: '71', start: '5/10/2027 8:00:00 AM', end: '6/4/2027 5:00:00 PM' };
const endless: Row = { id: '72', start: '6/3/2027 9:00:00 AM', end: '' };

const dayOf = (text: string) => {
	const [month, day, year] = text.split(' ')[0].split('/');
	return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

/** Lists a row only where its first day is asked for, and nothing in a window of over 30 days. */
const practice =
	(rows: readonly Row[]) =>
	(request: SeenRequest): Reply => {
		const operation = operationOf(request);
		const member = (name: string) =>
			new RegExp(`${name}>([^<]+)<`).exec(request.body)?.[1].slice(0, 10) ?? '';
		if (operation !== 'GetAppointments') return soapAnswer(operation, '');
		const [from, to] = [member('StartDate'), member('EndDate')];
		const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
		const shown = rows.filter(
			({ start }) => days <= 30 && dayOf(start) >= from && dayOf(start) <= to,
		);
		const xml = shown.map(
			({ id, start, end }) =>
				`<AppointmentData><ID>${id}</ID><Type>O</Type><PracticeName>Oak Clinic</PracticeName><ConfirmationStatus>Scheduled</ConfirmationStatus><StartDate>${start}</StartDate><EndDate>${end}</EndDate><ResourceID1>2</ResourceID1><ResourceTypeID1>1</ResourceTypeID1></AppointmentData>`,
		);
		return soapAnswer(operation, `<Appointments>${xml.join('')}</Appointments>`);
	};

function takeReports({ url, body }: SeenRequest): Reply | undefined {
	if (!url.endsWith('/audit-events/bulk')) return undefined;
	const { items } = JSON.parse(body) as { items: unknown[] };
	return {
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ data: items.map((_, index) => ({ index, result: 'created' })) }),
	};
}

const hours = { thursday: [{ from: '09:00', to: '11:00' }] };

async function run(
	rows: readonly Row[],
	operation: string,
	parameters: Record<string, string | number>,
) {
	fakes = await startFakes(
		practice(rows),
		{ 5: { customerId: 'cus_5', version: 1, syncState: 'included' } },
		takeReports,
	);
	const [resource, name] = operation.split('.');
	const { json, error } = await runNode({
		nodeType: 'tebra',
		parameters: { resource, operation: name, ...parameters },
		baseUrls: fakes.baseUrls,
		credentials: {
			tebraSoapApi: {
				practiceProfile: JSON.stringify({ version: 1, schedule: { hours, slotStepMinutes: 60 } }),
			},
		},
	});
	const failure = (error as { context?: { failure?: object } } | undefined)?.context?.failure;
	return { json, failure, operations: fakes.tebra.requests.map(operationOf) };
}

const booking = {
	patientId: '5',
	startsAt: '2027-06-03T09:30:00',
	durationMinutes: 20,
	providerId: '2',
	locationId: '1',
	typeId: '2',
	reference: 'HS-V1',
};

test.each([
	['a vacation that began weeks before', vacation],
	['a row without a readable end, for an hour', endless],
])('nothing is booked over %s', async (_case, row) => {
	const { failure, operations } = await run([row], 'appointment.book', booking);
	expect(failure).toMatchObject({ kind: 'conflict', vendorCode: 'TimeTaken' });
	expect(operations).not.toContain('CreateAppointment');
});

test.each([
	['a vacation that began weeks before leaves none', [vacation], []],
	['a row without a readable end takes an hour', [endless], ['10:00']],
	[
		'a block that ended earlier takes none',
		[{ ...vacation, end: '6/2/2027 5:00:00 PM' }],
		['09:00', '10:00'],
	],
])('of the open times, %s', async (_case, rows, expected) => {
	const { json, failure } = await run(rows, 'slot.getMany', {
		...{ providerId: '2', durationMinutes: 30, from: '2027-06-03', to: '2027-06-03' },
	});
	expect(failure).toBeUndefined();
	const time = new Intl.DateTimeFormat('en-GB', {
		...{ timeZone: 'America/Chicago', hour: '2-digit', minute: '2-digit' },
	});
	expect(json().map(({ startsAt }) => time.format(new Date(String(startsAt))))).toEqual(expected);
});
