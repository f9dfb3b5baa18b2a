import { createHash } from 'crypto';

import fc from 'fast-check';

import { escapeHtml, html, shown } from '../../../lib/inbox/html';
import { contentSecurityPolicy, frame } from '../../../lib/inbox/page/frame';
import { messagePage } from '../../../lib/inbox/page/signInPage';

describe('a value in a page', () => {
	it('never opens a tag or ends an attribute, whatever it holds', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (value) => {
				const text = html`<p title="${value}">${value}${[value, shown(value)]}</p>`.text;
				const inside = text
					.replace(/^<p title="|<\/p>$/g, '')
					.replace('<bdi>', '')
					.replace('</bdi>', '');
				expect(inside.replace('">', '')).not.toMatch(/[<>"']/);
			}),
		);
	});

	it('reads as it was given', () => {
		fc.assert(
			fc.property(fc.string(), (value) => {
				const read = escapeHtml(value).replace(/&#(\d+);/g, (_all, code: string) =>
					String.fromCharCode(Number(code)),
				);
				expect(read).toBe(value);
			}),
		);
	});

	it('keeps its writing direction to itself and shows control signs by their codes', () => {
		expect(shown('Ada\u0000\u001b').text).toBe('<bdi>Ada[U+0000][U+001B]</bdi>');
	});

	it.each([
		['a turned direction', '\u202e', '[U+202E]'],
		['an isolate', '\u2066', '[U+2066]'],
		['a space without width', '\u200b', '[U+200B]'],
		['a soft hyphen', '\u00ad', '[U+00AD]'],
		['a line separator', '\u2028', '[U+2028]'],
		['a letter that draws nothing', '\u3164', '[U+3164]'],
		['a tag of the last plane', '\u{e0041}', '[U+E0041]'],
	])('shows %s as its code', (_name, sign, code) => {
		expect(shown(`12${sign}34`).text).toBe(`<bdi>12${code}34</bdi>`);
	});

	it('leaves letters of any script as they are', () => {
		const names = 'Zoë O’Brien 李 Мария عمر café';
		expect(shown(names).text).toBe(`<bdi>${names}</bdi>`);
	});

	it('leaves out what is not there, and keeps a zero', () => {
		expect(html`a${false}${null}${undefined}${0}`.text).toBe('a0');
	});
});

describe('the policy of the pages', () => {
	const page = frame({ title: 'Test', main: html`<p>Test</p>` });

	it.each(['style', 'script'])('names the hash of the one %s that stands in them', (tag) => {
		const found = [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))];
		expect(found).toHaveLength(1);
		const hash = createHash('sha256').update(found[0][1], 'utf8').digest('base64');
		expect(contentSecurityPolicy).toContain(`${tag}-src 'sha256-${hash}'`);
	});

	it('gives them an origin of their own and lets nothing else in', () => {
		const rules = contentSecurityPolicy.split('; ');
		expect(rules).toContain('sandbox allow-forms allow-scripts');
		expect(rules).toEqual(
			expect.arrayContaining([
				"default-src 'none'",
				"form-action 'self'",
				"frame-ancestors 'none'",
				"base-uri 'none'",
			]),
		);
		expect(contentSecurityPolicy).not.toMatch(/unsafe|allow-same-origin|\*/);
	});

	it('is kept by their markup: no style attribute, no handler, no address', () => {
		const markup = page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '');
		expect(markup).not.toMatch(/ style=| on[a-z]+=|(?:href|src)="(?!#)/);
	});
});

it('offers to send the same form again, as text', () => {
	const again = { label: 'Try again', form: new Map([['name', '"><script>']]) };
	const page = messagePage('This did not work', { tone: 'stop', text: 'No.' }, again);
	expect(page).toContain('value="&#34;&#62;&#60;script&#62;"');
});
