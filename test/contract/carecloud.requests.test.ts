import type { PracticeSystem } from '../../nodes/common/practice/port';
import type { LocalServer, SeenRequest } from '../support/localServer';
import { openPort, profile } from '../nodes/carecloud/support';
import { approved } from '../support/approvedChanges';
import { elmStreet, guid, namesOf, sheetCallOf, startVendor, visit } from './carecloud.support';
import { sheetCalls } from './carecloud.calls';

/** Every request that the port can send, caught on the wire and held against the sheet's tables. */

let vendor: LocalServer;
let port: PracticeSystem;

beforeEach(async () => {
	let legacy: string | null = null;
	vendor = await startVendor({
		'GET /v2/patients/{guid}': () => ({
			status: 200,
			body: JSON.stringify({ ...samplePatient, legacy_patient_id: legacy }),
		}),
		'PUT /v2/patients/{guid}': ({ body }) => {
			legacy = (JSON.parse(body) as { patient: { legacy_patient_id: string } }).patient
				.legacy_patient_id;
			return { status: 204 };
		},
	});
	port = await openPort(vendor.url, { ...elmStreet, ...profile({ patientUpdates: 'on' }) });
});

afterEach(async () => {
	await vendor.close();
});

const samplePatient = {
	id: guid,
	first_name: 'Ana',
	last_name: 'Testcase',
	dob: '1984-02-29',
	business_entity_id: 1,
	addresses: [{ line1: '1 Elm St', line2: null, city: 'Ocala', state: 'FL', zip: '34470' }],
	phones: [{ phone_number: '3525550142', phone_type: 'Cell', phone_ext: '7', is_primary: true }],
};

const window = { from: '2026-07-01', to: '2026-07-20' };
const booking = {
	patientId: guid,
	providerId: '40001',
	locationId: '55001',
	typeId: '119001',
	startsAt: '2026-07-10T17:00:00Z',
	durationMinutes: 30,
	reason: 'Knee pain',
	reference: 'ord_8812',
};

/** One change of every kind that is written. */
const approvedChanges = [
	approved('givenName', 'Ann'),
	approved('middleName', 'Q'),
	approved('suffix', 'Jr'),
	approved('birthDate', '1984-03-01'),
	approved('administrativeSex', 'female'),
	approved('email', 'ann@example.test'),
	approved('phone.mobile', { number: '+13525550143', extension: '8' }),
	approved('phone.work', { number: '+13525550144' }),
	approved('address.home', { line1: '2 Elm St', city: 'Ocala', region: 'FL', postalCode: '34471' }),
];
const newcomer = {
	givenName: 'Newton',
	familyName: 'Newcomer',
	birthDate: '1990-01-02',
	phones: [{ use: 'mobile' as const, number: '+13525550145' }],
	addresses: [{ use: 'home' as const, line1: '3 Elm St', city: 'Ocala', region: 'FL' }],
	reference: 'HS-7F3K2',
};

/** Makes the port send everything that it can send. */
async function sendAll(): Promise<void> {
	await port.connection.test();
	await port.patients.get(guid);
	await port.patients.page({ read: 'all', pageSize: 10 });
	await port.patients.page({ read: 'changed', since: '2026-07-01T00:00:00Z', pageSize: 10 });
	await port.patients.search({ familyName: 'Testcase', birthDate: '1984-02-29' }, 5);
	await port.patients.search({ chartNumber: 'MR1' }, 5);
	await port.practices.list();
	await port.providers.list();
	await port.locations.list();
	await port.externalIds?.set(guid, 'HS-10442');
	const image = await port.patients.image?.(guid);
	if (image !== undefined) await (await port.patients.planUpdate?.(image, approvedChanges))?.send();
	await port.patients.create?.(newcomer);
	await port.appointments?.page({ read: 'window', window, pageSize: 10, patientId: guid });
	await port.appointments?.get?.(visit);
	await port.appointments?.findBooked?.(booking);
	await port.appointments?.book?.(booking);
	await port.appointments?.cancel?.(visit, 'Patient asked', 'ord_8812');
	await port.appointments?.reschedule?.(visit, booking);
	await port.schedule?.types?.();
	await port.schedule?.slots?.({ window, typeId: '119001', durationMinutes: 30 });
	await port.ledger?.charges?.(window, guid);
	await port.ledger?.payments?.(window, guid);
	await port.ledger?.balance?.(guid);
}

const queryOf = ({ url }: SeenRequest) => new URL(url, 'http://x').searchParams;

test('every call stands in the sheet, and every call of the table is made', async () => {
	await sendAll();
	expect(vendor.requests.filter((request) => sheetCallOf(request) === undefined)).toEqual([]);
	const made = new Set(vendor.requests.map(sheetCallOf));
	expect(sheetCalls.filter((call) => !made.has(call))).toEqual([]);
});

