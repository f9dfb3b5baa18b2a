import { createHmac } from 'crypto';

import fc from 'fast-check';

import { createTokens, isSameText, type RowToken } from '../../../lib/inbox/tokens';

const key = 'synthetic words '.repeat(3);
const { session, row } = createTokens(key);
const now = 1_700_000_000_000;
const signedIn = {
	reviewer: 'dana',
	nonce: 'nonce-of-sixteen-or-more',
	issued: now,
	expires: now + 900_000,
};
const ticket: RowToken = {
	session: signedIn.nonce,
	reviewer: 'dana',
	kind: 'change',
	id: 'dcr_1',
	version: 3,
	expires: now + 900_000,
	jti: 'jti-of-sixteen-or-more',
};

describe('a token of the inbox', () => {
	it('tells what it was made for, until it expires', () => {
		expect(session.read(session.issue(signedIn), now)).toEqual({ state: 'valid', token: signedIn });
		expect(row.read(row.issue(ticket), now + 899_999)).toEqual({ state: 'valid', token: ticket });
		expect(row.read(row.issue(ticket), now + 900_000)).toEqual({ state: 'expired', token: ticket });
	});

	it('is refused with any one character changed, added or taken away', () => {
		const text = row.issue(ticket);
		fc.assert(
			fc.property(
				fc.nat(text.length - 1),
				fc.constantFrom(
					...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.='.split(''),
				),
				(place, sign) => {
					fc.pre(text[place] !== sign);
					const before = text.slice(0, place);
					for (const changed of [
						before + sign + text.slice(place + 1),
						before + sign + text.slice(place),
						before + text.slice(place + 1),
					]) {
						expect(row.read(changed, now)).toEqual({ state: 'forged' });
					}
				},
			),
			{ numRuns: 400 },
		);
	});

	it('is refused when its last character is another form of the same bytes', () => {
		const text = row.issue(ticket);
		const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
		const last = alphabet.indexOf(text.at(-1) ?? '');
		const twin = text.slice(0, -1) + alphabet[last ^ 1];
		expect(Buffer.from(twin.split('.')[1], 'base64url')).toEqual(
			Buffer.from(text.split('.')[1], 'base64url'),
		);
		expect(row.read(twin, now)).toEqual({ state: 'forged' });
	});

	it('of one use is none of the other, nor of another key', () => {
		expect(row.read(session.issue(signedIn), now)).toEqual({ state: 'forged' });
		expect(session.read(row.issue(ticket), now)).toEqual({ state: 'forged' });
		const other = createTokens(`${key}2`);
		expect(other.row.read(row.issue(ticket), now)).toEqual({ state: 'forged' });
	});

	it('is not made by the signing key alone', () => {
		const payload = Buffer.from(JSON.stringify(ticket)).toString('base64url');
		const mac = createHmac('sha256', key).update(payload).digest('base64url');
		expect(row.read(`${payload}.${mac}`, now)).toEqual({ state: 'forged' });
	});

	it.each([
		['nothing', undefined],
		['an empty text', ''],
		['a dot', '.'],
		['a long text', 'x'.repeat(100_000)],
	])('is not %s', (_name, text) => {
		expect(session.read(text, now)).toEqual({ state: 'forged' });
	});
});

it('compares texts of unlike length without throwing', () => {
	expect(isSameText('secret', 'secret')).toBe(true);
	expect(isSameText('secret', 'secre')).toBe(false);
	expect(isSameText('', 'secret')).toBe(false);
});
