import { imageOf } from '../../support/approvedChanges';
import { change, planFor } from '../../support/plannedChanges';
import { json, servedOneByOne } from './served';
import { openPort, personId, profileWith } from './support';

/** Bodies of an update as sheet 4.1 names their members, and answers in every form (all synthetic). */

const { serve, seen, close } = servedOneByOne();
afterEach(close);

const id = personId(1);
const person = {
	id: id.toUpperCase(),
	...{ firstName: 'Ana', middleName: null, lastName: 'Rivera', sex: 'F' },
	...{
		dateOfBirth: '1980-12-31T00:00:00',
		socialSecurityNumber: '900000001',
		email: 'a@example.com',
	},
	...{
		addressLine1: '1 Old Road',
		addressLine2: 'Apt 4',
		city: 'Peoria',
		state: 'IL',
		zip: '61602',
	},
	...{ homePhone: '3095550101', dayPhone: '3095550102', dayPhoneExtension: '5', cellPhone: null },
	...{ isExpired: false, modifiedBy: 12, modifyTimestamp: '2026-03-04T13:05:11.25' },
	...{ modifyTimestampUtc: '2026-03-04T19:05:11.25', modifyTimestampLocalUtcOffset: -21600 },
	_links: [{ href: 'http://127.0.0.1:889/persons' }],
	chart: [
		{ practiceId: '0001', medicalRecordNumber: '77', modifyTimestamp: '2026-01-01T00:00:00' },
	],
};

const isWrite = (method: string) => method === 'PATCH';

async function serveAnd(reply: { status: number; body?: string } = { status: 204 }) {
	const base = await serve((path, { method }) => {
		if (isWrite(method)) return reply;
		return path.startsWith(`/persons/${id}?`) ? json(person) : undefined;
	});
	return await openPort(base, { practiceProfile: profileWith({ personUpdates: 'on' }) });
}

const patches = () => seen(`/persons/${id}`).filter(({ method }) => isWrite(method));

test('only members that differ are sent, by the names of requests', async () => {
	const port = await serveAnd();
	const plan = await planFor(
		port,
		await imageOf(port, id),
		change('address.home', {
			...{ line1: '9 Elm Street', city: 'Peoria', region: 'IL', postalCode: '61614-2200' },
		}),
		change('email', 'new@example.org'),
		change('phone.mobile', { number: '+13095550199' }),
		change('phone.work', { number: '+13095550102', extension: '6' }),
		change('birthDate', '1981-12-31'),
		change('administrativeSex', 'unknown'),
		change('familyName', 'Rivera'),
	);
	await plan.send();
	expect(patches().map(({ url, body }) => [url.replace(/^.*\/api/, ''), JSON.parse(body)])).toEqual(
		[
			[
				`/persons/${id}`,
				{
					...{ AddressLine1: '9 Elm Street', AddressLine2: '', Zip: '616142200' },
					...{ EmailAddress: 'new@example.org', CellPhone: '3095550199', DayPhoneExt: '6' },
					...{ DateOfBirth: '1981-12-31T00:00:00', Sex: 'U' },
				},
			],
		],
	);
	const touched = [
		'addressLine2',
		'email',
		'dayPhoneExtension',
		'cellPhone',
		'priorLastName',
		'sex',
	];
	expect(touched.filter((name) => !plan.touches(name))).toEqual([]);
	const others = ['homePhone', 'firstName', 'chart.0.medicalRecordNumber', 'socialSecurityNumber'];
	expect(others.filter((name) => plan.touches(name))).toEqual([]);
});

test('an image keeps of a social security number only that there is one, and no time of change', async () => {
	const port = await serveAnd();
	const { members } = await imageOf(port, id);
	expect(members).toEqual({
		id: id.toUpperCase(),
		...{ firstName: 'Ana', lastName: 'Rivera', sex: 'F', dateOfBirth: '1980-12-31T00:00:00' },
		...{ socialSecurityNumber: 'told', email: 'a@example.com', isExpired: 'false' },
		...{ addressLine1: '1 Old Road', addressLine2: 'Apt 4', city: 'Peoria', state: 'IL' },
		...{ zip: '61602', homePhone: '3095550101', dayPhone: '3095550102', dayPhoneExtension: '5' },
		...{ 'chart.0.practiceId': '0001', 'chart.0.medicalRecordNumber': '77' },
	});
});

test('a build that writes Pascal case has the same image', async () => {
	const pascal = Object.fromEntries(
		Object.entries(person).map(([name, value]) => [name[0].toUpperCase() + name.slice(1), value]),
	);
	const base = await serve((path) =>
		path.startsWith(`/persons/${id}?`) ? json(pascal) : undefined,
	);
	const { members } = await imageOf(await openPort(base), id);
	expect(members).toMatchObject({ addressLine1: '1 Old Road', socialSecurityNumber: 'told' });
	expect(Object.keys(members).filter((name) => /timestamp|links/i.test(name))).toEqual([]);
});

test.each([
	[409, '', 'conflict'],
	[400, '{"message":"The value of Zip is not valid."}', 'validation'],
	[403, '', 'permission'],
	[500, '<html></html>', 'outcomeUnknown'],
	[504, '{"message":"Endpoint request timed out"}', 'outcomeUnknown'],
])('HTTP %i to an update is told in our words, after one call', async (status, body, kind) => {
	const port = await serveAnd({ status, body });
	const plan = await planFor(port, await imageOf(port, id), change('email', 'new@example.org'));
	const failure = plan.send();
	await expect(failure).rejects.toMatchObject({
		kind,
		details: { operation: 'PATCH /persons/{id}' },
	});
	await expect(failure).rejects.not.toThrow(/example|Zip/);
	expect(patches()).toHaveLength(1);
});

test('an empty 200 to an update is no spent quota (sheet 5)', async () => {
	const port = await serveAnd({ status: 200, body: '' });
	const plan = await planFor(port, await imageOf(port, id), change('email', 'new@example.org'));
	await plan.send();
	expect(patches()).toHaveLength(1);
});
