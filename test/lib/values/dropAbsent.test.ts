import { dropAbsent } from '../../../lib/values/dropAbsent';

describe('dropAbsent', () => {
	it('takes out what holds undefined, and nothing else that is empty', () => {
		const value = { gone: undefined, none: null, blank: '', zero: 0, no: false, list: [] };
		const kept = dropAbsent(value);
		expect(Object.keys(kept)).toEqual(['none', 'blank', 'zero', 'no', 'list']);
		expect(kept).toEqual({ none: null, blank: '', zero: 0, no: false, list: [] });
	});

	it('leaves what it was given as it was, and members within members alone', () => {
		const within = { gone: undefined };
		const value = { within, gone: undefined };
		expect(Object.keys(dropAbsent(value).within)).toEqual(['gone']);
		expect(Object.keys(value)).toEqual(['within', 'gone']);
	});
});
