/** The fields the table knows, in its own words made to fit ours. */
export type CmsField =
	| 'given'
	| 'family'
	| 'birthDate'
	| 'zip'
	| 'street'
	| 'phone'
	| 'email'
	| 'ssnLast4'
	| 'memberId'
	| 'subscriberId';

export interface CmsCombination {
	readonly id: string;
	/** Fields that must agree exactly. */
	readonly exact: readonly CmsField[];
	/** Fields that must agree exactly or, one of them in a pair, by the fuzzy rule. */
	readonly fuzzy: readonly CmsField[];
}

/**
 * The CMS patient matching proposal: a draft that changes between versions, so it stands here as
 * data with its version (domain-notes 1.3 [S: CMSM]). A combination is approved when the product of
 * its fields' chance-agreement values is at most the bound. The value of a birth date one day off is
 * ours: three days instead of one.
 */
export const cmsTable = {
	version: '3.4.0 (draft, mid-2026)',
	bound: 2e-12,
	/** Birth dates longer ago than this prove nothing here. */
	mostYears: 120,
	/** A value shorter than this agrees exactly or not at all. */
	shortestFuzzy: 5,
	chances: {
		given: { exact: 0.02, fuzzy: 0.03 },
		family: { exact: 0.005, fuzzy: 0.01 },
		birthDate: { exact: 1e-4, fuzzy: 3e-4 },
		zip: { exact: 3e-4 },
		street: { exact: 3e-5, fuzzy: 6e-5 },
		phone: { exact: 1e-6 },
		email: { exact: 1e-6 },
		ssnLast4: { exact: 1e-4 },
		memberId: { exact: 1e-6 },
		subscriberId: { exact: 1e-4 },
	} satisfies Record<CmsField, { exact: number; fuzzy?: number }>,
	combinations: [
		{ id: 'namesBirthDateStreet', exact: [], fuzzy: ['given', 'family', 'birthDate', 'street'] },
		{ id: 'namesBirthDatePhone', exact: ['given', 'phone'], fuzzy: ['family', 'birthDate'] },
		{ id: 'namesBirthDateEmail', exact: ['email'], fuzzy: ['given', 'family', 'birthDate'] },
		{
			id: 'namesBirthDateSsnLast4',
			exact: ['family', 'birthDate', 'ssnLast4'],
			fuzzy: ['given'],
		},
		{
			id: 'givenFamilyBirthDateSsnLast4',
			exact: ['given', 'birthDate', 'ssnLast4'],
			fuzzy: ['family'],
		},
		{ id: 'givenBirthDatePhone', exact: ['given', 'birthDate', 'phone'], fuzzy: [] },
		{ id: 'givenBirthDateEmail', exact: ['given', 'birthDate', 'email'], fuzzy: [] },
		{ id: 'familyBirthDatePhone', exact: ['birthDate', 'phone'], fuzzy: ['family'] },
		{ id: 'namesPhoneZip', exact: ['phone', 'zip'], fuzzy: ['given', 'family'] },
		{ id: 'givenBirthDateMemberId', exact: ['given', 'birthDate', 'memberId'], fuzzy: [] },
		{ id: 'phoneMemberId', exact: ['phone', 'memberId'], fuzzy: [] },
		{
			id: 'namesBirthDateSubscriberId',
			exact: ['family', 'birthDate', 'subscriberId'],
			fuzzy: ['given'],
		},
	] satisfies readonly CmsCombination[],
} as const;
