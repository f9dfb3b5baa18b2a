import { omit } from '../../../lib/values/omit';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import { imageOf } from '../../support/approvedChanges';
import { change, planFor } from '../../support/plannedChanges';
import { fault, json, results } from './fake';
import { scriptedOffice } from './scriptedStage';
import { profile } from './support';

/** Messages of an update as sheet 4.2 shows them, and answers in every form. All data is made up. */

const { portWith, sent, close } = scriptedOffice();
afterEach(close);

const patient = (over: object = {}) => ({
	'@id': 'pat4711',
	'@name': 'RIVERA,ANA MARIA',
	'@dob': '12/31/1980',
	'@sex': 'F',
	'@respparty': 'resp9',
	'@ssn': 'XXX-XX-1234',
	address: {
		...{ '@zip': '61602', '@city': 'PEORIA', '@state': 'IL', '@address1': 'APT 4' },
		...{ '@address2': '1 OLD ROAD ', '@zipid': '7', '@areacode': '309', '@countrycode': 'USA' },
	},
	contactinfo: {
		...{ '@homephone': '(309) 555-0101', '@officephone': '', '@otherphone': '' },
		...{ '@othertype': '', '@email': 'ANA@EXAMPLE.COM', '@emailverificationstatus': '1' },
	},
	insplanlist: { insplan: { '@id': 'ins5', '@subscribernum': 'M1', '@eligibilitystatusid': '1' } },
	...over,
});
const shown = (over: object = {}, parties: object = {}) =>
	results({ patientlist: { patient: patient(over) }, resppartylist: parties });

const answers = { getdemographic: shown(), updatepatient: results({ '@success': '1' }) };

/** Sends changes and answers the message without its time. */
async function sentBy(port: PracticeSystem, ...changes: Parameters<typeof change>[]) {
	const plan = await planFor(
		port,
		await imageOf(port, '4711'),
		...changes.map((one) => change(...one)),
	);
	expect(plan.refused).toEqual([]);
	await plan.send();
	return sent('updatepatient').map((message) => omit(message, '@msgtime'));
}

const elm = { line1: '9 Elm Street', city: 'Peoria', region: 'IL', postalCode: '61614-2200' };

test('members that differ go with the value they replace, where that pair was seen; the others alone', async () => {
	const port = await portWith(answers);
	expect(
		await sentBy(
			port,
			['address.home', elm],
			['phone.home', { number: '+13095550199' }],
			['email', 'new@example.org'],
			['familyName', 'Rivera-Stone'],
		),
	).toEqual([
		{
			'@action': 'updatepatient',
			'@class': 'api',
			patientlist: {
				patient: {
					'@id': '4711',
					'@name': 'Rivera-Stone,ANA MARIA',
					address: {
						...{ '@o_address1': 'APT 4', '@address1': '' },
						// As it was shown, with the space behind it.
						...{ '@o_address2': '1 OLD ROAD ', '@address2': '9 Elm Street' },
						...{ '@o_zip': '61602', '@zip': '61614-2200' },
					},
					contactinfo: {
						...{ '@o_homephone': '(309) 555-0101', '@homephone': '(309) 555-0199' },
						'@email': 'new@example.org',
					},
				},
			},
		},
	]);
});

test('the profile can send every old value, or none with force', async () => {
	const all = await portWith(answers, {
		practiceProfile: profile({ patientUpdates: { oldValues: 'all' } }),
	});
	expect(await sentBy(all, ['email', 'new@example.org'])).toMatchObject([
		{
			patientlist: {
				patient: { contactinfo: { '@o_email': 'ANA@EXAMPLE.COM', '@email': 'new@example.org' } },
			},
		},
	]);
	await close();
	const forced = await portWith(answers, {
		practiceProfile: profile({ patientUpdates: { oldValues: 'none', force: true } }),
	});
	expect(await sentBy(forced, ['phone.home', { number: '+13095550199' }])).toEqual([
		{
			...{ '@action': 'updatepatient', '@class': 'api', '@force': '1' },
			patientlist: {
				patient: { '@id': '4711', contactinfo: { '@homephone': '(309) 555-0199' } },
			},
		},
	]);
});

test('neither force nor a change of the family is sent by default, and a value that is there is not sent', async () => {
	const port = await portWith(answers);
	expect(await sentBy(port, ['email', 'ana@example.com'])).toEqual([]);
	const [message] = await sentBy(port, ['email', 'new@example.org']);
	expect(JSON.stringify(message)).not.toMatch(/force|familychanges/);
});

