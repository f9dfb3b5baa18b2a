import { approved } from '../../support/approvedChanges';
import {
	judgeChanges,
	writableAddress,
	writableDate,
	writableEmail,
	writablePhone,
	writableText,
} from '../../../lib/changes/writable';

const limits = { addressLine: 30, city: 20 };

test.each(['Ana', 'José', 'Łucja', 'O’Brien', "D'Arcy-Lee", '<b>', 'St. Mary, 2nd (old)', ''])(
	'the text %p is written as it is',
	(text) => {
		expect(writableText(text, 30)).toEqual({ ok: true, value: text });
	},
);

test('text is composed and trimmed, so that what is read back is the same', () => {
	expect(writableText(' Jose\u0301 ', 10)).toEqual({ ok: true, value: 'José' });
});

test.each([
	'🏠',
	'A\nB',
	'tab\there',
	'安娜',
	'Анна',
	'zero\u200bwidth',
	'soft\u00adhyphen',
	'\u202egnol',
])('the text %p has characters that are not written', (text) => {
	expect(writableText(text, 30)).toEqual({ ok: false, code: 'badCharacters' });
});

test('a text of the most characters is written, and one more is too long', () => {
	expect(writableText('x'.repeat(30), 30)).toMatchObject({ ok: true });
	expect(writableText('x'.repeat(31), 30)).toEqual({ ok: false, code: 'tooLong' });
});

test.each<[string, object]>([
	['ana@example.test', { ok: true, value: 'ana@example.test' }],
	['ana at example', { ok: false, code: 'badCharacters' }],
	['ana@example.test, b@example.test', { ok: false, code: 'badCharacters' }],
	[`${'a'.repeat(40)}@example.test`, { ok: false, code: 'tooLong' }],
])('the e-mail address %p', (text, expected) => {
	expect(writableEmail(text, 40)).toEqual(expected);
});

test.each(['1984-02-29', '2001-12-31'])('%s is a day', (text) => {
	expect(writableDate(text)).toEqual({ ok: true, value: text });
});

test.each(['1983-02-29', '2/29/1984', '1984-02-29T00:00:00', ''])('%p is no day', (text) => {
	expect(writableDate(text)).toEqual({ ok: false, code: 'badCharacters' });
});

test.each<[string, string | undefined, object]>([
	['+17755550111', undefined, { ok: true, value: { digits: '7755550111' } }],
	['+17755550111', '0042', { ok: true, value: { digits: '7755550111', extension: '0042' } }],
	['+17755550111', '', { ok: true, value: { digits: '7755550111' } }],
	['+17755550111', 'front desk', { ok: false, code: 'badPhone' }],
	['+442079460123', undefined, { ok: false, code: 'badPhone' }],
	['775-555-0111', undefined, { ok: false, code: 'badPhone' }],
])('the telephone %p with the extension %p', (number, extension, expected) => {
	expect(writablePhone({ number, ...(extension !== undefined && { extension }) })).toEqual(
		expected,
	);
});

test('an address is written with the letters of its state and its postal code in one form', () => {
	const address = {
		line1: '9 Elm St',
		line2: 'Apt 4',
		city: 'Reno',
		region: 'nv',
		postalCode: '895011234',
		country: 'USA',
	};
	expect(writableAddress(address, limits)).toEqual({
		ok: true,
		value: {
			line1: '9 Elm St',
			line2: 'Apt 4',
			city: 'Reno',
			region: 'NV',
			postalCode: '89501-1234',
		},
	});
});

test.each([
	['AE', '09009'],
	['PR', '00901'],
	['DC', '20001'],
])('%s counts as a state', (region, postalCode) => {
	expect(writableAddress({ region, postalCode }, limits)).toEqual({
		ok: true,
		value: { region, postalCode },
	});
});

test.each<[object, string]>([
	[{ region: 'ZZ' }, 'unknownState'],
	[{ region: 'Nevada' }, 'unknownState'],
	[{ postalCode: '8950' }, 'badCharacters'],
	[{ postalCode: 'SW1A 1AA' }, 'badCharacters'],
	[{ country: 'CA' }, 'unsupportedField'],
	[{ line1: 'x'.repeat(31) }, 'tooLong'],
	[{ line2: 'x'.repeat(31) }, 'tooLong'],
	[{ city: 'x'.repeat(21) }, 'tooLong'],
	[{ city: 'Reno 🏠' }, 'badCharacters'],
])('the address %j is refused as %s', (address, code) => {
	expect(writableAddress(address, limits)).toEqual({ ok: false, code });
});

test('changes are parted into those that can be written and those that cannot, and none clears', () => {
	const changes = [
		approved('givenName', 'Ana'),
		approved('familyName', '🏠'),
		approved('email', null),
	];
	const { judged, refused } = judgeChanges(changes, ({ to }) => writableText(String(to), 30));
	expect(judged).toEqual([{ change: changes[0], writing: 'Ana' }]);
	expect(refused).toEqual([
		{ changeId: 'chg_familyName', code: 'badCharacters' },
		{ changeId: 'chg_email', code: 'clearing' },
	]);
});
