import { fault, json, patientNode, results } from './fake';
import { scriptedOffice } from './scriptedStage';
import { openPort } from './support';

/** What AdvancedMD answers when something is wrong, and what the node makes of it (sheet 4.0, 6). */

const { serve, portWith, sent, close } = scriptedOffice();
afterEach(close);

test.each([
	['-2147217398', 'Another user has changed this patient record.', 'conflict'],
	['-2147217400', 'Duplicate name/DOB found', 'conflict'],
	['-2147219456', 'missing apptstatus', 'validation'],
	['-2147221504', 'AMD-990001-01010000 | object reference', 'validation'],
	['-2147218426', 'No Patient ID Included', 'validation'],
	['50000', 'E-mail in use', 'validation'],
	['403', 'Forbidden: Invalid Appname', 'configuration'],
	['-99', 'The user lacks the privilege to view updated visits', 'permission'],
	['-98', 'Something else', 'validation'],
])(
	'fault %s (%s) is told as %s with its code and none of its words (sheet 6)',
	async (code, text, kind) => {
		const port = await portWith({ getdemographic: fault(code, text) });
		const failing = port.patients.get('501');
		await expect(failing).rejects.toMatchObject({ kind, details: { vendorCode: code } });
		await expect(failing).rejects.not.toThrow(/SECRET|AMD-990001|E-mail|501/);
	},
);

test.each([
	['text', 'Duplicate SSN found', 'conflict'],
	['a message', { '@message': 'Duplicate SSN found' }, 'conflict'],
	['a fault without a code', { Fault: { faultstring: 'Client Error' } }, 'validation'],
])('an error that is %s is one all the same (sheet 6)', async (_words, error, kind) => {
	const port = await portWith({
		getdemographic: json({ PPMDResults: { Results: null, Error: error } }),
	});
	await expect(port.patients.get('501')).rejects.toMatchObject({ kind });
});

test.each([
	['null', { Error: null }],
	['left out', {}],
	['empty', { Error: '' }],
])(
	'an error member that is %s is none, and success need not be said (sheet 4.0)',
	async (_words, error) => {
		const port = await portWith({
			getdemographic: json({ PPMDResults: { Results: patientNode('501'), ...error } }),
		});
		expect((await port.patients.get('501'))?.patient.familyName).toBe('RIVERA');
	},
);

test('success 0 without a fault is a failure (sheet 4.0)', async () => {
	const port = await portWith({
		getdemographic: results({ '@success': '0', ...patientNode('501') }),
	});
	await expect(port.patients.get('501')).rejects.toMatchObject({ kind: 'validation' });
});

test('another patient, or none, in the answer is never taken for the one that was asked for', async () => {
	const port = await portWith({
		getdemographic: (number) => results(number === 1 ? patientNode('502') : { patientlist: '' }),
	});
	await expect(port.patients.get('501')).rejects.toMatchObject({
		details: { vendorCode: 'OtherPatient' },
	});
	await expect(port.patients.get('501')).rejects.toMatchObject({
		details: { vendorCode: 'NoPatient' },
	});
});

test.each([
	['cut off', { body: '{"PPMDResults":{"Resul' }],
	['the page of a gateway', { body: '<html>Bad gateway</html>' }],
	['empty', { body: '' }],
])('a read whose answer is %s is tried once more, then told (sheet 6)', async (_words, reply) => {
	const port = await portWith({ getdemographic: reply });
	await expect(port.patients.get('501')).rejects.toMatchObject({
		kind: 'wireShape',
		details: { vendorCode: 'NotReadable' },
	});
	expect(sent('getdemographic')).toHaveLength(2);
});

test('a read that meets a server error goes on when the server is back', async () => {
	const port = await portWith({
		getdemographic: (number) =>
			number < 3 ? { status: 503, body: '' } : results(patientNode('501')),
	});
	expect((await port.patients.get('501'))?.patient.id).toBe('501');
	expect(sent('getdemographic')).toHaveLength(3);
});

test('a refused column is told by HTTP 400 and not tried again (sheet 4.1)', async () => {
	const port = await portWith({ getupdatedpatients: { status: 400, body: 'Invalid column name' } });
	await expect(
		port.patients.page({ read: 'changed', since: '2026-01-01T00:00:00Z', pageSize: 10 }),
	).rejects.toMatchObject({ kind: 'validation', details: { vendorCode: '400' } });
	expect(sent('getupdatedpatients')).toHaveLength(1);
});

test.each([
	['another host', { webserver: 'https://evil.example/processrequest/api-9/X' }],
	['no https', { webserver: 'http://providerapi.advancedmd.com/processrequest/api-9/X' }],
	['another path', { webserver: 'http://127.0.0.1:9/other/api-9/X' }],
])('a login that names a server with %s gets no password (sheet 3.1)', async (_words, over) => {
	const fake = await serve(() => results({}), over);
	const port = await openPort(fake.loginUrl);
	await expect(port.patients.get('501')).rejects.toMatchObject({ kind: 'configuration' });
	expect(fake.server.requests).toHaveLength(1);
});

test('a login that opens another office than the one that was asked for is refused', async () => {
	const fake = await serve(() => results(patientNode('501')), { officecode: '990002' });
	const port = await openPort(fake.loginUrl);
	await expect(port.patients.get('501')).rejects.toMatchObject({
		kind: 'configuration',
		details: { fields: ['practiceId'] },
	});
	expect(fake.sent('getdemographic')).toEqual([]);
});

test('an answer of REST that names a wrong application name is told as that (sheet 3.2)', async () => {
	const fake = await serve((request) =>
		request.url.startsWith('/api/')
			? json(
					{
						PPMDResults: {
							Error: {
								Fault: {
									detail: {
										code: '403',
										description: 'Forbidden: Invalid Appname',
										extrainfo: 'text',
									},
								},
							},
						},
					},
					403,
				)
			: results({}),
	);
	const port = await openPort(fake.loginUrl);
	await expect(port.appointments?.get?.('7')).rejects.toMatchObject({
		kind: 'configuration',
		details: { vendorCode: '403' },
	});
});

test('a booking that is only "accepted" is of unknown outcome (sheet 6)', async () => {
	const fake = await serve((request, action) => {
		if (action === 'getschedulersetup') {
			return results({
				columnlist: { column: { '@id': 'col1', '@profile': 'prof1', '@facility': 'fac1' } },
			});
		}
		if (action === 'getepisodes') return results({ patient: { episodelist: '' } });
		return request.method === 'POST' ? json({ status: 'accepted' }, 202) : json([]);
	});
	const port = await openPort(fake.loginUrl);
	await expect(
		port.appointments?.book?.({
			...{ patientId: '501', typeId: '3', startsAt: '2026-03-20T15:00:00Z' },
			...{ durationMinutes: 30, reference: 'R1' },
		}),
	).rejects.toMatchObject({ kind: 'outcomeUnknown' });
});
