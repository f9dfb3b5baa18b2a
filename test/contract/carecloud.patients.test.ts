import type { PracticeSystem } from '../../nodes/common/practice/port';
import type { LocalServer, Reply } from '../support/localServer';
import { openPort, profile } from '../nodes/carecloud/support';
import { approved, planOf, refusals } from '../support/approvedChanges';
import type { Overrides } from './carecloud.support';
import { appointment, elmStreet, guid, ok, patient, startVendor, visit } from './carecloud.support';

/** The oddities of envelopes, patients and statuses, each by a named test. */

let vendor: LocalServer | undefined;

afterEach(async () => {
	await vendor?.close();
	vendor = undefined;
});

async function open(overrides: Overrides, over: object = {}): Promise<PracticeSystem> {
	vendor = await startVendor(overrides);
	return await openPort(vendor.url, { ...elmStreet, ...over });
}

const policy = { policy_priority: 1, member_number: 'SYN1', payer: { id: 5, name: 'Synthetic' } };

test.each([
	['bare', [{ id: 1, name: 'Main' }]],
	['in an envelope', { locations: [{ id: 1, name: 'Main' }] }],
	['wrapped again', [{ location: { id: 1, name: 'Main' } }]],
	['collapsed to an object', { locations: { id: 1, name: 'Main' } }],
])('a list is read %s (sheet 9.1)', async (_how, body) => {
	const port = await open({ 'GET /v2/locations': () => ok(body) });
	expect((await port.locations.list()).map(({ id, name }) => [id, name])).toEqual([['1', 'Main']]);
});

test.each([
	['null', null],
	['empty object', {}],
	['text', 'none'],
])(
	'an answer that is %s is no empty list: nothing is taken as gone (sheet 9.1)',
	async (_how, body) => {
		const port = await open({ 'GET /v2/appointments': () => ok(body) });
		await expect(port.patients.page({ read: 'all', pageSize: 5 })).rejects.toMatchObject({
			kind: 'wireShape',
		});
	},
);

test('an answer without a body is no empty list', async () => {
	const port = await open({ 'GET /v2/appointments': () => ({ status: 200, body: '' }) });
	await expect(port.patients.page({ read: 'all', pageSize: 5 })).rejects.toMatchObject({
		kind: 'wireShape',
	});
});

test.each([
	['a single profile', { id: 7, name: 'General', insurance_policies: [policy] }],
	['a list', [{ id: 7, name: 'General', insurance_policies: [policy] }]],
	['an envelope', { insurance_profile: { id: 7, insurance_policies: policy } }],
])('insurance is read as %s (sheet 4.4)', async (_how, body) => {
	const port = await open({ 'GET /v2/patients/{guid}/insurances': () => ok(body) });
	const source = await port.patients.get(guid);
	expect(source?.patient.coverages?.map(({ id, priority }) => [id, priority])).toEqual([
		['7-1', 'primary'],
	]);
});

test('a 404 below a patient means that insurance is not known, and not that there is none (sheet 6)', async () => {
	const port = await open({ 'GET /v2/patients/{guid}/insurances': () => ({ status: 404 }) });
	expect((await port.patients.get(guid))?.patient.coverages).toBeUndefined();
});

test('a self-pay profile is no policy (sheet 4.4)', async () => {
	const port = await open({
		'GET /v2/patients/{guid}/insurances': () =>
			ok([{ id: 7, self_pay: true, insurance_policies: null }]),
	});
	expect((await port.patients.get(guid))?.patient.coverages).toEqual([]);
});

test('ids may be numbers or texts, whatever call they come from (sheet 9.3, 9.4)', async () => {
	const port = await open({
		'GET /v2/appointments/{guid}': () =>
			ok({ appointment: appointment({ provider_id: 40001, resource_id: '37001' }) }),
		'GET /v2/patients/{guid}': () => ok({ patient: patient({ business_entity_id: '1' }) }),
	});
	expect((await port.appointments?.get?.(visit))?.record.providerId).toBe('40001');
	expect((await port.patients.get(guid))?.recordPracticeId).toBe('1');
});

test('a grant that is named by a GUID is not compared with a number of a record (sheet 9.3)', async () => {
	const practiceId = '99999999-8888-4777-8666-555555555555';
	const grant: Overrides = {
		'GET /v2/oauth2/authorization': () =>
			ok({ scopes: [], business_entity: { id: practiceId, name: 'Elm Street Ortho' } }),
	};
	const port = await open(grant, { practiceId });
	const source = await port.patients.get(guid);
	expect(source?.recordPracticeId).toBeUndefined();
	expect(source?.recordPracticeName).toBe('Elm Street Ortho');
	await vendor?.close();
	const known = await open(grant, { practiceId, ...profile({ businessEntityIds: ['1'] }) });
	expect((await known.patients.get(guid))?.recordPracticeId).toBe(practiceId);
});

