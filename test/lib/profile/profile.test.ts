import { pmSystems } from '../../../lib/vendors';
import { SafeError } from '../../../lib/privacy/errors';
import { meaningOf } from '../../../lib/profile/codes';
import { defaultProfile } from '../../../lib/profile/defaults';
import { parseProfile, requireProfile } from '../../../lib/profile/parse';
import { practiceProfileSchema } from '../../../lib/profile/schema';

const parse = (profile: unknown) => parseProfile('tebra', JSON.stringify(profile));

describe('practice profile', () => {
	it.each([...pmSystems])('has valid defaults for %s', (system) => {
		expect(practiceProfileSchema.parse(defaultProfile(system))).toEqual(defaultProfile(system));
	});

	it('is all defaults when nothing is given', () => {
		for (const text of [undefined, '', '  \n']) {
			expect(parseProfile('tebra', text)).toEqual({
				profile: defaultProfile('tebra'),
				problems: [],
			});
		}
	});

	it('lays settings over the defaults member by member and replaces lists', () => {
		const { profile, problems } = parse({
			version: 1,
			timeZone: 'America/Chicago',
			sync: { pageSize: 200 },
			flags: [],
			codes: { gender: { 'X ': 'other', Female: 'unknown' } },
			tebra: { limitShare: 0.5, throttleMs: { GetPatients: 1500 } },
		});
		expect(problems).toEqual([]);
		expect(profile.timeZone).toBe('America/Chicago');
		expect(profile.sync).toEqual({ ...defaultProfile('tebra').sync, pageSize: 200 });
		expect(profile.flags).toEqual([]);
		expect(meaningOf(profile.codes.gender, 'x')).toBe('other');
		expect(meaningOf(profile.codes.gender, 'MALE')).toBe('male');
		expect(meaningOf(profile.codes.gender, 'FEMALE')).toBe('unknown');
		expect(profile.tebra).toMatchObject({ limitShare: 0.5, fieldsMode: 'empty' });
	});

	it('lays matching settings over the shipped ones', () => {
		const { profile, problems } = parse({ identity: { linkScore: 12, linkAt: 'certain' } });
		expect(problems).toEqual([]);
		expect(profile.identity).toEqual({
			linkScore: 12,
			reviewScore: 0,
			linkAt: 'certain',
			populationSize: 50_000,
		});
	});

	it('says in words what is wrong with matching settings', () => {
		expect(parse({ identity: { reviewScore: 9 } }).problems).toEqual([
			{ path: 'identity.reviewScore', message: 'This must not be above linkScore.' },
		]);
		expect(parse({ identity: { linkAt: 'always', populationSize: 0.5 } }).problems).toEqual([
			{ path: 'identity.linkAt', message: 'This must be one of: probable, certain.' },
			expect.objectContaining({ path: 'identity.populationSize' }),
			{ path: 'identity.populationSize', message: 'This must be at least 1.' },
		]);
		expect(parse({ identity: { linkscore: 9 } }).problems).toEqual([
			{
				path: 'identity',
				message: 'Unknown setting "linkscore". Remove it or correct its name.',
			},
		]);
	});

	it('takes a cohort as a whole', () => {
		expect(parse({ cohort: { rule: 'visitWithin', months: 18 } }).profile.cohort).toEqual({
			rule: 'visitWithin',
			months: 18,
		});
		expect(parse({ cohort: { months: 18 } }).problems.map(({ path }) => path)).toEqual([
			'cohort.rule',
		]);
	});

	it.each<[string, unknown, string]>([
		['an unknown setting', { sync: { pagesize: 5 } }, 'sync'],
		['a page that is too large', { sync: { pageSize: 5000 } }, 'sync.pageSize'],
		['a window longer than a month', { sync: { windowDays: 31 } }, 'sync.windowDays'],
		['a zone that is none', { timeZone: 'Central' }, 'timeZone'],
		['an offset in place of a zone', { timeZone: 'UTC+5' }, 'timeZone'],
		['a rule that is none', { cohort: { rule: 'some' } }, 'cohort.rule'],
		['a visit rule without months', { cohort: { rule: 'visitWithin' } }, 'cohort.months'],
		[
			'a flag without text',
			{ flags: [{ field: 'Alert', match: 'contains', value: ' ', reason: 'x' }] },
			'flags.0.value',
		],
		[
			'a reason in prose',
			{ flags: [{ field: 'Alert', match: 'equals', value: 'x', reason: 'She said no' }] },
			'flags.0.reason',
		],
		['a field that no scope has', { scope: { fields: ['ssn'] } }, 'scope.fields.0'],
		['a meaning that is none', { codes: { gender: { z: 'zebra' } } }, 'codes.gender.z'],
		['a share of nothing', { tebra: { limitShare: 0 } }, 'tebra.limitShare'],
		['a word for test patients that is none', { testPatients: 'some' }, 'testPatients'],
		['another version', { version: 2 }, 'version'],
		['another system', { system: 'nextgen' }, 'system'],
		['a list', [], 'profile'],
	])('reports %s with its path and a sentence', (_name, given, path) => {
		const { profile, problems } = parse(given);
		expect(problems.map((problem) => problem.path)).toEqual([path]);
		expect(problems[0].message).toMatch(/^[A-Z].*\.$/);
		expect(profile).toEqual(defaultProfile('tebra'));
	});

	it('reports text that is not JSON', () => {
		expect(parseProfile('tebra', '{"version": 1').problems).toHaveLength(1);
	});

	it('refuses Tebra settings for another system', () => {
		const text = JSON.stringify({ tebra: { ...defaultProfile('tebra').tebra } });
		expect(parseProfile('nextgen', text).problems.map(({ path }) => path)).toEqual(['tebra']);
	});

	it('takes a member called __proto__ for an unknown setting', () => {
		const { problems } = parseProfile('tebra', '{"__proto__": {"cohort": {"rule": "all"}}}');
		expect(problems).toHaveLength(1);
		expect(({} as Record<string, unknown>).cohort).toBeUndefined();
	});

	it('stops a run rather than falling back to defaults', () => {
		expect(requireProfile('tebra', undefined)).toEqual(defaultProfile('tebra'));
		try {
			requireProfile('tebra', '{"timeZone": "Mars"}');
			throw new Error('accepted');
		} catch (error) {
			expect(error).toBeInstanceOf(SafeError);
			expect((error as SafeError).details).toMatchObject({
				kind: 'configuration',
				fields: ['timeZone'],
			});
		}
	});

	it('hands out a fresh copy of the defaults each time', () => {
		const first = defaultProfile('tebra');
		first.flags.length = 0;
		first.codes.gender.m = 'other';
		expect(defaultProfile('tebra').flags.length).toBeGreaterThan(0);
		expect(defaultProfile('tebra').codes.gender.m).toBe('male');
	});
});
