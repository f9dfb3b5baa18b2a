import type { Reply } from '../../support/localServer';
import type { Fake } from './fake';
import { fault, json, patientNode, results, startFake } from './fake';
import { allPages, openPort, profile } from './support';

/** What AdvancedMD answers when something is wrong, and what the node makes of it (sheet 4.0, 6). */

let fake: Fake | undefined;

afterEach(async () => {
	await fake?.server.close();
	fake = undefined;
});

async function portWith(
	answers: Record<string, Reply | ((number: number) => Reply)>,
	over: Record<string, string | number> = {},
) {
	const seen: Record<string, number> = {};
	fake = await startFake((_request, action) => {
		const given = answers[action] ?? fault('-2147217001', 'action not found');
		seen[action] = (seen[action] ?? 0) + 1;
		return typeof given === 'function' ? given(seen[action]) : given;
	});
	return await openPort(fake.loginUrl, over);
}

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

test('lists that are an object, an array, null, text or missing are all read (sheet 4.0)', async () => {
	const plan = (id: string) => ({ '@id': `ins${id}`, '@carrier': 'car9', '@sequence': id });
	const shapes = [plan('13'), [plan('13'), plan('19')], null, ''];
	const port = await portWith({
		getdemographic: (number) => {
			const insplanlist = number === 4 ? '' : { insplan: shapes[number - 1] };
			return results(patientNode('501', { '@insorder': '19,13', insplanlist }));
		},
	});
	const read = async () => (await port.patients.get('501'))?.patient.coverages?.map(({ id }) => id);
	expect(await read()).toEqual(['13']);
	expect(await read()).toEqual(['19', '13']);
	expect(await read()).toEqual([]);
	expect(await read()).toEqual([]);
});

test('without a list of policies the policies were not read, which is not the same as none', async () => {
	const port = await portWith({ getdemographic: results(patientNode('501')) });
	expect((await port.patients.get('501'))?.patient).not.toHaveProperty('coverages');
});

test('unknown codes are told as unknown, other or left out, and never guessed', async () => {
	const port = await portWith({
		getdemographic: results(
			patientNode('501', {
				'@sex': 'Q',
				'@inactive': 'maybe',
				contactinfo: { '@otherphone': '(217) 555-0142', '@othertype': 'Z', '@homephone': 'n/a' },
				insplanlist: {
					insplan: { '@id': 'ins7', '@relationship': '9', '@finclasscode': 'fclass7' },
				},
			}),
		),
	});
	const patient = (await port.patients.get('501'))?.patient;
	expect(patient?.administrativeSex).toBe('unknown');
	expect(patient).not.toHaveProperty('active');
	expect(patient?.phones).toEqual([]);
	expect(patient?.coverages?.[0]).toMatchObject({
		subscriber: { relationship: 'other' },
		plan: { type: 'other' },
		status: 'unverified',
	});
});

test.each([
	['RIVERA,ANA MARIA LUZ', ['RIVERA', 'ANA', 'MARIA LUZ', null]],
	["O'CONNOR,JOHN A JR.", ["O'CONNOR", 'JOHN', 'A', 'JR.']],
	['RIVERA, ANA II', ['RIVERA', 'ANA', null, 'II']],
	['RIVERA,IV', ['RIVERA', 'IV', null, null]],
	['RIVERA', ['RIVERA', null, null, null]],
])('the one text of a name, %s, is taken apart (sheet 4.1)', async (name, parts) => {
	const port = await portWith({ getdemographic: results(patientNode('501', { '@name': name })) });
	const patient = (await port.patients.get('501'))?.patient;
	expect([patient?.familyName, patient?.givenName, patient?.middleName, patient?.suffix]).toEqual(
		parts,
	);
});

test('the street is in address2, unless the profile says address1 (sheet 4.1)', async () => {
	const answers = {
		getdemographic: results(
			patientNode('501', {
				address: { '@address1': 'APT 4', '@address2': '1 MAIN STREET', '@zip': '62701' },
			}),
		),
	};
	const line1 = async (over = {}) =>
		(await (await portWith(answers, over)).patients.get('501'))?.patient.addresses?.[0].line1;
	expect(await line1()).toBe('1 MAIN STREET');
	await fake?.server.close();
	expect(await line1({ practiceProfile: profile({ streetIn: 'address1' }) })).toBe('APT 4');
});

test.each([
	['a privacy memo flags', {}, true],
	[
		'a memo that staff took back does not flag',
		{ '@revoked': '1', '@revokedby': 'ASAMPLE' },
		false,
	],
	['a name alone does not take a privacy memo back', { '@revokedby': 'ASAMPLE' }, true],
	['a mark that is not known does not take it back', { '@revoked': 'maybe' }, true],
])('%s', async (_words, over, isFlagged) => {
	const memo = { '@id': 'memo1', '#text': 'DO NOT SHARE', ...over };
	const port = await portWith({
		getdemographic: results(patientNode('501', { memolist: { memo } })),
	});
	expect((await port.patients.get('501'))?.flags.Memo).toBe(isFlagged ? 'DO NOT SHARE' : undefined);
});

