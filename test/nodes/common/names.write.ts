// `npm run names`: adds new names to the file. It takes none away: that is done by hand, knowingly.
import { currentNames } from './names';
import { readNames, writeNames } from './namesFile';

test('new names are added to contract/names.json', () => {
	const all = [...new Set([...readNames(), ...currentNames()])].sort();
	writeNames(all);
	expect(readNames()).toEqual(all);
});