test('queries hold names of the sheet only, and both dates wherever dates count', async () => {
	await sendAll();
	for (const request of vendor.requests) {
		const call = sheetCallOf(request);
		const names = [...queryOf(request).keys()];
		expect(names.filter((name) => !(call?.query ?? []).includes(name))).toEqual([]);
		expect((call?.required ?? []).filter((name) => !names.includes(name))).toEqual([]);
		for (const name of ['start_date', 'end_date'].filter((date) => names.includes(date))) {
			expect(queryOf(request).get(name)).toMatch(/^\d{4}-\d{2}-\d{2}$/);
		}
	}
});

test('bodies hold names of the sheet only, and never a null (sheet 4.1)', async () => {
	await sendAll();
	const bodies = vendor.requests.filter(({ method }) => method !== 'GET');
	expect(bodies.length).toBeGreaterThan(5);
	for (const request of bodies) {
		const body = JSON.parse(request.body) as object;
		const allowed = sheetCallOf(request)?.body ?? [];
		expect(namesOf(body).filter((name) => !allowed.includes(name))).toEqual([]);
		expect(request.body).not.toContain('null');
	}
});

test('approved changes are put under the names of the write, in the lists of the read (sheet 4.1)', async () => {
	const image = await port.patients.image?.(guid);
	if (image !== undefined) await (await port.patients.planUpdate?.(image, approvedChanges))?.send();
	const put = vendor.requests.find(({ method }) => method === 'PUT');
	expect(JSON.parse(put?.body ?? '')).toEqual({
		patient: {
			first_name: 'Ann',
			last_name: 'Testcase',
			middle_initial: 'Q',
			suffix: 'Jr',
			date_of_birth: '1984-03-01',
			gender_code: 'F',
			email: 'ann@example.test',
		},
		addresses: [{ line1: '2 Elm St', city: 'Ocala', state_code: 'FL', zip_code: '34471' }],
		phones: [
			{ phone_number: '3525550143', phone_type_code: 'C', extension: '8', is_primary: true },
			{ phone_number: '3525550144', phone_type_code: 'B', is_primary: false },
		],
	});
});

test('the token goes in the header as Bearer, and nothing of the login in an address (sheet 3)', async () => {
	await sendAll();
	for (const { headers, url } of vendor.requests) {
		expect(headers.authorization).toBe('Bearer cc-access-sandbox');
		expect(headers.accept).toBe('application/json');
		expect(url).not.toMatch(/token=|secret|client_id/);
	}
});

test('a search sends terms or fields, and a birth date with slashes (sheet 4.1)', async () => {
	await sendAll();
	const searches = vendor.requests
		.filter(({ url }) => url.endsWith('/search'))
		.map(({ body }) => JSON.parse(body) as { terms?: string[]; fields?: object });
	expect(searches).toEqual([
		{ fields: { last_name: 'Testcase', dob: '02/29/1984' }, limit: 100 },
		{ terms: ['MR1'], limit: 100 },
	]);
});

test('an update sends both names and whole lists under the names of the write (sheet 4.1)', async () => {
	await port.externalIds?.set(guid, 'HS-10442');
	const put = vendor.requests.find(({ method }) => method === 'PUT');
	expect(JSON.parse(put?.body ?? '')).toEqual({
		patient: { first_name: 'Ana', last_name: 'Testcase', legacy_patient_id: 'HS-10442' },
		addresses: [{ line1: '1 Elm St', city: 'Ocala', state_code: 'FL', zip_code: '34470' }],
		phones: [
			{ phone_number: '3525550142', phone_type_code: 'C', extension: '7', is_primary: true },
		],
	});
});

test('a booking carries its offset, its column’s provider and our reference (sheet 4.2)', async () => {
	await port.appointments?.book?.(booking);
	const post = vendor.requests.find(({ method }) => method === 'POST');
	expect(JSON.parse(post?.body ?? '')).toEqual({
		appointment: {
			start_time: '2026-07-10T12:00:00-05:00',
			end_time: '2026-07-10T12:30:00-05:00',
			location_id: 55001,
			provider_id: 40001,
			resource_id: 37001,
			visit_reason_id: 119001,
			chief_complaint: 'Knee pain',
			comments: 'HS-REF:ord_8812',
			patient: { id: guid },
		},
	});
});

test('a cancellation names the reason as a text and carries our reference (sheet 4.2)', async () => {
	await port.appointments?.cancel?.(visit, 'patient asked', 'ord_8812');
	const put = vendor.requests.find(({ method }) => method === 'PUT');
	expect(JSON.parse(put?.body ?? '')).toEqual({
		appointment_cancellation_reason_id: '12',
		cancellation_comments: 'HS-REF:ord_8812 patient asked',
	});
});
