import { ackContextOf, buildAck, readAck, unknownSender } from '../../../lib/hl7/acknowledgement';
import { parseMessage } from '../../../lib/hl7/message';
import { a08, lines, msh, pid, read } from './messages';

const facts = { controlId: 'ACK1', sentAt: '20260304105531-0600' };
const refusal = {
	code: 'AE',
	condition: '101',
	text: 'PID-3 is | empty.',
	place: { segment: 'PID', field: 3 },
} as const;

describe('an answer', () => {
	it('names the two ends the other way round, and the message that it answers', () => {
		const ack = buildAck(ackContextOf(read(a08)), { ...facts, code: 'AA' });
		expect(ack).toBe(
			lines(
				'MSH|^~\\&|HEALTHSAIL||PMAPP|OAK|20260304105531-0600||ACK^A08^ACK|ACK1|P|2.5.1||||||UNICODE UTF-8',
				'MSA|AA|MSG00001',
			),
		);
	});

	it('tells from version 2.5 on what is wrong in ERR-2, ERR-3 and ERR-8', () => {
		const ack = buildAck(ackContextOf(read(a08)), { ...facts, code: 'AE', refusal });
		expect(ack.split('\r').slice(1, 3)).toEqual([
			'MSA|AE|MSG00001|PID-3 is \\F\\ empty.',
			'ERR||PID^1^3|101^Required field missing^HL70357|E||||PID-3 is \\F\\ empty.',
		]);
	});

	it('tells before 2.5 what is wrong in ERR-1', () => {
		const old = read(lines(msh('ADT^A08', { version: '2.3' }), pid));
		const ack = buildAck(ackContextOf(old), { ...facts, code: 'AE', refusal });
		expect(ack.split('\r')[2]).toBe('ERR|PID^1^3^101&Required field missing&HL70357');
	});

	it('is written with the separators of the message', () => {
		const odd = read('MSH$@*!%$APP$OAK$$$20260304$$ADT@A08$7$P$2.5\rPID$1\r');
		const ack = buildAck(ackContextOf(odd), { ...facts, code: 'AA' });
		expect(ack.startsWith('MSH$@*!%$$$APP$OAK$20260304105531-0600$$ACK@A08@ACK$ACK1$P$2.5')).toBe(
			true,
		);
	});

	it('can be given to bytes of which nothing is known', () => {
		const ack = buildAck(unknownSender, {
			...facts,
			code: 'AR',
			refusal: { ...refusal, code: 'AR' },
		});
		expect(parseMessage(ack).segments.map(({ name }) => name)).toEqual(['MSH', 'MSA', 'ERR']);
		expect(ack).toMatch(/^MSH\|\^~\\&\|{5}20260304105531-0600\|\|ACK\|ACK1\|P\|2\.5\.1\r/);
		expect(readAck(ack)).toMatchObject({ code: 'AR', controlId: undefined, condition: '101' });
	});

	it.each(['AA', 'AE', 'AR'] as const)('%s is read as it was written', (code) => {
		const ack = buildAck(ackContextOf(read(a08)), {
			...facts,
			code,
			...(code !== 'AA' && { refusal: { ...refusal, code } }),
		});
		expect(readAck(ack)).toMatchObject({
			code,
			controlId: 'MSG00001',
			condition: code === 'AA' ? undefined : '101',
			places: code === 'AA' ? [] : ['PID-3'],
		});
	});

	it.each([
		['a commit of enhanced mode', 'MSH|^~\\&|A\rMSA|CA|7\r', 'AA'],
		['line feeds, as some engines send them', 'MSH|^~\\&|A\nMSA|AE|7\n', 'AE'],
		['no closing carriage return', 'MSH|^~\\&|A\rMSA|AR|7', 'AR'],
	])('is understood with %s', (_name, text, code) => {
		expect(readAck(text)).toMatchObject({ code, controlId: '7' });
	});

	it.each([
		['an HTML page', '<html>It works</html>'],
		['no MSA', 'MSH|^~\\&|A\r'],
		['an unknown word', 'MSH|^~\\&|A\rMSA|OK|7\r'],
		['the name of a member that every object has', 'MSH|^~\\&|A\rMSA|toString|7\r'],
	])('is none when it is %s', (_name, text) => {
		expect(() => readAck(text)).toThrow();
	});
});
