import { signatureHeader, verifySignature } from '../../../nodes/common/healthsail/signature';

/** The test vector of the contract proposal, section 12. */
const vector = {
	signingText: 'whsec_test_0123456789abcdef',
	timestamp: 1772644805,
	body: Buffer.from(
		'{"id":"evt_0001","type":"billing_posting.requested","apiVersion":"2026-11-01","createdAt":"2026-03-04T17:20:05Z","data":{"object":"billing_posting","id":"pst_0001","version":1,"href":"/v1/billing-postings/pst_0001"}}',
	),
	digest: '34298c75ec2614bd81145e990b47811af96d6a04a3054f926aca8fa363cd372b',
};
const header = `t=${vector.timestamp},v1=${vector.digest}`;

function verify(changes: { header?: string; body?: Buffer; now?: number; secret?: string } = {}) {
	return verifySignature(
		'header' in changes ? changes.header : header,
		changes.body ?? vector.body,
		changes.secret ?? vector.signingText,
		changes.now ?? vector.timestamp,
	);
}

it('accepts the test vector of the contract and makes the same header', () => {
	expect(vector.body).toHaveLength(216);
	expect(verify()).toEqual({ valid: true });
	expect(signatureHeader(vector.body, vector.signingText, vector.timestamp)).toBe(header);
});

it('accepts one good digest among several, as while a secret is rotated', () => {
	const other = 'a'.repeat(64);
	expect(verify({ header: `t=${vector.timestamp},v1=${other},v1=${vector.digest}` })).toEqual({
		valid: true,
	});
});

it.each([
	['300 seconds old', 300, true],
	['300 seconds ahead', -300, true],
	['301 seconds old', 301, false],
	['301 seconds ahead', -301, false],
])('judges a delivery that is %s by the tolerance', (_name, age, valid) => {
	expect(verify({ now: vector.timestamp + age }).valid).toBe(valid);
});

it.each([
	['no header', { header: undefined }, 'missing'],
	['an empty header', { header: ' ' }, 'missing'],
	['no timestamp', { header: `v1=${vector.digest}` }, 'malformed'],
	['no digest', { header: `t=${vector.timestamp}` }, 'malformed'],
	['two timestamps', { header: `t=1,t=2,v1=${vector.digest}` }, 'malformed'],
	['a timestamp that is no number', { header: `t=now,v1=${vector.digest}` }, 'malformed'],
	['a short digest', { header: `t=${vector.timestamp},v1=abcd` }, 'mismatch'],
	[
		'an upper-case digest',
		{ header: header.toUpperCase().replace('T=', 't=').replace('V1', 'v1') },
		'mismatch',
	],
	['a body with one byte changed', { body: Buffer.from(`${vector.body.toString()} `) }, 'mismatch'],
	['another secret', { secret: 'whsec_test_other' }, 'mismatch'],
])('refuses %s', (_name, changes, reason) => {
	expect(verify(changes)).toEqual({ valid: false, reason });
});

it('refuses an old timestamp that is put on a digest made for another one', () => {
	const forged = `t=${vector.timestamp + 1000},v1=${vector.digest}`;
	expect(verify({ header: forged, now: vector.timestamp + 1000 })).toEqual({
		valid: false,
		reason: 'mismatch',
	});
});
