import type { IDataObject } from 'n8n-workflow';

import type { GradedCandidate, RecordDecision } from '../../lib/identity/decision';
import type { NormalizedRecord } from '../../lib/identity/record';
import { omit } from '../../lib/values/omit';
import type { MatchResult } from '../common/healthsail/matchResult';
import type { Person } from './people';

/** Outputs of the node, in order. */
export const outputOfBand = { link: 0, review: 1, new: 2 } as const;

/** Members that have done their work when the match is decided; n8n keeps every item in memory. */
const spentMembers = ['candidates', 'candidatesTruncated', 'candidatesScreened', 'calls'] as const;

/**
 * The decision about one record as member `match`.
 *
 * @param partnerOf the candidate behind a ref
 */
export function toMatch(
	decision: RecordDecision,
	partnerOf: (ref: string) => Person | undefined,
	isEmpty: boolean,
): MatchResult {
	const { band, best, others } = decision;
	if (best === undefined) {
		return {
			band,
			grade: 'certainlyNot',
			reasons: isEmpty ? ['nothingToCompare'] : [],
			explanation: isEmpty
				? 'The record has no name, no birth date and no contact, so it can be compared with nobody.'
				: 'Nobody is similar enough.',
			others: others.map((other) => toOther(other, partnerOf)),
		};
	}
	return {
		band,
		...toOther(best, partnerOf),
		explanation: best.reasons.map(({ text }) => text).join(' '),
		others: others.map((other) => toOther(other, partnerOf)),
	};
}

/** The item with its match; a linked one also carries the customer, as vendor nodes put it on. */
export function toMatchedItem(
	json: IDataObject,
	match: MatchResult,
	partner: Person | undefined,
): IDataObject {
	const link = match.band === 'link' ? partner?.customer : undefined;
	return {
		...omit(json, ...spentMembers),
		match: match as unknown as IDataObject,
		...(link && { healthsail: link as unknown as IDataObject }),
	};
}

/** Whether there is nothing to tell a person by. */
export function hasNothingToCompare(record: NormalizedRecord): boolean {
	const { names, birthDate, phones, emails, addresses, memberIds, subscriberIds } = record;
	const lists = [names, phones, emails, addresses, memberIds, subscriberIds];
	return birthDate === undefined && lists.every(({ length }) => length === 0);
}

function toOther(
	{ ref, grade, score, reasons }: GradedCandidate,
	partnerOf: (ref: string) => Person | undefined,
) {
	const partner = partnerOf(ref);
	return {
		...(partner?.customer === undefined
			? { candidateId: partner?.id ?? ref }
			: { customerId: partner.customer.customerId, version: partner.customer.version }),
		grade,
		score: Math.round(score * 100) / 100,
		reasons: reasons.map(({ code }) => code),
	};
}