test('a patient other than the one asked for is refused', async () => {
	const port = await open({ 'GET /v2/patients/{guid}': () => ok(patient({ id: visit })) });
	await expect(port.patients.get(guid)).rejects.toMatchObject({
		details: { kind: 'wireShape', vendorCode: 'OtherPatient' },
	});
});

test('codes that nobody knows do not stop a patient (sheet 4.1)', async () => {
	const port = await open({
		'GET /v2/patients/{guid}': () =>
			ok(
				patient({
					gender: 'ZZ',
					phones: [{ phone_number: '3525550142', phone_type_id: 99 }],
					addresses: { line1: '1 Elm St', state_code: 'FL' },
				}),
			),
		'GET /v2/patients/{guid}/insurances': () =>
			ok([
				{
					id: 7,
					insurance_policies: [
						{ ...policy, type: 'moon_plan', insured: { relation_to_patient: 'cadaver_donor' } },
					],
				},
			]),
	});
	const found = (await port.patients.get(guid))?.patient;
	expect(found?.administrativeSex).toBe('unknown');
	expect(found?.phones).toEqual([{ use: 'home', number: '+13525550142' }]);
	expect(found?.addresses).toEqual([{ use: 'home', line1: '1 Elm St', region: 'FL' }]);
	expect(found?.coverages?.[0]).toMatchObject({
		plan: { type: 'other' },
		subscriber: { relationship: 'other' },
	});
});

test('fax, pager and toll-free numbers are no telephones of a patient (sheet 4.1, 9.5)', async () => {
	const port = await open({
		'GET /v2/patients/{guid}': () =>
			ok(
				patient({
					phones: ['F', 'P', 'TF', 'SMS'].map((code, nth) => ({
						phone_number: `352555014${nth}`,
						phone_type_code: code,
					})),
				}),
			),
	});
	expect((await port.patients.get(guid))?.patient.phones).toEqual([
		{ use: 'mobile', number: '+13525550143' },
	]);
});

test('an update that changes something else is told, and so is one that does not land (sheet 4.1)', async () => {
	let put = false;
	const other: Overrides = {
		'PUT /v2/patients/{guid}': () => {
			put = true;
			return { status: 204 };
		},
		'GET /v2/patients/{guid}': () =>
			ok(put ? patient({ legacy_patient_id: 'HS-1', phones: [] }) : patient()),
	};
	const port = await open(other, profile({ patientUpdates: 'on' }));
	await expect(port.externalIds?.set(guid, 'HS-1')).rejects.toMatchObject({
		details: { vendorCode: 'OtherMembersChanged' },
	});
	await vendor?.close();
	const deaf = await open({}, profile({ patientUpdates: 'on' }));
	await expect(deaf.externalIds?.set(guid, 'HS-1')).rejects.toMatchObject({
		details: { vendorCode: 'NotStored' },
	});
});

test('a telephone whose type could not be written back leaves every change to staff (sheet 4.1)', async () => {
	const port = await open(
		{
			'GET /v2/patients/{guid}': () =>
				ok(patient({ phones: [{ phone_number: '3525550142', phone_type: 'Satellite' }] })),
		},
		profile({ patientUpdates: 'on' }),
	);
	const { plan } = await planOf(port, guid, [approved('suffix', 'Jr'), approved('email', null)]);
	expect(plan.changes).toEqual([]);
	expect(refusals(plan)).toEqual({ suffix: 'unsupportedField', email: 'unsupportedField' });
	await plan.send();
	expect(vendor?.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
});

test.each<[number, string]>([
	[400, 'validation'],
	[404, 'notFound'],
	[409, 'conflict'],
	[422, 'validation'],
	[423, 'conflict'],
	[500, 'outcomeUnknown'],
	[504, 'outcomeUnknown'],
])('status %i after a write means %s (sheet 6)', async (status, kind) => {
	const port = await open(
		{ 'PUT /v2/patients/{guid}': (): Reply => ({ status, body: '{"error":"MARKERRIVERA"}' }) },
		profile({ patientUpdates: 'on' }),
	);
	const { plan } = await planOf(port, guid, [approved('suffix', 'Jr')]);
	const error = await plan.send().then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	expect((error as { kind?: string } | undefined)?.kind).toBe(kind);
	expect(JSON.stringify((error as { details?: object }).details)).not.toContain('MARKERRIVERA');
});

test.each<[number, string]>([
	[400, 'validation'],
	[404, 'undefined'],
	[409, 'conflict'],
	[413, 'validation'],
	[422, 'validation'],
	[423, 'conflict'],
	[500, 'unavailable'],
])('status %i means %s, and its body is never told (sheet 6)', async (status, kind) => {
	const answer = (): Reply => ({ status, body: '{"error":"MARKERRIVERA"}' });
	const port = await open({ 'GET /v2/patients/{guid}': answer });
	const error = await port.patients.get(guid).then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	expect(String((error as { kind?: string } | undefined)?.kind)).toBe(kind);
	expect(JSON.stringify((error as { details?: object } | undefined)?.details ?? '')).not.toContain(
		'MARKERRIVERA',
	);
});
