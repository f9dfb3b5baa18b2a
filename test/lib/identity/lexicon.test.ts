import { isKnownGivenName } from '../../../lib/identity/lexicon/knownGivenNames';
import { familyNameShare, givenNameShare } from '../../../lib/identity/lexicon/nameFrequencies';
import { nicknameGroups } from '../../../lib/identity/lexicon/nicknameGroups';
import { sameNickname } from '../../../lib/identity/lexicon/nicknames';
import { givenNames } from '../../../lib/identity/lexicon/givenNames';

const groups = nicknameGroups.split(';').map((group) => group.trim().replace(/\s+/g, ' '));

describe('short forms of given names', () => {
	it.each([
		['robert', 'bob'],
		['bob', 'rob'],
		['william', 'bill'],
		['elizabeth', 'beth'],
		['catherine', 'kathryn'],
		['kathryn', 'kate'],
		['francisco', 'paco'],
		['jesus', 'chuy'],
		['guadalupe', 'lupe'],
		['christopher', 'chris'],
		['christine', 'chris'],
		['stephen', 'steven'],
		['mohammed', 'muhammad'],
		['maria guadalupe', 'lupe'],
	])('%s and %s are one name', (a, b) => {
		expect(sameNickname(a, b)).toBe(true);
		expect(sameNickname(b, a)).toBe(true);
	});

	it.each([
		['maria', 'marie'],
		['maria', 'mary'],
		['christine', 'christopher'],
		['christian', 'christina'],
		['jayden', 'jaylen'],
		['elizabeth', 'lisa'],
		['melinda', 'linda'],
		['john', 'jonathan'],
		['daniel', 'danielle'],
		['julia', 'julie'],
		['sofia', 'sophie'],
		['gerald', 'geraldine'],
		['robert', 'roberta'],
		['eric', 'erica'],
		['mark', 'marcus'],
		['emma', 'emily'],
		['frances', 'francis'],
		['unlisted', 'unlisted'],
	])('%s and %s are not', (a, b) => {
		expect(sameNickname(a, b)).toBe(false);
		expect(sameNickname(b, a)).toBe(false);
	});

	it('are at least 400 groups of normalised words', () => {
		expect(groups.length).toBeGreaterThanOrEqual(400);
		for (const group of groups) expect(group).toMatch(/^[a-z= ]+(?::(?: [a-z]+)+)?$/);
	});

	it('never join two formal names of different groups, but where a group says so', () => {
		const formals = groups.map((group) => (group.split(':')[0] ?? '').split('='));
		const joined: string[] = [];
		for (const [index, left] of formals.entries()) {
			for (const right of formals.slice(index + 1)) {
				for (const a of left)
					for (const b of right) if (sameNickname(a, b)) joined.push(`${a}/${b}`);
			}
		}
		const bySaying = groups.flatMap((group) => {
			const [names = '', short = ''] = group.split(':');
			const shorts = new Set(short.trim().split(' '));
			return formals
				.flat()
				.filter((formal) => shorts.has(formal))
				.flatMap((formal) => names.split('=').map((name) => [name, formal].sort().join('/')));
		});
		const inOrder = joined.map((pair) => pair.split('/').sort().join('/'));
		expect(inOrder.filter((pair) => !bySaying.includes(pair))).toEqual([]);
	});
});

describe('known given names', () => {
	it('are at least 800, in normalised form', () => {
		const names = new Set(givenNames.trim().split(/\s+/));
		expect(names.size).toBeGreaterThanOrEqual(800);
		for (const name of names) expect(name).toMatch(/^[a-z]{2,}$/);
	});

	it.each(['jaylen', 'jayden', 'maria', 'marie', 'bob', 'xochitl', 'nguyen', 'lachlan', 'priya'])(
		'hold %s',
		(name) => {
			expect(isKnownGivenName(name)).toBe(true);
		},
	);

	it.each(['jaydn', 'jaydne', 'mraia', 'micheall', 'kathrynn', '', 'smithson'])(
		'do not hold %j',
		(name) => {
			expect(isKnownGivenName(name)).toBe(false);
		},
	);
});

describe('how common a name is', () => {
	it('is a share of all persons, larger for more common names', () => {
		expect(familyNameShare('smith')).toBeCloseTo(0.0083, 4);
		expect(familyNameShare('smith')).toBeGreaterThan(familyNameShare('rice'));
		expect(familyNameShare('rice')).toBeGreaterThan(familyNameShare('szczepanski'));
		expect(givenNameShare('mary')).toBeGreaterThan(givenNameShare('zoe'));
		expect(givenNameShare('zoe')).toBeGreaterThan(givenNameShare('xochitl'));
		expect(familyNameShare('szczepanski')).toBeGreaterThan(0);
	});

	it('of a double name is that of its rarer part', () => {
		expect(familyNameShare('garcia szczepanski')).toBe(familyNameShare('szczepanski'));
		expect(familyNameShare('garcia rice')).toBe(familyNameShare('rice'));
		expect(givenNameShare('mary xochitl')).toBe(givenNameShare('xochitl'));
	});
});
