import fc from 'fast-check';

import {
	cleanDetail,
	cleanEmail,
	cleanText,
	foldText,
	isPlaceholder,
} from '../../../lib/values/text';

describe('text', () => {
	it('trims, collapses spaces and drops control characters', () => {
		expect(cleanText('  Ann \u0000\t Marie\u200b ')).toBe('Ann Marie');
	});

	it('keeps absent absent and makes blank null', () => {
		expect(cleanText(undefined)).toBeUndefined();
		expect(cleanText(null)).toBeNull();
		expect(cleanText(' \t ')).toBeNull();
	});

	it('composes accents, so that two spellings of one name are equal', () => {
		expect(cleanText('Jose\u0301')).toBe(cleanText('Jos\u00e9'));
	});

	it('is idempotent', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const once = cleanText(text);
				expect(cleanText(once)).toBe(once);
			}),
		);
	});

	it.each(['n/a', 'N/A', ' none ', '---', '.', 'Unknown'])('sees the placeholder %j', (text) => {
		expect(isPlaceholder(text)).toBe(true);
		expect(cleanDetail(text)).toBeNull();
	});

	it('leaves names alone that look like placeholders', () => {
		expect(cleanText('Na')).toBe('Na');
	});

	it.each([
		[' A.Sample@Example.ORG ', 'a.sample@example.org'],
		['not an address', null],
		['a@b', null],
		['two@at@example.org', null],
		['n/a', null],
		['', null],
	])('reads the e-mail %j as %j', (text, expected) => {
		expect(cleanEmail(text)).toBe(expected);
	});

	it('folds case and spaces for comparing', () => {
		expect(foldText(' Do  NOT share ')).toBe('do not share');
	});
});
