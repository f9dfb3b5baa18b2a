import { bareId } from '../../../nodes/AdvancedMd/wire/members';
import type { Reply, SeenRequest } from '../../support/localServer';
import type { Fake } from './fake';
import { actionOf, fault, json, patientNode, results, startFake } from './fake';
import { openPort } from './support';

/** Quirks of the sheet that no other test names (sheet 3.3, 4.0, 4.6, 9). All data is made up. */

let fake: Fake | undefined;

afterEach(async () => {
	await fake?.server.close();
	fake = undefined;
});

async function portWith(
	answers: Readonly<Record<string, Reply | (() => Reply)>>,
	rest: () => Reply = () => json([]),
) {
	fake = await startFake((_request, action) => {
		if (action === '') return rest();
		const given = answers[action] ?? fault('-2147217001', 'action not found');
		return typeof given === 'function' ? given() : given;
	});
	return await openPort(fake.loginUrl);
}

test.each([
	['pat4711', '4711'],
	['4711', '4711'],
	['ap_type19', '19'],
	['ac_type4', '4'],
	['fclass1', '1'],
	['vst9001', '9001'],
	[' 38834     ', '38834'],
])('the id %s is %s without its prefix (sheet 4.0)', (text, bare) => {
	expect(bareId(text)).toBe(bare);
});

test.each(['1025', '-2147220479'])(
	'fault %s in HTTP 200 is a dead session: one login, and the call once more (sheet 3.3)',
	async (code) => {
		let isDead = true;
		const port = await portWith({
			getdemographic: () => {
				if (!isDead) return results(patientNode('501'));
				isDead = false;
				return fault(code, 'Session timed out');
			},
		});
		expect((await port.patients.get('501'))?.patient.familyName).toBe('RIVERA');
		expect(fake?.sent('getdemographic')).toHaveLength(2);
		// Two steps each: the first session and the one after it.
		expect(fake?.sent('login')).toHaveLength(4);
	},
);

test('what stands beside the results is passed over: ?xml, ticklers and lists of notifications (sheet 4.0, 9.7)', async () => {
	const port = await portWith({
		getdemographic: json({
			'?xml': { '@version': '1.0', '@encoding': 'ISO-8859-1' },
			PPMDResults: {
				...{ '@s': 'SRV01', '@lst': '3/14/2026 8:05:01 AM', ticklersdue: '1' },
				notificationtypelist: { notificationtype: [{ '@id': '1' }] },
				Results: patientNode('501'),
				Error: null,
			},
		}),
	});
	expect((await port.patients.get('501'))?.patient.id).toBe('501');
});

test('a family row with its misspelt relationship disturbs nobody (sheet 9.4)', async () => {
	const familylist = { family: [{ '@id': 'family501', '@hipparelationship': '18' }] };
	const port = await portWith({ getdemographic: results(patientNode('501', { familylist })) });
	expect((await port.patients.get('501'))?.patient.familyName).toBe('RIVERA');
});

test('a content type has no character set behind it, and a session in its cookie (sheet 3.2, 9.8)', async () => {
	const port = await portWith({ getdemographic: results(patientNode('501')) });
	await port.patients.get('501');
	const sent = (fake?.server.requests ?? []).filter(
		(request: SeenRequest) => request.body !== '' && actionOf(request) !== '',
	);
	expect(sent.length).toBeGreaterThan(2);
	for (const { headers } of sent) {
		expect(headers['content-type']).toBe('application/json');
		expect(headers.accept).toBe('application/json');
	}
	expect(sent[sent.length - 1].headers.cookie).toBe('token=990001synthetic-token');
});

test('a denied privilege is told as that for each list of changes, and nothing is taken as empty (sheet 6, 9.11)', async () => {
	const denied = fault('-2147217002', 'The user lacks the privilege for this action.');
	const port = await portWith({ getupdatedpatients: denied, getpatientvisits: denied });
	const since = '2026-01-01T00:00:00Z';
	await expect(port.patients.page({ read: 'changed', since, pageSize: 10 })).rejects.toMatchObject({
		kind: 'permission',
	});
	const year = { from: '2026-01-01', to: '2026-12-31' };
	await expect(port.encounters?.ofPatient('501', year)).rejects.toMatchObject({
		kind: 'permission',
	});
});

const setup = results({
	columnlist: { column: { '@id': 'col12', '@profile': 'prof3', '@facility': 'fac2' } },
});
const appointment = {
	...{ id: 77, startdatetime: '2026-03-20T10:30:00', duration: 30, status: 0 },
	...{ columnid: 12, profileid: '3    ', facilityid: 2, patientid: 501, comments: ' ' },
};

test.each([
	['an array', [appointment]],
	['an object for one row', appointment],
])(
	'a list of appointments that is %s is read, padded texts and all (sheet 4.0, 4.6)',
	async (_words, body) => {
		const port = await portWith({ getschedulersetup: setup }, () => json(body));
		const page = await port.appointments?.page({
			...{ read: 'window', pageSize: 10 },
			window: { from: '2026-03-01', to: '2026-03-31' },
		});
		expect(page?.appointments.map(({ record }) => [record.id, record.providerId])).toEqual([
			['77', '3'],
		]);
	},
);

test('a booking of ours whose start cannot be read is an error, and not taken for none', async () => {
	const row = { ...appointment, startdatetime: 'soon', comments: '[HS:ODD1]' };
	const port = await portWith({ getschedulersetup: setup }, () => json([row]));
	const booking = {
		...{ patientId: '501', startsAt: '2026-03-20T15:30:00Z', durationMinutes: 30 },
		reference: 'ODD1',
	};
	await expect(port.appointments?.findBooked?.(booking)).rejects.toMatchObject({
		kind: 'wireShape',
		details: { vendorCode: 'NoStart' },
	});
	const other = { ...booking, reference: 'ODD2' };
	expect(await port.appointments?.findBooked?.(other)).toBeUndefined();
});
