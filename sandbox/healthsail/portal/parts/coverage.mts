import type { Coverage } from '../../store/types.mjs';
import { clean, reading, told, wrongText, type Part } from './part.mjs';

const LONGEST = { payer: 200, plan: 200, memberId: 80, group: 60 } as const;

export type Rank = 'primary' | 'secondary' | 'tertiary';

const titles: Readonly<Record<Rank, string>> = {
	primary: 'Insurance card',
	secondary: 'Second insurance card',
	tertiary: 'Third insurance card',
};

interface Card {
	payer?: { name?: string | null };
	plan?: { name?: string | null; groupNumber?: string | null };
	memberId?: string | null;
}

/** A stored coverage as a change request carries it. */
export function coverageValue(coverage: Coverage): Record<string, unknown> {
	const { payer, plan, memberId } = coverage as Card;
	return told({
		priority: coverage.priority,
		payer: told({ name: payer?.name }),
		plan: told({ name: plan?.name, groupNumber: plan?.groupNumber }),
		memberId,
	});
}

/** The parts of the insurance cards: two that anybody may have, a third one where it is on file. */
export function coverageParts(coverages: readonly Coverage[]): Part[] {
	const live = (rank: Rank) =>
		coverages.find(({ priority, status }) => priority === rank && status !== 'terminated');
	const third = live('tertiary');
	return [
		coveragePart('primary', live('primary')),
		coveragePart('secondary', live('secondary')),
		...(third ? [coveragePart('tertiary', third)] : []),
	];
}

function coveragePart(rank: Rank, stored: Coverage | undefined): Part {
	const card = (stored ?? {}) as Card;
	const payer = `${rank}Payer`;
	const plan = `${rank}Plan`;
	const memberId = `${rank}MemberId`;
	const group = `${rank}Group`;
	return {
		group: titles[rank],
		title: titles[rank],
		path: `/coverages/${stored?.id ?? `new-${rank}`}`,
		onFile: stored ? coverageValue(stored) : null,
		inputs: [
			{ name: payer, label: 'Insurance company', optional: true, narrow: true },
			{ name: plan, label: 'Plan', optional: true, narrow: true },
			{
				name: memberId,
				label: 'Member ID',
				hint: 'As it is printed on your card.',
				optional: true,
				narrow: true,
			},
			{ name: group, label: 'Group number', optional: true, narrow: true },
		],
		shown: {
			[payer]: clean(card.payer?.name),
			[plan]: clean(card.plan?.name),
			[memberId]: clean(card.memberId),
			[group]: clean(card.plan?.groupNumber),
		},
		read: (texts) => {
			if (`${texts[payer]}${texts[plan]}${texts[memberId]}${texts[group]}` === '') {
				return { value: null };
			}
			const errors = {
				[payer]: texts[payer]
					? wrongText(texts[payer], LONGEST.payer)
					: 'Enter the insurance company.',
				[plan]: wrongText(texts[plan], LONGEST.plan),
				[memberId]: texts[memberId]
					? wrongText(texts[memberId], LONGEST.memberId)
					: 'Enter the member ID.',
				[group]: wrongText(texts[group], LONGEST.group),
			};
			return reading(errors, () => ({
				priority: rank,
				payer: { name: texts[payer] },
				plan: told({ name: texts[plan], groupNumber: texts[group] }),
				memberId: texts[memberId],
			}));
		},
	};
}