test('what AdvancedMD moves with a member may differ, and nothing else', async () => {
	const port = await portWith(answers);
	const plan = await planFor(
		port,
		await imageOf(port, '4711'),
		change('address.home', elm),
		change('email', 'new@example.org'),
	);
	const names = [
		...['address.address1', 'address.zip', 'address.zipid', 'previousaddress.city'],
		...['contactinfo.email', 'contactinfo.emailverificationstatus'],
	];
	expect(names.filter((name) => !plan.touches(name))).toEqual([]);
	const others = [
		...['name', 'dob', 'contactinfo.homephone', 'contactinfo.name', 'address.countrycode'],
		...['previouslastname', 'insplan:ins5.subscribernum', 'respparty:resp9.address.city'],
	];
	expect(others.filter((name) => plan.touches(name))).toEqual([]);
});

test('a patient who is the own responsible party is that record too; another one who pays is not', async () => {
	const respparty = { '@id': 'resp9', '@name': 'RIVERA,ANA MARIA', '@dob': '12/31/1980' };
	const self = await portWith({ ...answers, getdemographic: shown({}, { respparty }) });
	const renamed = await planFor(self, await imageOf(self, '4711'), change('givenName', 'Anna'));
	expect(renamed.touches('respparty:resp9.name')).toBe(true);
	expect(renamed.touches('respparty:resp9.dob')).toBe(false);
	await close();
	const parent = { ...respparty, '@dob': '01/01/1950' };
	const other = await portWith({ ...answers, getdemographic: shown({}, { respparty: parent }) });
	const plan = await planFor(other, await imageOf(other, '4711'), change('givenName', 'Anna'));
	expect(plan.touches('respparty:resp9.name')).toBe(false);
});

test('an image keeps of a social security number only that there is one, and no eligibility stamps', async () => {
	const port = await portWith(answers);
	const { members } = await imageOf(port, '4711');
	expect(members).toEqual({
		...{ id: 'pat4711', name: 'RIVERA,ANA MARIA', dob: '12/31/1980', sex: 'F', respparty: 'resp9' },
		ssn: 'told',
		...{ 'address.zip': '61602', 'address.city': 'PEORIA', 'address.state': 'IL' },
		...{ 'address.address1': 'APT 4', 'address.address2': '1 OLD ROAD ', 'address.zipid': '7' },
		...{ 'address.areacode': '309', 'address.countrycode': 'USA' },
		...{ 'contactinfo.homephone': '(309) 555-0101', 'contactinfo.email': 'ANA@EXAMPLE.COM' },
		'contactinfo.emailverificationstatus': '1',
		...{ 'insplan:ins5.id': 'ins5', 'insplan:ins5.subscribernum': 'M1' },
	});
});

test.each([
	['another use stands there', { '@otherphone': '(309) 555-0150', '@othertype': 'W' }, 'mobile'],
	[
		'the home telephone is shown there',
		{ '@otherphone': '(309) 555-0150', '@othertype': 'H' },
		'home',
	],
])('the third telephone is not written over, nor past it: %s', async (_why, contactinfo, use) => {
	const port = await portWith(
		{ ...answers, getdemographic: shown({ contactinfo }) },
		{
			practiceProfile: profile({
				otherPhoneTypes: { C: 'mobile', H: 'home' },
				patientUpdates: { members: ['homephone', 'otherphone'] },
			}),
		},
	);
	const field = use === 'home' ? 'phone.home' : 'phone.mobile';
	const plan = await planFor(
		port,
		await imageOf(port, '4711'),
		change(field, { number: '+13095550199' }),
	);
	expect(plan.refused).toEqual([{ changeId: field, code: 'unsupportedField' }]);
});

test.each([
	['-2147217398', 'Another user has changed this patient record.', 'conflict'],
	['-2147221504', 'AMD-990001 | String or binary data would be truncated.', 'validation'],
	['-2147200000', 'The user lacks the privilege to change patients.', 'permission'],
])('fault %s is told as %s, in our words, after one message', async (code, text, kind) => {
	const port = await portWith({ ...answers, updatepatient: fault(code, text) });
	const failure = sentBy(port, ['email', 'new@example.org']);
	await expect(failure).rejects.toMatchObject({ kind, details: { operation: 'updatepatient' } });
	await expect(failure).rejects.not.toThrow(/SECRET|example/);
	expect(sent('updatepatient')).toHaveLength(1);
});

test.each([
	['HTTP 500', json({}, 500)],
	['an answer that is cut off', { status: 200, body: '{"PPMDResults":{"Res' }],
])('after %s nobody knows, and it is not sent again', async (_name, reply) => {
	const port = await portWith({ ...answers, updatepatient: reply });
	await expect(sentBy(port, ['email', 'new@example.org'])).rejects.toMatchObject({
		kind: 'outcomeUnknown',
	});
	expect(sent('updatepatient')).toHaveLength(1);
});
