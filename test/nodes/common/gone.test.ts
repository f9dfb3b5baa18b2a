import { SafeError } from '../../../lib/privacy/errors';
import { findGone } from '../../../nodes/common/practice/gone';

const missing = ['a', 'b', 'c'].map((id) => ({ id }));
const never = async (): Promise<Set<string>> => await Promise.reject(new Error('asked'));
const trouble = (kind: 'unavailable' | 'wireShape') =>
	new SafeError({ kind, message: 'It did not work.', nextStep: 'Wait.' });

describe('a record that a list lacks', () => {
	it('is gone when a single read says so, in the order of the list', async () => {
		const exists = async (id: string) => await Promise.resolve(id === 'b');
		expect(await findGone(missing, { exists, listAgain: never })).toEqual({
			gone: [{ id: 'a' }, { id: 'c' }],
			failed: [],
		});
	});

	it('is gone when a second complete read lacks it too, where no single read is', async () => {
		let lists = 0;
		const listAgain = async () => {
			lists += 1;
			return await Promise.resolve(new Set(['a', 'x']));
		};
		const { gone } = await findGone(missing, { listAgain });
		expect(gone).toEqual([{ id: 'b' }, { id: 'c' }]);
		expect(lists).toBe(1);
	});

	it('costs no read when there is none', async () => {
		expect(await findGone([], { listAgain: never })).toEqual({ gone: [], failed: [] });
	});

	it('is not gone when its read fails for itself', async () => {
		const exists = async (id: string) => {
			if (id === 'b') throw trouble('wireShape');
			return await Promise.resolve(false);
		};
		const { gone, failed } = await findGone(missing, { exists, listAgain: never });
		expect(gone.map(({ id }) => id)).toEqual(['a', 'c']);
		expect(failed.map(({ id }) => id)).toEqual(['b']);
	});

	it.each([trouble('unavailable'), new Error('a fault of the program')])(
		'says nothing of any when the trouble is not one record’s: %s',
		async (error) => {
			const exists = async () => await Promise.reject(error);
			await expect(findGone(missing, { exists, listAgain: never })).rejects.toBe(error);
		},
	);
});
