import { messageIdentity } from '../../../lib/hl7/messageKey';
import { valueAt } from '../../../lib/hl7/read';
import { headerOfRefused, kindOf, readMessage } from '../../../lib/hl7/receive';
import { defaultInterfaceSettings, readInterfaceSettings } from '../../../lib/hl7/settings';
import { formatTimestamp, parseTimestamp } from '../../../lib/hl7/timestamp';
import { a08, a40, lines, msh, pid, read, s12, refusalOf } from './messages';

const settings = defaultInterfaceSettings;
const bytes = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('the bytes of a message', () => {
	const named = (charset: string) =>
		`${msh('ADT^A08')}|||||||${charset}`.replace('|P|2.5.1|||||||', '|P|2.5.1||||||');

	it.each([
		['UNICODE UTF-8', bytes],
		['UTF-8', bytes],
		['8859/1', latin],
		['ISO8859-1', latin],
		['', bytes],
	])('are read by the set that MSH-18 names (%s)', (charset, encode) => {
		const { message } = readMessage(encode(lines(named(charset), 'PID|1||5||Peña^Zoë')), settings);
		expect(valueAt(message, 'PID-5')).toBe('Peña');
		expect(valueAt(message, 'PID-5.2')).toBe('Zoë');
	});

	it('are read by the set agreed on when MSH-18 is empty', () => {
		const content = latin(lines(msh('ADT^A08'), 'PID|1||5||Peña'));
		expect(
			valueAt(readMessage(content, { ...settings, defaultCharset: '8859/1' }).message, 'PID-5'),
		).toBe('Peña');
	});

	it('hold the euro sign of 8859/15 and the quotes of Windows-1252', () => {
		const euro = lines(named('8859/15'), 'ZZ1|');
		const content = [...latin(euro.slice(0, -1)), 0xa4, 0x0d];
		expect(valueAt(readMessage(Uint8Array.from(content), settings).message, 'ZZ1-1')).toBe('€');
		const quote = lines(named('WINDOWS-1252'), 'ZZ1|');
		const more = [...latin(quote.slice(0, -1)), 0x92, 0x0d];
		expect(valueAt(readMessage(Uint8Array.from(more), settings).message, 'ZZ1-1')).toBe('’');
	});

	it('are told by X escapes in the same set', () => {
		const content = latin(lines(named('8859/1'), 'PID|1||5||Pe\\XF1\\a'));
		expect(valueAt(readMessage(content, settings).message, 'PID-5')).toBe('Peña');
	});

	it.each([
		['a byte that UTF-8 does not have', latin(lines(msh('ADT^A08'), 'PID|1||5||Peña')), /bytes/],
		['a byte above 127 in ASCII', bytes(lines(named('ASCII'), 'PID|1||5||Peña')), /bytes/],
		['a set with shift codes', bytes(lines(named('ISO IR87'), pid)), /character set/],
	])('are rejected for %s', (_name, content, words) => {
		const { code, text, place } = refusalOf(() => readMessage(content, settings));
		expect(code).toBe('AR');
		expect(text).toMatch(words);
		expect(place).toEqual({ segment: 'MSH', field: 18 });
	});

	it('may stand in the frame of MLLP', () => {
		const framed = Uint8Array.from([0x0b, ...bytes(a08), 0x1c, 0x0d]);
		expect(readMessage(framed, settings).header.controlId).toBe('MSG00001');
	});

	it('are read up to 1 MB and not beyond', () => {
		const head = lines(msh('ADT^A08'), pid);
		const note = (size: number) => `${head}ZZ1|${'x'.repeat(size - head.length - 5)}\r`;
		const { message } = readMessage(bytes(note(1_048_576)), settings);
		expect(valueAt(message, 'ZZ1-1')).toHaveLength(1_048_576 - head.length - 5);
		expect(refusalOf(() => readMessage(bytes(note(1_048_577)), settings)).text).toMatch(/1 MB/);
	});

	it('that end without a carriage return count as cut off, unless the practice says otherwise', () => {
		const cut = bytes(a08.slice(0, -20));
		expect(refusalOf(() => readMessage(cut, settings))).toMatchObject({
			code: 'AR',
			text: expect.stringMatching(/cut off/) as string,
		});
		const lenient = readMessage(cut, { ...settings, lastCarriageReturn: 'optional' });
		expect(lenient.header.event).toBe('A08');
	});
});