const row = (id: string, changedat = '1/2/2026 10:00:00 AM') => ({
	'@id': `pat${id}`,
	'@updatestatus': 'U',
	'@changedat': changedat,
});

test('a full list of changes that is not in order is refused: nobody knows what is missing', async () => {
	const port = await portWith(
		{
			getupdatedpatients: results({
				patientlist: { patient: [row('501'), row('502', '1/1/2026 10:00:00 AM')] },
			}),
		},
		{ practiceProfile: profile({ changeRows: 2 }) },
	);
	await expect(
		port.patients.page({ read: 'changed', since: '2026-01-01T00:00:00Z', pageSize: 10 }),
	).rejects.toMatchObject({ kind: 'unavailable', details: { vendorCode: 'ListCutOff' } });
});

test('a full list whose rows all changed in one second ends with an error and does not go round', async () => {
	const port = await portWith(
		{
			getupdatedpatients: results({ patientlist: { patient: [row('501'), row('502')] } }),
			getdemographic: results(patientNode('501')),
		},
		{ practiceProfile: profile({ changeRows: 2 }) },
	);
	await expect(
		allPages(port, { read: 'changed', since: '2026-01-01T00:00:00Z', pageSize: 10 }),
	).rejects.toMatchObject({ details: { vendorCode: 'ListCutOff' } });
});

test('a deleted row of the change list is passed over, and a failed record does not stop the others', async () => {
	const port = await portWith({
		getupdatedpatients: results({
			patientlist: { patient: [row('501'), { ...row('502'), '@updatestatus': 'D' }, row('503')] },
		}),
		getdemographic: (number) =>
			number === 1 ? results(patientNode('501')) : fault('-2147221504', 'AMD | FOREIGN KEY'),
	});
	const page = await port.patients.page({
		read: 'changed',
		since: '2026-01-01T00:00:00Z',
		pageSize: 10,
	});
	expect(page.patients).toHaveLength(1);
	expect(page.failed).toHaveLength(1);
});

test.each([
	['fewer rows than it counts', { '@itemcount': '3', '@pagecount': '1', patient: [row('501')] }],
	['an empty page before its last', { '@itemcount': '60', '@pagecount': '2' }],
])('a lookup that gives %s broke off, and nobody is taken as gone', async (_words, patientlist) => {
	const port = await portWith({ lookuppatient: results({ patientlist }) });
	const ids = async () => {
		for await (const part of port.patients.ids()) expect(part).toBeDefined();
	};
	await expect(ids()).rejects.toMatchObject({ details: { vendorCode: 'ListCutOff' } });
	await expect(port.patients.page({ read: 'all', pageSize: 10 })).rejects.toMatchObject({
		details: { vendorCode: 'ListCutOff' },
	});
});

test('a lookup that finds nobody has no rows member and is empty (sheet 9.6)', async () => {
	const port = await portWith({ lookuppatient: results({ patientlist: { '@itemcount': '0' } }) });
	const page = await port.patients.page({ read: 'all', pageSize: 10 });
	expect(page.patients).toEqual([]);
	expect(page.nextCursor).toBeUndefined();
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
	expect(fake?.sent('getdemographic')).toHaveLength(2);
});

test('a read that meets a server error goes on when the server is back', async () => {
	const port = await portWith({
		getdemographic: (number) =>
			number < 3 ? { status: 503, body: '' } : results(patientNode('501')),
	});
	expect((await port.patients.get('501'))?.patient.id).toBe('501');
	expect(fake?.sent('getdemographic')).toHaveLength(3);
});

test('a refused column is told by HTTP 400 and not tried again (sheet 4.1)', async () => {
	const port = await portWith({ getupdatedpatients: { status: 400, body: 'Invalid column name' } });
	await expect(
		port.patients.page({ read: 'changed', since: '2026-01-01T00:00:00Z', pageSize: 10 }),
	).rejects.toMatchObject({ kind: 'validation', details: { vendorCode: '400' } });
	expect(fake?.sent('getupdatedpatients')).toHaveLength(1);
});

test.each([
	['another host', { webserver: 'https://evil.example/processrequest/api-9/X' }],
	['no https', { webserver: 'http://providerapi.advancedmd.com/processrequest/api-9/X' }],
	['another path', { webserver: 'http://127.0.0.1:9/other/api-9/X' }],
])('a login that names a server with %s gets no password (sheet 3.1)', async (_words, over) => {
	fake = await startFake(() => results({}), over);
	const port = await openPort(fake.loginUrl);
	await expect(port.patients.get('501')).rejects.toMatchObject({ kind: 'configuration' });
	expect(fake.server.requests).toHaveLength(1);
});

test('a login that opens another office than the one that was asked for is refused', async () => {
	fake = await startFake(() => results(patientNode('501')), { officecode: '990002' });
	const port = await openPort(fake.loginUrl);
	await expect(port.patients.get('501')).rejects.toMatchObject({
		kind: 'configuration',
		details: { fields: ['practiceId'] },
	});
	expect(fake.sent('getdemographic')).toEqual([]);
});

test('an answer of REST that names a wrong application name is told as that (sheet 3.2)', async () => {
	fake = await startFake((request) =>
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
	fake = await startFake((request, action) => {
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
