import { normalizeRecord } from '../../../lib/identity/normalize';
import type { IdentityRecord } from '../../../lib/identity/record';

const today = '2026-11-22';

/** Names of made-up people, as `given|middle|family` with blanks for what is missing. */
function namesOf(...names: NonNullable<IdentityRecord['names']>): string[] {
	return normalizeRecord({ ref: 'r', names }, { today }).names.map(
		({ given = '', middle = '', family = '' }) => `${given}|${middle}|${family}`,
	);
}

function suffixOf(given: string, family: string, suffix?: string): string | undefined {
	return normalizeRecord({ ref: 'r', names: [{ given, family }], suffix }, { today }).suffix;
}

describe('names', () => {
	it.each([
		['ANA', 'Smith', 'ana||smith'],
		['  Ana ', ' Smith', 'ana||smith'],
		['José', 'Núñez', 'jose||nunez'],
		['Łukasz', 'Ørsted', 'lukasz||orsted'],
		['Jürgen', 'Groß', 'jurgen||gross'],
		['Ægir', 'Þórsson', 'aegir||thorsson'],
		['Işıl', 'Đặng', 'isil||dang'],
		['Ａｎａ', 'Ｓｍｉｔｈ', 'ana||smith'],
		['Sean', "O'Brien", 'sean||obrien'],
		['Sean', 'O’Brien', 'sean||obrien'],
		['Sean', 'O Brien', 'sean||obrien'],
		["D'Andre", 'Mc Donald', 'dandre||mcdonald'],
		['Juan', 'de la Cruz', 'juan||delacruz'],
		['Juan', 'DeLaCruz', 'juan||delacruz'],
		['Eva', 'Van Der Berg', 'eva||vanderberg'],
		['Omar', 'Al-Rashid', 'omar||alrashid'],
		['Ann', 'St. John', 'ann||stjohn'],
		['Ann', 'Saint John', 'ann||stjohn'],
		['Ann', 'Saint', 'ann||saint'],
		['Minh', 'Le', 'minh||le'],
		['Ana', 'Garcia-Lopez', 'ana||garcia lopez'],
		['Ana', 'Garcia y Lopez', 'ana||garcia lopez'],
		['Ana', 'Garcia de la Cruz', 'ana||garcia delacruz'],
		['Mary Ann', 'Smith', 'mary ann||smith'],
		['Mary-Ann', 'Smith', 'mary ann||smith'],
		['Mary A.', 'Smith', 'mary|a|smith'],
		['J.', 'Smith', 'j||smith'],
		['J.R.', 'Smith', 'j|r|smith'],
		['Dr. Ana', 'Smith', 'ana||smith'],
		['Mrs Ana', 'Smith, MD', 'ana||smith'],
		['Sr. Maria', 'Smith', 'maria||smith'],
		['An4a', 'Smith2', 'ana||smith'],
		['', 'Smith, Ana', 'ana||smith'],
		['Ana Smith', 'Smith', 'ana||smith'],
		['Ana B Smith', 'Smith', 'ana|b|smith'],
		['Smith', 'Smith', 'smith||smith'],
		['民 俊', '朴', '民 俊||朴'],
		['Иван П.', 'Петров', 'иван|п|петров'],
		['Ana', '李 n/a 王', 'ana||李 n a 王'],
	])('reads %j %j', (given, family, expected) => {
		expect(namesOf({ given, family })).toEqual([expected]);
	});

	it.each([
		['Иван', 'Петров'],
		['민준', '박'],
		['美咲', '田中'],
		['محمد', 'علي'],
		['Ελένη', 'Παππά'],
		['अनिल', 'शर्मा'],
	])('of other scripts stay comparable: %s %s', (given, family) => {
		const [name] = namesOf({ given, family });
		expect(name).toMatch(/^\p{L}+\|\|\p{L}+$/u);
		expect(namesOf({ given: given.normalize('NFD'), family: ` ${family} ` })).toEqual([name]);
		expect(namesOf({ given, family: 'Smith' })).not.toEqual([name]);
	});

	it.each([
		['Robert "Bob"', 'Smith', ['robert||smith', 'bob||smith']],
		['Robert (Bob)', 'Smith', ['robert||smith', 'bob||smith']],
		["Robert 'Bob' J", 'Smith', ['robert|j|smith', 'bob|j|smith']],
		['Robert “Bob”', 'Smith', ['robert||smith', 'bob||smith']],
		['Ana', 'Smith (Jones)', ['ana||smith', 'ana||jones']],
		['Ana', 'Smith nee Jones', ['ana||smith', 'ana||jones']],
		['Ana', 'Smith (née Jones)', ['ana||smith', 'ana||jones']],
		['Ana (deceased)', 'Smith', ['ana||smith']],
		['Ana', 'Smith (do not use)', ['ana||smith']],
	])('finds other names inside %j %j', (given, family, expected) => {
		expect(namesOf({ given, family })).toEqual(expected);
	});

	it.each([
		'Baby Boy',
		'BABY GIRL A',
		'Babyboy',
		'Baby Boy of Ana',
		"Ana's Girl",
		'Newborn',
		'Infant Male',
		'Twin B',
		'Boy',
		'BB',
		'Unknown',
		'NFN',
		'FNU',
		'N/A',
		'xxx',
		'XX',
		'zzz',
		'Test',
		'Test Patient',
		'Mr.',
		'-',
		'...',
		'12',
		'',
	])('takes %j for a given name that is missing', (given) => {
		expect(namesOf({ given, family: 'Smith' })).toEqual(['||smith']);
	});

	it.each(['LNU', 'unknown', 'N/A', 'Patient', 'xxx', '?', ''])(
		'takes %j for a family name that is missing',
		(family) => {
			expect(namesOf({ given: 'Ana', family })).toEqual(['ana||']);
		},
	);

	it('keeps names that look like placeholders and are none', () => {
		expect(namesOf({ given: 'Na', family: 'Test-Jones' })).toEqual(['na||test jones']);
		expect(namesOf({ given: 'Babette', family: 'Boyd' })).toEqual(['babette||boyd']);
		expect(namesOf({ given: 'Md', family: 'Do' })).toEqual(['md||do']);
		expect(namesOf({ given: 'Xavi', family: 'Testa' })).toEqual(['xavi||testa']);
	});

	it('keep the family of a newborn that has no name yet', () => {
		expect(namesOf({ family: 'Baby Boy Smith' })).toEqual(['||smith']);
	});

	it('have no middle name where the field only says so', () => {
		expect(namesOf({ given: 'Ana', middle: 'NMN', family: 'Smith' })).toEqual(['ana||smith']);
		expect(namesOf({ given: 'Ana', middle: 'B.', family: 'Smith' })).toEqual(['ana|b|smith']);
	});

	it('tell the parts of a double name', () => {
		const [name] = normalizeRecord(
			{ ref: 'r', names: [{ given: 'Ana', family: 'Garcia-de la Cruz' }] },
			{ today },
		).names;
		expect(name?.familyParts).toEqual(['garcia', 'delacruz']);
	});

	it('stay in their order, the current one first, without repeats', () => {
		const names = namesOf(
			{ given: 'Ana', family: 'Smith' },
			{ given: 'ANA', family: 'SMITH' },
			{ given: 'Ana "Annie"', family: 'Jones' },
		);
		expect(names).toEqual(['ana||smith', 'ana||jones', 'annie||jones']);
	});

	it('of nobody are no names', () => {
		expect(namesOf({ given: 'Test', family: 'Patient' })).toEqual([]);
		expect(namesOf({}, { given: null, family: undefined })).toEqual([]);
	});
});

