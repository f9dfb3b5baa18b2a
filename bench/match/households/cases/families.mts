import { addDays } from '../../../../sandbox/people/dates.mjs';
import type { Cast, Household } from '../../people/cast.mjs';
import { DAY_OF_DATA } from '../../people/cast.mjs';
import type { Facts } from '../../people/columns.mjs';
import { alikeTwins } from '../../people/nameLists.mjs';
import { both, onlyLeft, onlyRight, scattered, type Case } from '../roles.mjs';

interface Family {
	household: Household;
	parents: Facts[];
	children: Facts[];
}

/** Two parents and their children; each has a mobile telephone and an e-mail address of their own. */
function family(cast: Cast, children: number): Family {
	const { random } = cast;
	const household = cast.household();
	const { payer, member_id: number } = cast.policy();
	let place = 0;
	const insured = () => {
		place += 1;
		return { payer, member_id: `${number}0${place}` };
	};
	const age = random.int(28, 50);
	const parent = (sex: 'F' | 'M') =>
		cast.person({
			household,
			sex,
			age: [Math.max(20, age - 3), age + 3],
			facts: { ...insured(), phone_2: household.landline },
		});
	const parents = [parent('F'), parent('M')];
	const names: string[] = parents.map((person) => person.given_name);
	let birthDate = cast.birthDate(0, 14);
	const kids = Array.from({ length: children }, () => {
		const sex = random.chance(0.5) ? 'F' : 'M';
		const givenName = cast.otherGiven(household.origin, sex, birthDate, names);
		names.push(givenName);
		const facts = { ...insured(), given_name: givenName, date_of_birth: birthDate };
		// From ten months, which confuses most, to five years.
		birthDate = addDays(birthDate, -random.int(300, 1900));
		return cast.person({ household, sex, facts: { ...facts, phone_2: '' } });
	});
	return { household, parents, children: kids };
}

const contactsOf = ({ phone, phone_2, email }: Facts) => ({ phone, phone_2, email });

export const parentAndChild: Case = (cast) => {
	const { parents, children } = family(cast, 1);
	const parent = cast.random.pick(parents);
	const child = { ...children[0], ...contactsOf(parent) };
	return scattered('parent_child', [parent, child], cast);
};

export const parentAndChildNamesake: Case = (cast) => {
	const { random } = cast;
	const { parents, children } = family(cast, 1);
	const parent = random.pick(parents);
	const { given_name, sex, middle_name } = parent;
	const child = {
		...children[0],
		...contactsOf(parent),
		given_name,
		sex,
		middle_name: random.chance(0.5) ? middle_name : '',
	};
	if (random.chance(0.12)) {
		const changed = { date_of_birth: '', member_id: '', payer: '', middle_name: '' };
		return [
			onlyLeft('parent_child_namesake', parent, { decidable: false }),
			both('parent_child_namesake', child, changed, { decidable: false }),
		];
	}
	return scattered('parent_child_namesake', [parent, child], cast);
};

export const siblings: Case = (cast) => {
	const { random } = cast;
	const { parents, children } = family(cast, random.int(2, 3));
	const contacts = contactsOf(parents[0]);
	const kids = children.map((child) => ({ ...child, ...contacts }));
	if (random.chance(0.3)) {
		const [sex, first, second] = random.pick(alikeTwins.sameSex);
		Object.assign(kids[0], { sex, given_name: first });
		Object.assign(kids[1], { sex, given_name: second });
	}
	return scattered('siblings', kids, cast);
};

export const spouses: Case = (cast) => {
	const { random } = cast;
	const { household, parents } = family(cast, 0);
	const [wife, husband] = parents.map((person) => ({
		...person,
		phone: household.landline,
		phone_2: random.chance(0.4) ? person.phone : '',
	}));
	if (random.chance(0.08)) {
		const name = random.pick(['Taylor', 'Jordan', 'Chris', 'Robin', 'Casey']);
		wife.given_name = name;
		husband.given_name = name;
	}
	return scattered('spouses', [wife, husband], cast);
};

export const familyEmail: Case = (cast) => {
	const { household, parents, children } = family(cast, cast.random.int(1, 3));
	const email = cast.email('the', household.surname, parents[0].date_of_birth);
	const members = [...parents, ...children].map((person) => ({ ...person, email, phone_2: '' }));
	return scattered('family_email', members, cast);
};

/** The front desk notes the insured's number for all who are on the card. */
export const familyPolicy: Case = (cast) => {
	const { household, parents, children } = family(cast, 1);
	const { payer, member_id } = cast.policy();
	const members = [...parents, ...children].map((person) => ({
		...person,
		phone: household.landline,
		phone_2: '',
		payer,
		member_id,
	}));
	return scattered('family_policy', members, cast, { keep: ['member_id', 'payer'] });
};

const NAMELESS = {
	F: ['Baby Girl', 'Babygirl', 'BABY GIRL', 'Newborn', 'Girl', 'Baby', 'BG'],
	M: ['Baby Boy', 'Babyboy', 'BABY BOY', 'Newborn', 'Boy', 'Baby', 'BB'],
} as const;

export const newborn: Case = (cast) => {
	const { random } = cast;
	const { household, parents, children } = family(cast, 1);
	const mother = parents[0];
	const birthDate = addDays(DAY_OF_DATA, -random.int(1, 300));
	const baby = (place: number): Facts => {
		const sex = random.chance(0.5) ? 'F' : 'M';
		const { email, phone, phone_2 } = mother;
		return cast.person({
			household,
			sex,
			facts: {
				date_of_birth: birthDate,
				email,
				phone,
				phone_2,
				payer: mother.payer,
				member_id: `${mother.member_id.slice(0, -2)}1${place}`,
			},
		});
	};
	const nameless = (person: Facts, letter = '') => ({
		...person,
		given_name: random.pick(NAMELESS[person.sex as 'F' | 'M']) + letter,
		middle_name: '',
	});
	const kind = random.next();
	const named = baby(0);
	if (kind < 0.6)
		return [
			{ ...both('newborn', named), left: nameless(named) },
			...scattered('newborn', [mother], cast),
		];
	if (kind < 0.8) {
		const twin: Facts = { ...baby(1), sex: named.sex };
		const extras = { decidable: false };
		return [
			{ ...both('newborn', named, {}, extras), left: nameless(named, ' A') },
			{ ...both('newborn', twin, {}, extras), left: nameless(twin, ' B') },
		];
	}
	// The baby here, an older child there.
	const older = { ...children[0], ...contactsOf(mother) };
	return [onlyLeft('newborn', nameless(named)), onlyRight('newborn', older)];
};
