import { z } from 'zod';

import { SafeError } from '../../../../lib/privacy/errors';
import { readCursor } from '../../../../nodes/common/practice/cursor';

const schema = z.object({ page: z.number().int().min(1) }).strict();

function refusalOf(text: string): SafeError {
	try {
		readCursor(schema, text, 'tebra');
	} catch (error) {
		if (error instanceof SafeError) return error;
	}
	throw new Error('The cursor was taken.');
}

describe('The cursor of a page', () => {
	it('is read as its operation wrote it', () => {
		expect(readCursor(schema, '{"page":3}', 'tebra')).toEqual({ page: 3 });
	});

	it.each([
		['no JSON', '{"page":3'],
		['nothing', ''],
		['the cursor of another operation', '{"startKey":"501"}'],
		['a cursor with a member too many', '{"page":3,"startKey":"501"}'],
		['a value out of range', '{"page":0}'],
	])('is refused when it is %s', (_name, text) => {
		const { details } = refusalOf(text);
		expect(details).toMatchObject({ kind: 'validation', system: 'tebra', fields: ['cursor'] });
		expect(details.message).toBe('The cursor is not one of this operation.');
	});

	it('is not told in its refusal', () => {
		expect(JSON.stringify(refusalOf('{"startKey":"99501"}').details)).not.toContain('99501');
	});
});
