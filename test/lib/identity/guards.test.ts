import { normalizeRecord } from '../../../lib/identity/normalize';
import { gradePair } from '../../../lib/identity/pair';
import type { IdentityRecord } from '../../../lib/identity/record';
import { child, context, person, today } from './people';

function judge(a: IdentityRecord, b: IdentityRecord) {
	const normalize = (record: IdentityRecord) => normalizeRecord(record, { today });
	const { grade, reasons } = gradePair(normalize(a), normalize(b), context);
	const stops = reasons.filter(({ kind }) => kind === 'guard' || kind === 'veto');
	return { grade, stops: stops.map(({ code }) => code) };
}

const named = (given: string | null, family = 'Quimby') => ({ names: [{ given, family }] });

describe('guards', () => {
	it('let the same person pass', () => {
		expect(judge(person('a'), person('b'))).toEqual({ grade: 'certain', stops: [] });
	});

	it.each([
		['Jr', 'Sr', ['suffixVeto']],
		['Sr', 'II', ['suffixVeto']],
		['Jr', 'III', ['suffixVeto']],
		['II', 'III', ['suffixVeto']],
		['Jr', 'II', []],
		['Jr', 'Jr', []],
		['Jr', undefined, []],
	])('take %s and %s for what they are', (one, other, stops) => {
		const verdict = judge(person('a', { suffix: one }), person('b', { suffix: other }));
		expect(verdict).toEqual({ grade: stops.length > 0 ? 'possible' : 'certain', stops });
	});

	it('let the suffix veto stop an own identifier too', () => {
		const identifiers = [{ issuer: 'x', value: '7' }];
		expect(
			judge(person('a', { identifiers, suffix: 'Jr' }), person('b', { identifiers, suffix: 'Sr' })),
		).toEqual({ grade: 'possible', stops: ['suffixVeto'] });
	});

	it('stop father and son of one name, also where one digit of the decade is the difference', () => {
		const son = person('b', { birthDate: '1995-03-08' });
		const { grade, stops } = judge(person('a'), son);
		expect(grade).toBe('possible');
		expect(stops).toContain('parentChildGuard');
	});

	it('take the same digit for a slip where no generation lies between', () => {
		expect(judge(person('a'), person('b', { birthDate: '1976-03-08' }))).toEqual({
			grade: 'certain',
			stops: [],
		});
	});

	it('stop a junior from the record of one of no suffix and no birth date', () => {
		const { grade, stops } = judge(
			person('a', { suffix: 'Jr' }),
			person('b', { birthDate: undefined }),
		);
		expect(grade).toBe('possible');
		expect(stops).toContain('parentChildGuard');
	});

	it('stop a child from the record of the same name without a birth date', () => {
		const { grade, stops } = judge(child('a', 'Rosalind'), person('b', { birthDate: undefined }));
		expect(grade).toBe('possible');
		expect(stops).toContain('parentChildGuard');
	});

	it.each([
		['Jayden', 'Jaylen'],
		['Maria', 'Marie'],
		['Oliver', 'Emma'],
		['Jaydn', 'Jaylen'],
		['Jayden', 'J'],
		['Jayden', null],
		['Chris', 'Christine'],
		['Robert James', 'James'],
	])('take children %s and %s of one house and birth date for twins', (one, other) => {
		const { grade, stops } = judge(child('a', one), child('b', other));
		expect(['possible', 'certainlyNot']).toContain(grade);
		expect(stops).toContain('twinGuard');
	});

	it.each([
		['Jayden', 'Jayden'],
		['Michelle', 'Micehlle'],
		['Joshua', 'Josh'],
	])('take children %s and %s of one house and birth date for one', (one, other) => {
		expect(judge(child('a', one), child('b', other))).toEqual({ grade: 'certain', stops: [] });
	});

	it('take children of one first name and two middle names for twins', () => {
		const named = (middle: string) => ({ names: [{ given: 'Maria', middle, family: 'Quimby' }] });
		const verdict = judge(child('a', '', named('Jose')), child('b', '', named('Elena')));
		expect(verdict).toEqual({ grade: 'possible', stops: ['twinGuard'] });
		expect(judge(child('a', '', named('Jose')), child('b', '', named('J'))).stops).toEqual([]);
	});

	it('take grown-ups of one first name and two middle names for twins, whatever contact they share', () => {
		const named = (ref: string, middle: string, parts = {}) => ({
			...child(ref, '', { names: [{ given: 'Maria', middle, family: 'Quimby' }] }),
			birthDate: '1971-04-09',
			...parts,
		});
		const phones = ['+12175550123'];
		for (const shared of [{}, { phones }]) {
			const verdict = judge(named('a', 'Jose', shared), named('b', 'Elena', shared));
			expect(verdict).toEqual({ grade: 'possible', stops: ['twinGuard'] });
		}
	});

	it('stop children of one name of whose birth dates two parts agree, and no more', () => {
		const other = child('b', 'Amelia', { birthDate: '2018-05-30' });
		expect(judge(child('a', 'Amelia', { birthDate: '2017-05-30' }), other).stops).toEqual([]);
		const later = child('b', 'Amelia', { birthDate: '2020-11-30' });
		expect(judge(child('a', 'Amelia', { birthDate: '2020-05-30' }), later).stops).toEqual([
			'householdGuard',
		]);
	});

	it('stop twins born around midnight', () => {
		const other = child('b', 'Jaylen', { birthDate: '2017-05-31' });
		expect(judge(child('a', 'Jayden'), other).stops).toContain('twinGuard');
	});

	it('let a slip in the name of a grown-up pass', () => {
		expect(judge(person('a'), person('b', named('Rosalnd')))).toEqual({
			grade: 'certain',
			stops: [],
		});
	});

	it('let a grown-up without a given name pass only with house or contact', () => {
		expect(judge(person('a'), person('b', named(null)))).toEqual({ grade: 'certain', stops: [] });
		const elsewhere = { ...named(null), phones: [], emails: [], addresses: [] };
		const { grade, stops } = judge(person('a', { subscriberIds: [] }), person('b', elsewhere));
		expect(grade).not.toBe('certain');
		expect(stops.length).toBeGreaterThan(0);
	});

	it('stop spouses with one phone, e-mail address and house', () => {
		const spouse = person('b', { ...named('Harold'), sex: 'M', birthDate: undefined });
		expect(judge(person('a'), spouse)).toEqual({ grade: 'possible', stops: ['householdGuard'] });
	});

	it('do not even show a person those who differ in given name and birth date', () => {
		const spouse = person('b', { ...named('Harold'), sex: 'M', birthDate: '1972-10-21' });
		expect(judge(person('a'), spouse)).toEqual({
			grade: 'certainlyNot',
			stops: ['householdGuard'],
		});
	});

	it('stop one name of one house with wholly different birth dates', () => {
		const { grade, stops } = judge(person('a'), person('b', { birthDate: '1969-11-30' }));
		expect(grade).toBe('possible');
		expect(stops).toEqual(['householdGuard']);
	});

	it('link a missing birth date unless what each has for itself differs', () => {
		const without = person('b', { birthDate: undefined });
		expect(judge(person('a'), without)).toEqual({ grade: 'certain', stops: [] });
		const other = person('b', { birthDate: undefined, emails: ['harold@example.net'] });
		expect(judge(person('a'), other)).toEqual({ grade: 'possible', stops: ['householdGuard'] });
	});

	it('stop two of one nickname, of one house and of different sex, unless the birth date is equal', () => {
		const chris = { names: [{ given: 'Chris', family: 'Quimby' }] };
		const husband = { ...chris, sex: 'M', emails: ['chris.m@example.net'] };
		const { grade, stops } = judge(
			person('a', chris),
			person('b', { ...husband, birthDate: '1975-03-29' }),
		);
		expect(grade).toBe('possible');
		expect(stops).toEqual(['householdGuard']);
		expect(judge(person('a', chris), person('b', { ...chris, sex: 'M' })).stops).toEqual([]);
	});

	it('stop names and birth date with nothing else, however rare the name', () => {
		const rare = { names: [{ given: 'Xanthippe', family: 'Szczepanski' }], phones: [], emails: [] };
		const a = person('a', { ...rare, addresses: [] });
		expect(judge(a, person('b', { ...rare, addresses: [] }))).toEqual({
			grade: 'possible',
			stops: ['nameAndBirthDateOnly'],
		});
	});

	it.each([
		['city and zip', { addresses: [{ city: 'Springfield', postalCode: '62704' }] }, false],
		['sex', { addresses: [] }, false],
		['street', {}, true],
		['the last four digits', { addresses: [], ssnLast4: '7788' }, true],
		['a member id', { addresses: [], memberIds: [{ value: 'MB100200' }] }, true],
	])('say whether %s is one more fact', (_, parts, isOneMore) => {
		const facts = { phones: [], emails: [], ...parts };
		const { grade, stops } = judge(person('a', facts), person('b', facts));
		expect(stops).toEqual(isOneMore ? [] : ['nameAndBirthDateOnly']);
		expect(grade === 'possible').toBe(!isOneMore);
	});

	it('stop an own identifier that name and birth date contradict', () => {
		const identifiers = [{ issuer: 'x', value: '7' }];
		const other = person('b', { ...named('Harold', 'Voss'), birthDate: '1950-01-17', identifiers });
		expect(judge(person('a', { identifiers }), other)).toEqual({
			grade: 'possible',
			stops: ['identifierContradicted'],
		});
		const renamed = person('b', { ...named('Rosa', 'Voss'), identifiers });
		expect(judge(person('a', { identifiers }), renamed).grade).toBe('certain');
	});

	it('take an age that nobody reaches for a wrong date and not for a parent', () => {
		const old = person('b', { birthDate: '1912-10-21' });
		expect(judge(person('a'), old).stops).toEqual(['householdGuard']);
		expect(judge(person('a'), person('b', { birthDate: '1952-10-21' })).stops).toContain(
			'parentChildGuard',
		);
	});
});
