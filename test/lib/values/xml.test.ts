import fc from 'fast-check';

import { SafeError } from '../../../lib/privacy/errors';
import {
	child,
	children,
	descend,
	isNil,
	parseXml,
	textMembers,
	textOf,
} from '../../../lib/values/xml';
import { buildOrdered, element } from '../../../lib/values/xmlBuild';

const limits = { system: 'tebra', operation: 'GetPatients' };
const marker = 'ZzMarkerPatient';

/** The error parsing ends in; a text that parses fails the test. */
function refusal(text: string, extra: { maxLength?: number; maxDepth?: number } = {}): SafeError {
	let thrown: unknown;
	try {
		parseXml(text, { ...limits, ...extra });
	} catch (error) {
		thrown = error;
	}
	expect(thrown).toBeInstanceOf(SafeError);
	return thrown as SafeError;
}

describe('reading XML', () => {
	const answer = `<?xml version="1.0"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<GetPatientsResponse xmlns="http://www.kareo.com/api/schemas/"><GetPatientsResult xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
<Patients><PatientData><ID>501</ID><LastName>O&apos;Sample &amp; Co &#x41;&#66;</LastName><Suffix i:nil="true"/><City/></PatientData>
<a:PatientData xmlns:a="urn:other"><a:ID>502</a:ID><a:Note><![CDATA[1 < 2 &amp;]]></a:Note></a:PatientData></Patients>
</GetPatientsResult></GetPatientsResponse></s:Body></s:Envelope>`;
	const patients = descend(
		parseXml(answer, limits),
		'Body',
		'GetPatientsResponse',
		'GetPatientsResult',
		'Patients',
	);

	it('finds elements by local name whatever their namespace', () => {
		expect(patients && children(patients, 'PatientData')).toHaveLength(2);
	});

	it('tells absent, nil and empty apart', () => {
		const row = patients && child(patients, 'PatientData');
		if (row === undefined) throw new Error('no row');
		expect(textOf(row, 'MiddleName')).toBeUndefined();
		expect(textOf(row, 'Suffix')).toBeNull();
		expect(textOf(row, 'City')).toBe('');
		expect(isNil(row)).toBe(false);
		expect(textMembers(row)).toEqual({
			ID: '501',
			LastName: "O'Sample & Co AB",
			Suffix: null,
			City: '',
		});
	});

	it('takes an element for nil only where an attribute of that name says so', () => {
		const row = parseXml(
			'<a xmlns:i="urn:i"><b i:nil="true"/><c i:nil="false"/><d xmlns:nil="true"/><e i:other="true"/></a>',
			limits,
		);
		expect(textMembers(row)).toEqual({ b: null, c: '', d: '', e: '' });
		expect(row.children.map(({ attributes }) => attributes)).toEqual([
			{ nil: 'true' },
			{ nil: 'false' },
			{},
			{ other: 'true' },
		]);
	});

	it('takes the first of two members, and never one that would change the object itself', () => {
		const row = parseXml(
			'<a><b>1</b><b>2</b><__proto__>3</__proto__><toString>4</toString></a>',
			limits,
		);
		const members = textMembers(row);
		expect(Object.entries(members)).toEqual([
			['b', '1'],
			['toString', '4'],
		]);
		expect(Object.getPrototypeOf(members)).toBe(Object.prototype);
	});

	it('takes CDATA as it is written', () => {
		expect(patients && textOf(children(patients, 'PatientData')[1], 'Note')).toBe('1 < 2 &amp;');
	});

	it('gives no way when a step of a path is missing', () => {
		expect(patients && descend(patients, 'PatientData', 'Cases', 'Case')).toBeUndefined();
	});

	it('drops references to characters that XML does not have', () => {
		expect(parseXml('<a>x&#0;&#xFFFF;y</a>', limits).text).toBe('xy');
	});

	it.each([
		['an entity bomb', `<!DOCTYPE a [<!ENTITY b "${marker}">]><a>&b;&b;</a>`],
		['an external entity', `<!DOCTYPE a SYSTEM "file:///etc/passwd"><a>${marker}</a>`],
		['a document type in lower case', `<!doctype html><html>${marker}</html>`],
		['an entity nobody defined', `<a>&${marker};</a>`],
		['a bare ampersand', `<a>${marker} & co</a>`],
		['a wrong end tag', `<a><b>${marker}</a></b>`],
		['an attribute twice', `<a b="${marker}" b="2"/>`],
		['an attribute without quotes', `<a b=${marker}/>`],
		['a tag in an attribute', `<a b="<${marker}"/>`],
		['a character that XML does not have', `<a>${marker}\u0000</a>`],
		['a bracket that ends no CDATA', `<a>${marker}]]></a>`],
		['a comment that does not end', `<a>&#0;${marker}<!-- </a>`],
		['a declaration in the middle', `<a>${marker}<?xml version="1.0"?></a>`],
		['a reference beyond all characters', `<a>${marker}&#999999999;</a>`],
		['a member of every object', `<a>${marker}&constructor;</a>`],
		['text behind the root', `<a/>${marker}`],
		['two roots', `<a>${marker}</a><b/>`],
		['text only', marker],
		['nothing', ''],
		['a web page', `<html><body><p>${marker}<br></body></html>`],
		['a name from the prototype', `<a><__proto__>${marker}</b></a>`],
	])('refuses %s without a word of it', (_name, text) => {
		const error = refusal(text);
		expect(error.kind).toBe('wireShape');
		expect(error.details).toMatchObject(limits);
		expect(JSON.stringify(error.details) + error.message + error.stack).not.toContain(marker);
	});

	it('takes what looks like a reference as it is written in CDATA and in escaped text', () => {
		const text = '<a>&amp;#0;<![CDATA[&#0;]]><!-- &#0; -->x&#x1F;y<![CDATA[&#1;]]></a>';
		expect(parseXml(text, limits).text).toBe('&#0;&#0;xy&#1;');
	});

	it('leaves comments and processing instructions out', () => {
		const { text, children } = parseXml(
			'<?p x?><a>1<!-- 2 --><?p <3?>4<b/>5</a><!-- 6 -->',
			limits,
		);
		expect(text).toBe('145');
		expect(children).toHaveLength(1);
	});

	it('reads attributes by local name, references resolved, without declarations', () => {
		const { attributes } = parseXml(
			'<a xmlns="urn:a" xmlns:i="urn:i" i:nil="true" note="&quot;A&#x42;&#0;&quot;"/>',
			limits,
		);
		expect(attributes).toEqual({ nil: 'true', note: '"AB"' });
	});

	it('reads line ends as XML says, and keeps those that are written as references', () => {
		expect(parseXml('<a>1\r\n2\r3&#13;</a>', limits).text).toBe('1\n2\n3\r');
	});

	it('refuses an answer that was cut off anywhere', () => {
		const whole = answer.trim();
		fc.assert(
			fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
				const error = refusal(whole.slice(0, length));
				expect(error.kind).toBe('wireShape');
				expect(JSON.stringify(error.details)).not.toContain('Sample');
			}),
		);
	});

	it('refuses elements deeper than the limit and reads those within it', () => {
		const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
		expect(refusal(nested(41)).kind).toBe('wireShape');
		expect(refusal(nested(100_000)).kind).toBe('wireShape');
		expect(parseXml(nested(30), limits).name).toBe('a');
		expect(refusal(nested(12), { maxDepth: 10 }).kind).toBe('wireShape');
	});

	it('refuses an answer larger than the limit', () => {
		expect(refusal(`<a>${'x'.repeat(100)}</a>`, { maxLength: 50 }).message).toContain('larger');
	});

	it('never throws anything but a safe error', () => {
		fc.assert(
			fc.property(
				fc.string({
					unit: fc.constantFrom('<', '>', '/', 'a', '&', ';', '"', '=', '!', '[', '-', ' '),
				}),
				(text) => {
					try {
						parseXml(text, limits);
					} catch (error) {
						expect(error).toBeInstanceOf(SafeError);
					}
				},
			),
		);
	});
});

