import type { LocalServer, Reply, SeenRequest } from '../support/localServer';
import { startServer } from '../support/localServer';
import type { SheetCall } from './carecloud.calls';
import { sheetCalls } from './carecloud.calls';

/** A CareCloud that answers in the words of the sheet's examples, and keeps what it was asked. */

export const guid = '11111111-2222-4333-8444-555555555555';
export const visit = '22222222-3333-4444-8555-666666666666';

export type Overrides = Readonly<Record<string, (request: SeenRequest, nth: number) => Reply>>;

/** `GET /v2/patients/{guid}` of a request. */
export function callOf({ method, url }: SeenRequest): string {
	const path = new URL(url, 'http://x').pathname
		.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{guid}')
		.replace(/\/\d+$/, '/{id}');
	return `${method} ${path}`;
}

export const sheetCallOf = (request: SeenRequest): SheetCall | undefined =>
	sheetCalls.find(({ method, path }) => `${method} ${path}` === callOf(request));

/** Dotted names of what a body holds, as the table of the sheet writes them. */
export function namesOf(value: unknown, name = ''): string[] {
	if (Array.isArray(value)) return value.flatMap((entry) => namesOf(entry, `${name}[]`));
	if (typeof value !== 'object' || value === null) return [name];
	return Object.entries(value).flatMap(([key, member]) =>
		namesOf(member, name === '' ? key : `${name}.${key}`),
	);
}

export const ok = (body: unknown, headers?: Record<string, string>): Reply => ({
	status: 200,
	headers: { 'Content-Type': 'application/json', ...headers },
	body: JSON.stringify(body),
});

/** A patient as the sheet's read members tell one (4.1). */
export const patient = (over: object = {}) => ({
	id: guid,
	first_name: 'Ana',
	last_name: 'Testcase',
	dob: '1984-02-29',
	gender: 'F',
	status: 'Active',
	business_entity_id: 1,
	business_entity_name: 'Elm Street Ortho',
	email_address: 'ana@example.test',
	addresses: [
		{ line1: '1 Elm St', line2: '', city: 'Ocala', state: 'FL', zip: '34470', is_primary: true },
	],
	phones: [{ phone_number: '3525550142', phone_type: 'Main', phone_ext: '7', is_primary: true }],
	...over,
});

/** An appointment as the sheet's list tells one (4.2). */
export const appointment = (over: object = {}) => ({
	id: visit,
	appointment_status: { id: 1, code: 'P', name: 'Pending' },
	patient: { id: guid },
	location: { id: 55001, name: 'Main' },
	is_confirmed: 'false',
	visit_reason_id: 119001,
	resource_id: 37001,
	provider_id: '40001',
	start_time: '2026-07-10T13:00-04:00',
	end_time: '2026-07-10T13:30-04:00',
	updated_at: '2026-07-01T08:00:00-04:00',
	business_entity_id: 1,
	...over,
});

const usual: Overrides = {
	'GET /v2/oauth2/authorization': () =>
		ok({
			access_token: 'synthetic-token',
			type: 'Bearer',
			expires_in: 3120,
			scopes: ['synthetic_scope'],
			business_entity: { id: '1', name: 'Elm Street Ortho' },
			application: { id: 'app-1' },
		}),
	'GET /v2/patients/{guid}': () => ok(patient()),
	'PUT /v2/patients/{guid}': () => ({ status: 204 }),
	'POST /v2/patients': () => ({ ...ok({ patient: guid }), status: 201 }),
	'POST /v2/patients/search': () => ok([{ patients: { id: guid } }]),
	'GET /v2/patients/{guid}/insurances': () => ok([]),
	'GET /v2/appointments': () => ok([]),
	'GET /v2/appointments/{guid}': () => ok({ appointment: appointment() }),
	'POST /v2/appointments': () => ({ ...ok({ appointment: visit }), status: 201 }),
	'PUT /v2/appointments/{guid}/cancel': () => ok({ appointment_id: visit }),
	'GET /v2/appointment_cancellation_reasons': () =>
		ok([{ appointment_cancellation_reason: { id: 12, name: 'Patient asked', is_default: true } }]),
	'GET /v2/providers': () => ok({ providers: [{ id: 40001, name: 'Ada Sample' }] }),
	'GET /v2/locations': () => ok([{ id: '55001', name: 'Main' }]),
	'GET /v2/appointment_resources': () => ok([{ resource: { id: 37001, name: 'Column' } }]),
	'GET /v2/appointment_resources/{id}': () =>
		ok({ resource: { id: 37001, default_provider: { id: 40001 } } }),
	'GET /v2/visit_reasons': () => ok([{ id: 119001, name: 'Knee' }]),
	'GET /v2/appointment_availability': () => ok([]),
	'GET /v2/patients/{guid}/transactions': () => ok([]),
	'GET /v2/patients/{guid}/charges': () => ok([]),
	'GET /v2/patients/{guid}/balance': () => ok([]),
};

/** Starts it; `overrides` answer single calls in another way. */
export async function startVendor(overrides: Overrides = {}): Promise<LocalServer> {
	const seen = new Map<string, number>();
	return await startServer((request) => {
		const call = callOf(request);
		const nth = (seen.get(call) ?? 0) + 1;
		seen.set(call, nth);
		const answer = overrides[call] ?? usual[call];
		return answer === undefined ? { status: 404, body: '{}' } : answer(request, nth);
	});
}

export const elmStreet = { practiceName: 'Elm Street Ortho' };
