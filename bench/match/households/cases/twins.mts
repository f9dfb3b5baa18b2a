import type { Cast } from '../../people/cast.mjs';
import type { Facts } from '../../people/columns.mjs';
import { alikeTwins } from '../../people/nameLists.mjs';
import type { Sex } from '../../people/names.mjs';
import { both, onlyLeft, onlyRight, type Case, type Role } from '../roles.mjs';

type Kind = 'unlike' | 'alike' | 'boyGirl';

/** Two people of one day, surname, home and telephones; most are children with a parent's e-mail. */
function twins(cast: Cast, kind: Kind): [Facts, Facts] {
	const { random } = cast;
	const household = cast.household();
	const child = random.chance(0.75);
	const birthDate = child ? cast.birthDate(0, 17) : cast.birthDate(18, 60);
	const [sexes, names] = sexesAndNames(cast, kind, birthDate);
	const shared: Partial<Facts> = {
		date_of_birth: birthDate,
		phone: cast.telephone(),
		phone_2: random.chance(0.5) ? household.landline : '',
	};
	if (child) shared.email = cast.email('family', household.surname, birthDate);
	const policy = cast.policy();
	const [one, other] = [0, 1].map((place) =>
		cast.person({
			household,
			sex: sexes[place],
			facts: {
				...shared,
				given_name: names[place],
				payer: policy.payer,
				member_id: `${policy.member_id}0${place + 2}`,
			},
		}),
	);
	return [one, other];
}

function sexesAndNames(
	cast: Cast,
	kind: Kind,
	birthDate: string,
): [readonly [Sex, Sex], readonly [string, string]] {
	const { random } = cast;
	if (kind === 'alike') {
		const [sex, first, second] = random.pick(alikeTwins.sameSex);
		return [[sex, sex], random.chance(0.5) ? [first, second] : [second, first]];
	}
	if (kind === 'boyGirl' && random.chance(0.5))
		return [['M', 'F'], random.pick(alikeTwins.boyAndGirl)];
	const sexes: [Sex, Sex] =
		kind === 'boyGirl'
			? ['M', 'F']
			: random.pick([
					['F', 'F'],
					['M', 'M'],
				]);
	const first = cast.otherGiven('us', sexes[0], birthDate, []);
	return [sexes, [first, cast.otherGiven('us', sexes[1], birthDate, [first])]];
}

export const twinsUnlike: Case = (cast) =>
	twins(cast, 'unlike').map((twin) => both('twins_unlike', twin));

export const twinsAlike: Case = (cast) =>
	twins(cast, 'alike').map((twin) => both('twins_alike', twin));

export const twinsBoyGirl: Case = (cast) =>
	twins(cast, 'boyGirl').map((twin) => both('twins_boy_girl', twin));

/** One twin on the left, the other on the right, and nobody who could be the true partner. */
export const twinsEachOnOneSide: Case = (cast) => {
	const kind = cast.random.pick(['unlike', 'alike', 'alike', 'boyGirl'] as const);
	const [one, other] = twins(cast, kind);
	// Jayden here and Jaylen there may just as well be one child and a slip of the finger.
	const decidable = kind === 'unlike';
	return [
		onlyLeft('twin_apart', one, { decidable }),
		onlyRight('twin_apart', other, { decidable }),
	];
};

/** One side knows both, the other side one of them. */
export const twinsOneOnOneSide: Case = (cast) => {
	const [one, other] = twins(cast, cast.random.pick(['unlike', 'alike', 'alike', 'boyGirl']));
	const single = cast.random.chance(0.6) ? onlyLeft : onlyRight;
	return [both('twin_apart', one), single('twin_apart', other)];
};

/** The right side knows one of them and leaves out what would tell which. */
export const twinsNobodyCanTell: Case = (cast) => {
	const { random } = cast;
	const way = random.int(1, 3);
	const [one, other] = twins(cast, way === 1 ? 'unlike' : 'alike');
	const unknown = { middle_name: '', member_id: '', payer: '' };
	const doubtful = { decidable: false };
	if (way === 3) {
		const [boy, girl, nickname] = random.pick(alikeTwins.oneNickname);
		const named: [Facts, Facts] = [
			{ ...one, given_name: boy, sex: 'M' },
			{ ...other, given_name: girl, sex: 'F' },
		];
		return pairOf(named, { ...unknown, given_name: nickname, sex: '' });
	}
	if (way === 2) {
		const initial = one.given_name[0];
		// Where the initials differ, the initial tells.
		if (!other.given_name.startsWith(initial))
			return [
				both('twin_apart', one, { ...unknown, given_name: initial }),
				onlyLeft('twin_apart', other),
			];
		return pairOf([one, other], { ...unknown, given_name: initial });
	}
	return pairOf([one, other], { ...unknown, given_name: '' });

	function pairOf([first, second]: [Facts, Facts], changed: Partial<Facts>): Role[] {
		return [both('twin_apart', first, changed, doubtful), onlyLeft('twin_apart', second, doubtful)];
	}
};
