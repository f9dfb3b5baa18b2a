import { addDays } from '../../../../sandbox/people/dates.mjs';
import type { Cast, Household } from '../../people/cast.mjs';
import type { Facts } from '../../people/columns.mjs';
import { commonGiven, commonSurnames } from '../../people/nameLists.mjs';
import type { Sex } from '../../people/names.mjs';
import { swapDayAndMonth } from '../../people/slips.mjs';
import { both, onlyLeft, onlyRight, scattered, type Case } from '../roles.mjs';

const COMMON_HOMES = 25;

/** A name that many have, for somebody of that sex. */
function commonName(cast: Cast, sex: Sex): Pick<Facts, 'given_name' | 'surname'> {
	const { random } = cast;
	const names = commonGiven[sex];
	const list = random.pick([names.old, names.middle, names.young]).split(' ');
	const [surname] = commonSurnames[random.int(0, COMMON_HOMES - 1)];
	return { given_name: random.pick(list), surname };
}

/** Two strangers, the second with the first one's name and what else is given. */
function strangers(
	cast: Cast,
	shared: (first: Facts) => Partial<Facts> = () => ({}),
): [Facts, Facts] {
	const sex = cast.random.chance(0.5) ? 'F' : 'M';
	const middle = { middle_name: '' };
	const first = cast.person({ sex, facts: { ...commonName(cast, sex), ...middle } });
	const { given_name, surname, date_of_birth } = first;
	const facts = { given_name, surname, date_of_birth, ...middle, ...shared(first) };
	return [first, cast.person({ sex, facts })];
}

export const namesakes: Case = (cast) => {
	const people = strangers(cast, ({ city, state, postcode }) =>
		cast.random.chance(0.4) ? { city, state, postcode } : {},
	);
	if (cast.random.chance(0.5)) return people.map((person) => both('namesakes', person));
	// Nobody could tell them from one person who moved and has a new telephone.
	const extras = { decidable: false };
	return [onlyLeft('namesakes', people[0], extras), onlyRight('namesakes', people[1], extras)];
};

export const nearNamesakes: Case = (cast) => {
	const people = strangers(cast, ({ date_of_birth, city, state, postcode }) => ({
		city,
		state,
		postcode,
		date_of_birth: nearBy(date_of_birth, cast),
	}));
	if (cast.random.chance(0.5)) return people.map((person) => both('near_namesakes', person));
	return [onlyLeft('near_namesakes', people[0]), onlyRight('near_namesakes', people[1])];
};

/** Another day that looks like this one. */
function nearBy(date: string, cast: Cast): string {
	const { random } = cast;
	const swapped = swapDayAndMonth(date);
	if (swapped !== date && random.chance(0.3)) return swapped;
	if (random.chance(0.5)) return addDays(date, random.pick([-2, -1, 1, 2]));
	const day = Math.min(28, Number(date.slice(8)));
	return `${Number(date.slice(0, 4)) + random.pick([-1, 1])}${date.slice(4, 8)}${String(day).padStart(2, '0')}`;
}

export const roommates: Case = (cast) => {
	const { random } = cast;
	const house = cast.household();
	const age = random.int(19, 40);
	const shares = random.chance(0.5);
	const sameName = random.chance(0.2) ? random.pick(['Jessica', 'Ashley', 'Emily']) : undefined;
	const people = Array.from({ length: random.int(2, 3) }, () => {
		const household: Household = { ...cast.household(), home: house.home };
		return cast.person({
			household,
			age: [Math.max(18, age - 2), age + 2],
			facts: {
				phone_2: shares ? house.landline : '',
				...(sameName !== undefined && { given_name: sameName, sex: 'F' }),
			},
		});
	});
	return scattered('roommates', people, cast);
};

const NO_PHONE = ['5555555555', '0000000000', '9999999999', '1111111111'];
const NO_EMAIL = ['none@none.com', 'noemail@noemail.com', 'na@na.com', 'none@example.com'];
const NO_NUMBER = ['999-99-9999', '000-00-0000', 'UNKNOWN', 'N/A', 'SELF PAY', '000000000'];

/** What staff type when a field must not stay empty. */
function fillers(cast: Cast): Partial<Facts> {
	const { random } = cast;
	return {
		phone: random.pick(NO_PHONE),
		phone_2: '',
		email: random.pick(NO_EMAIL),
		member_id: random.pick(NO_NUMBER),
	};
}

export const placeholders: Case = (cast) => {
	const { random } = cast;
	const nothing = fillers(cast);
	const kind = random.next();
	if (kind < 0.6) {
		// Neighbours at the front desk with the same fillers: their homes and birth dates tell.
		const people = strangers(cast, () => ({ date_of_birth: cast.birthDate(18, 90) }));
		return people.map((person) => both('placeholders', { ...person, ...nothing }));
	}
	const unknown = { address_1: 'UNKNOWN', address_2: '', city: 'UNKNOWN', postcode: '00000' };
	const extras = { decidable: false };
	if (kind < 0.85) {
		const [one, other] = strangers(cast, () => ({ date_of_birth: '1900-01-01' })).map((person) => ({
			...person,
			...nothing,
			...unknown,
			date_of_birth: '1900-01-01',
		}));
		return [onlyLeft('placeholders', one, extras), onlyRight('placeholders', other, extras)];
	}
	const tests = [1, 2].map(() =>
		cast.person({
			facts: {
				...nothing,
				...unknown,
				given_name: 'Test',
				surname: 'Patient',
				middle_name: '',
				date_of_birth: '1980-01-01',
			},
		}),
	);
	return [onlyLeft('placeholders', tests[0], extras), onlyRight('placeholders', tests[1], extras)];
};

export const oneSideOnly: Case = (cast) => [
	onlyLeft('one_side_only', cast.person({ age: [0, 92] })),
	onlyRight('one_side_only', cast.person({ age: [0, 92] })),
];