describe('writing XML', () => {
	/** What XML 1.0 can carry; a carriage return is written as a reference, so it survives too. */
	const carried = (text: string) =>
		text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');

	it('gives every text back that XML can carry', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const { xml } = element('a', text === '' ? null : text, { b: text });
				const read = parseXml(xml, limits);
				expect(read.text).toBe(carried(text));
				expect(read.attributes.b ?? '').toBe(carried(text));
			}),
			{ numRuns: 300 },
		);
	});

	it('escapes a password with all five specials', () => {
		expect(element('k:Password', `p&<>"'s`).xml).toBe(
			'<k:Password>p&amp;&lt;&gt;&quot;&apos;s</k:Password>',
		);
	});

	it('keeps the order of the table whatever the order of the values', () => {
		const members = ['AddressLine1', 'City', 'PatientID', 'Practice', 'State', 'ZipCode'];
		fc.assert(
			fc.property(fc.shuffledSubarray(members), (chosen) => {
				const values = Object.fromEntries(chosen.map((name) => [name, name]));
				const read = parseXml(`<r>${buildOrdered(members, values).xml}</r>`, limits);
				expect(read.children.map(({ name }) => name)).toEqual(
					members.filter((name) => chosen.includes(name)),
				);
			}),
		);
	});

	it('leaves out what is undefined and writes null empty', () => {
		const { xml } = buildOrdered(
			['A', 'B', 'C', 'D'],
			{ D: true, B: null, A: undefined, C: 0 },
			'k',
		);
		expect(xml).toBe('<k:B/><k:C>0</k:C><k:D>true</k:D>');
	});

	it('nests fragments without escaping them again', () => {
		const practice = buildOrdered(['PracticeID', 'PracticeName'], { PracticeName: 'A & B' }, 'k');
		expect(buildOrdered(['Practice'], { Practice: practice }, 'k').xml).toBe(
			'<k:Practice><k:PracticeName>A &amp; B</k:PracticeName></k:Practice>',
		);
	});

	it('refuses a member that the table does not have, and a malformed name', () => {
		expect(() => buildOrdered(['A'], { B: 'x' })).toThrow(TypeError);
		expect(() => buildOrdered(['A'], JSON.parse('{"__proto__": "x"}'))).toThrow(TypeError);
		expect(() => element('a b', 'x')).toThrow(TypeError);
		expect(() => element('a', Number.NaN)).toThrow(TypeError);
	});
});