describe('generation words', () => {
	it.each([
		['John', 'Smith Jr', 'jr'],
		['John', 'Smith, Jr.', 'jr'],
		['John', 'SMITH, III', 'iii'],
		['John Jr', 'Smith', 'jr'],
		['John', 'Smith Sr. MD', 'sr'],
		['John', 'Smith 2nd', 'ii'],
		['John', 'Smith V', 'v'],
		['John', 'Silva Junior', 'jr'],
		['John V', 'Smith', undefined],
		['Junior', 'Smith', undefined],
		['John', 'Smith', undefined],
		['John', 'Vi', undefined],
		['Sr Maria', 'Smith', undefined],
	])('of %j %j are %s', (given, family, expected) => {
		expect(suffixOf(given, family)).toBe(expected);
	});

	it('leave the name as it is without them', () => {
		expect(namesOf({ given: 'John', family: 'Smith, Jr.' })).toEqual(['john||smith']);
		expect(namesOf({ given: 'John Jr', family: 'Smith' })).toEqual(['john||smith']);
		expect(namesOf({ given: 'John', middle: 'Lee III', family: 'Smith' })).toEqual([
			'john|lee|smith',
		]);
	});

	it('of their own field win', () => {
		expect(suffixOf('John', 'Smith Jr', 'Sr.')).toBe('sr');
		expect(suffixOf('John', 'Smith Jr', 'MD')).toBe('jr');
		expect(suffixOf('John', 'Smith', 'III, PhD')).toBe('iii');
		expect(suffixOf('John', 'Smith', 'Esq.')).toBeUndefined();
	});
});
