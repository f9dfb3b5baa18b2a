import {
	categoryIs,
	dayOf,
	familyStarts,
	givenStarts,
	identifierIs,
	nameStarts,
	refersTo,
	textIs,
	type Comparison,
	type SearchRules,
} from './search.mjs';

const dayIn = (member: string) => dayOf((resource) => resource[member] as string | undefined);
const began = dayOf(({ period }) => (period as { start?: string } | undefined)?.start);

/** A search about one patient. */
function ofPatient(
	more: Readonly<Record<string, Comparison>> = {},
	member = 'subject',
): SearchRules {
	return { parameters: { patient: refersTo(member, 'Patient'), ...more }, oneOf: ['patient'] };
}

/** The searches that US Core asks of every server; each needs a patient or a name. */
export const usCoreSearches = {
	Patient: {
		parameters: {
			name: nameStarts,
			family: familyStarts,
			given: givenStarts,
			birthdate: dayIn('birthDate'),
			gender: textIs('gender'),
			identifier: identifierIs,
		},
		oneOf: ['name', 'family', 'given', 'birthdate', 'identifier'],
	},
	Coverage: ofPatient({}, 'beneficiary'),
	Encounter: ofPatient({ date: began }),
	Condition: ofPatient({ category: categoryIs }),
	Procedure: ofPatient({ date: dayIn('performedDateTime') }),
	CarePlan: ofPatient({ category: categoryIs }),
	ServiceRequest: ofPatient(),
	Practitioner: {
		parameters: { name: nameStarts, identifier: identifierIs },
		oneOf: ['name', 'identifier'],
	},
	Location: { parameters: { name: nameStarts }, oneOf: ['name'] },
	Organization: { parameters: { name: nameStarts }, oneOf: ['name'] },
} satisfies Readonly<Record<string, SearchRules>>;
