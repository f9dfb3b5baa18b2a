import { parseSoap } from '../support/soapTree';
import { noSlash, slash } from './tebra.schema';
import { checkSequence } from './tebra.wire';

/** The check that holds requests against the tables fails where it should. */

test('a member out of its place is noticed', () => {
	const swapped = parseSoap(`<request xmlns="${slash}"><Filter/><Fields/></request>`);
	expect(() =>
		checkSequence(
			swapped,
			[
				['Fields', []],
				['Filter', []],
			],
			slash,
		),
	).toThrow();
	const inOrder = parseSoap(`<request xmlns="${slash}"><Fields/><Filter/></request>`);
	expect(() =>
		checkSequence(
			inOrder,
			[
				['Fields', []],
				['Filter', []],
			],
			slash,
		),
	).not.toThrow();
	expect(() =>
		checkSequence(
			inOrder,
			[
				['Fields', []],
				['Filter', []],
			],
			noSlash,
		),
	).toThrow();
});
