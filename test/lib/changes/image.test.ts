import fc from 'fast-check';

import { changedMembers } from '../../../lib/changes/image';

describe('Two images of a record', () => {
	it('name every member that changed, came or went, but those that the write may touch', () => {
		const before = { street: 'a', phone: '1', fax: '2' };
		const after = { street: 'b', fax: '3', email: 'x' };
		expect(changedMembers(before, after, (name) => name === 'street')).toEqual([
			'email',
			'fax',
			'phone',
		]);
	});

	it('notice a member that is called like one of every object', () => {
		const after = Object.fromEntries([['toString', 'x']]);
		expect(changedMembers({}, after, () => false)).toEqual(['toString']);
	});

	it('are alike exactly when each member is', () => {
		const image = fc.dictionary(fc.string(), fc.string());
		fc.assert(
			fc.property(image, image, (a, b) => {
				expect(changedMembers(a, a, () => false)).toEqual([]);
				const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
				const expected = names.filter(
					(name) =>
						Object.getOwnPropertyDescriptor(a, name)?.value !==
						Object.getOwnPropertyDescriptor(b, name)?.value,
				);
				expect(changedMembers(a, b, () => false)).toEqual(expected.sort());
				expect(changedMembers(a, b, () => true)).toEqual([]);
			}),
		);
	});
});
