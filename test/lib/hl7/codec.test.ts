import fc from 'fast-check';

import { escapeText, unescapeText } from '../../../lib/hl7/escape';
import {
	formatField,
	formatMessage,
	makeSegment,
	parseField,
	parseMessage,
	type FieldValue,
} from '../../../lib/hl7/message';
import { memberOf, repetitionsOf, segmentOf, segmentsOf, valueAt } from '../../../lib/hl7/read';
import { usualSeparators, type Separators } from '../../../lib/hl7/separators';
import { a08, lines, msh, refusalOf } from './messages';

const signs = [...'!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'];
const separatorsArbitrary = fc.shuffledSubarray(signs, { minLength: 5, maxLength: 6 }).map(
	([field, component, repetition, escape, subcomponent, truncation]): Separators => ({
		field,
		component,
		repetition,
		escape,
		subcomponent,
		...(truncation !== undefined && { truncation }),
	}),
);
const text = fc.string({ unit: 'grapheme', maxLength: 30 });

describe('a value', () => {
	it('comes back the same through escape and unescape, whatever the separators', () => {
		fc.assert(
			fc.property(text, separatorsArbitrary, (value, separators) => {
				expect(unescapeText(escapeText(value, separators), separators)).toBe(value);
			}),
		);
	});

	it('holds no separator and no line end when it is escaped', () => {
		fc.assert(
			fc.property(text, separatorsArbitrary, (value, separators) => {
				const raw = escapeText(value, separators);
				const { field, component, repetition, subcomponent } = separators;
				for (const character of [field, component, repetition, subcomponent, '\r', '\n']) {
					expect(raw).not.toContain(character);
				}
			}),
		);
	});

	it.each([
		['O\\T\\Brien \\F\\ Co', 'O&Brien | Co'],
		['line one\\.br\\line two', 'line one\nline two'],
		['a\\.sp2\\b', 'a\n\nb'],
		['caf\\XC3A9\\', 'café'],
		['\\H\\bold\\N\\ text', 'bold text'],
		['C:\\temp', 'C:\\temp'],
		['\\Z01\\kept\\C2842\\', '\\Z01\\kept\\C2842\\'],
		['open \\E', 'open \\E'],
		['5\\E\\S\\E\\', '5\\S\\'],
	])('%s means %j', (raw, meaning) => {
		expect(unescapeText(raw, usualSeparators)).toBe(meaning);
	});
});

describe('a field', () => {
	const value = fc.array(
		fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
		{ minLength: 1, maxLength: 3 },
	);

	it('keeps its repetitions, components and subcomponents', () => {
		fc.assert(
			fc.property(value, separatorsArbitrary, (field: FieldValue, separators) => {
				const raw = formatField(field, separators);
				fc.pre(raw !== '');
				expect(parseField(raw, separators)).toEqual(field);
			}),
		);
	});
});

describe('a message', () => {
	it('comes out as it went in, segments that nobody knows included', () => {
		expect(formatMessage(parseMessage(a08))).toBe(a08);
		expect(segmentOf(parseMessage(a08), 'ZPX')?.fields).toEqual([
			'ZPX',
			'1',
			'kept as it is',
			'a^b~c&d',
		]);
	});

	it('comes out as it went in, whatever its fields and separators', () => {
		const fields = fc.array(
			fc.array(
				fc.array(fc.array(text, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
				{
					minLength: 1,
					maxLength: 2,
				},
			),
			{ minLength: 1, maxLength: 6 },
		);
		fc.assert(
			fc.property(fields, separatorsArbitrary, (content, separators) => {
				const segments = [
					makeSegment('MSH', ['APP', 'FAC'], separators),
					makeSegment('ZZ1', [...content, 'end'], separators),
				];
				const written = formatMessage({ separators, segments, closed: true });
				const message = parseMessage(written);
				expect(message.separators).toEqual(separators);
				expect(formatMessage(message)).toBe(written);
				const [segment] = segmentsOf(message, 'ZZ1');
				content.forEach((field, index) => {
					const isEmpty = formatField(field, separators) === '';
					expect(repetitionsOf(message, segment, index + 1)).toEqual(isEmpty ? [] : field);
				});
			}),
		);
	});

	it('is divided by the characters of its own MSH', () => {
		const message = parseMessage('MSH$@*!%$APP$OAK\rPID$1$$501@@@OAKPM@PI*7@@@X@MR$$A!F!B@C%D\r');
		expect(valueAt(message, 'MSH-4')).toBe('OAK');
		expect(valueAt(message, 'PID-3.4')).toBe('OAKPM');
		expect(repetitionsOf(message, segmentOf(message, 'PID'), 3)).toHaveLength(2);
		expect(valueAt(message, 'PID-5')).toBe('A$B');
		expect(valueAt(message, 'PID-5.2.2')).toBe('D');
	});

	it('tells where its segments begin', () => {
		const message = parseMessage('MSH|^~\\&|A\rEVN|A08\r\nPID|1\r');
		expect(message.segments.map(({ name, position }) => [name, position])).toEqual([
			['MSH', 0],
			['EVN', 11],
			['PID', 20],
		]);
	});

	it('tells an empty field from one that is known to be empty', () => {
		const message = parseMessage('MSH|^~\\&|A\rPID|||""||Rivera^""\r');
		const [field] = repetitionsOf(message, segmentOf(message, 'PID'), 5);
		expect(memberOf(field, 1)).toBe('Rivera');
		expect(memberOf(field, 2)).toBeNull();
		expect(memberOf(field, 3)).toBeUndefined();
		expect(valueAt(message, 'PID-3')).toBeUndefined();
	});
});

describe('what is no message', () => {
	it.each([
		['an empty text', '', /MSH/],
		['JSON', '{"resourceType":"Bundle"}', /MSH/],
		['a batch of files', 'FHS|^~\\&|A\r', /MSH/],
		['MSH alone', 'MSH', /MSH-2/],
		['three encoding characters', 'MSH|^~\\|A\r', /four or five/],
		['six encoding characters', 'MSH|^~\\&#%|A\r', /four or five/],
		['one character for two things', 'MSH|^~^&|A\r', /twice/],
		['the field separator among the others', 'MSH|^|\\&|A\r', /four or five/],
		['letters as separators', 'MSHX^~\\&XA\r', /letter/],
		['line feeds in place of carriage returns', 'MSH|^~\\&|A\nPID|1\n', /line feed/],
		['a second message behind the first', 'MSH|^~\\&|A\rMSH|^~\\&|B\r', /second MSH/],
		['a line without the name of a segment', 'MSH|^~\\&|A\rsome text\r', /name of a segment/],
		['a name without its separator', 'MSH|^~\\&|A\rPID^1\r', /name of a segment/],
	])('%s is rejected with a sentence', (_name, message, words) => {
		const { code, text: said } = refusalOf(() => parseMessage(message));
		expect(code).toBe('AR');
		expect(said).toMatch(words);
	});

	it('is a message with far too many segments or fields', () => {
		const head = lines(msh('ADT^A08'));
		expect(refusalOf(() => parseMessage(head + 'NK1|1\r'.repeat(5_001))).text).toMatch(/5000/);
		expect(refusalOf(() => parseMessage(`${head}PID${'|'.repeat(1_001)}\r`)).text).toMatch(/1000/);
	});

	it('is refused in words that repeat nothing of it', () => {
		const said = JSON.stringify(
			refusalOf(() => parseMessage('MSH|^~\\&|A\rZzMarkerPatient was here\r')),
		);
		expect(said).not.toContain('ZzMarker');
	});
});