describe('the kind of a message', () => {
	it.each([
		['ADT^A04', 'patient'],
		['ADT^A08^ADT_A01', 'patient'],
		['ADT^A28', 'patient'],
		['ADT^A31', 'patient'],
		['ADT^A40', 'merge'],
		['SIU^S12', 'appointment'],
		['SIU^S13', 'appointment'],
		['SIU^S14', 'appointment'],
		['SIU^S15', 'appointment'],
		['SIU^S17', 'appointment'],
		['SIU^S26', 'appointment'],
	])('%s is %s', (event, kind) => {
		expect(kindOf(read(lines(msh(event), pid)), settings)).toBe(kind);
	});

	it.each([
		['another type', lines(msh('ORU^R01'), pid), 'AR', '200', /ADT\^A04/],
		[
			'the name of a member that every object has',
			lines(msh('constructor^x'), pid),
			'AR',
			'200',
			/type/,
		],
		['an unknown event', lines(msh('ADT^A99'), pid), 'AR', '201', /event/],
		['no event', lines(msh('ADT'), pid), 'AR', '201', /event/],
		['no type', lines(msh('')), 'AE', '101', /MSH-9/],
		['training data', lines(msh('ADT^A08').replace('|P|', '|T|'), pid), 'AR', '202', /MSH-11/],
		[
			'no message number',
			lines(msh('ADT^A08').replace('MSG00001', ''), pid),
			'AE',
			'101',
			/MSH-10/,
		],
		['a time that is none', lines(msh('ADT^A08', { at: 'yesterday' }), pid), 'AE', '102', /MSH-7/],
		['nothing behind MSH', lines(msh('ADT^A08')), 'AE', '100', /cut off/],
	])('is none for %s', (_name, text, code, condition, words) => {
		const refusal = refusalOf(() => kindOf(read(text), settings));
		expect(refusal).toMatchObject({ code, condition });
		expect(refusal.text).toMatch(words);
	});
});

describe('the identity of a message', () => {
	const identity = (text: string) => messageIdentity(read(text).header, bytes(text));

	it('is the same when the same message comes again, and another for any other', () => {
		expect(identity(a08)).toBe(identity(a08));
		const others = [a40, s12, a08.replace('MSG00001', 'MSG00002'), a08.replace('Ana', 'Anna')];
		for (const other of others) expect(identity(other)).not.toBe(identity(a08));
	});
});

describe('the header of a refused message', () => {
	it('is made out as far as the first segment goes', () => {
		const broken = bytes(`${msh('ADT^A08', { id: 'M-9' })}\nPID|1\n`);
		expect(headerOfRefused(broken)?.header).toMatchObject({ controlId: 'M-9', event: 'A08' });
		expect(headerOfRefused(bytes('hello'))).toBeUndefined();
	});
});

describe('times', () => {
	it.each([
		['2026', { precision: 'year' }],
		['202603', { precision: 'month' }],
		['20260308', { precision: 'day', date: '2026-03-08', instant: '2026-03-08T06:00:00Z' }],
		['202603080130', { precision: 'minute', date: '2026-03-08', instant: '2026-03-08T07:30:00Z' }],
		[
			'20260308033000',
			{ precision: 'second', date: '2026-03-08', instant: '2026-03-08T08:30:00Z' },
		],
		[
			'20261101013000-0500',
			{ precision: 'second', date: '2026-11-01', instant: '2026-11-01T06:30:00Z' },
		],
		[
			'20261101013000-0600',
			{ precision: 'second', date: '2026-11-01', instant: '2026-11-01T07:30:00Z' },
		],
		[
			'20260304105530.2500+0000',
			{ precision: 'second', date: '2026-03-04', instant: '2026-03-04T10:55:30.250Z' },
		],
	])('%s is read on the clock of the practice', (text, time) => {
		expect(parseTimestamp(text, 'America/Chicago')).toEqual(time);
	});

	it.each(['', 'today', '20260230', '2026030412345', '20260304256000', '17991231', '2026-03-04'])(
		'%j is none',
		(text) => expect(parseTimestamp(text, 'America/Chicago')).toBeUndefined(),
	);

	it('are written with the offset that the practice has on that day', () => {
		expect(formatTimestamp('2026-03-08T07:59:59Z', 'America/Chicago')).toBe('20260308015959-0600');
		expect(formatTimestamp('2026-03-08T08:00:00Z', 'America/Chicago')).toBe('20260308030000-0500');
	});
});

describe('interface settings', () => {
	it('are the defaults when nothing is given, and are laid over them member by member', () => {
		expect(readInterfaceSettings('  ')).toEqual(settings);
		const given = readInterfaceSettings(
			'{"practice":{"codes":["OAK"]},"appointmentStatuses":{"Walked Out":"no_show"}}',
		);
		expect(given.practice).toEqual({ field: 'MSH-4', codes: ['OAK'] });
		expect(given.appointmentStatuses).toMatchObject({ 'walked out': 'no_show', booked: 'booked' });
	});

	it.each([
		['no JSON', '{', []],
		['an unknown member', '{"patinetNumber":{}}', ['patinetNumber']],
		['a place that is none', '{"practice":{"field":"MSH4"}}', ['practice.field']],
		['a character set that is none', '{"defaultCharset":"KLINGON"}', ['defaultCharset']],
	])('with %s are refused with their names', (_name, text, fields) => {
		let thrown: unknown;
		try {
			readInterfaceSettings(text);
		} catch (error) {
			thrown = error;
		}
		expect(thrown).toMatchObject({ details: { kind: 'configuration' } });
		expect((thrown as { details: { fields: string[] } }).details.fields).toEqual(
			expect.arrayContaining(fields),
		);
	});
});
