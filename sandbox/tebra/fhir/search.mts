import { FhirRefusal } from '../../fhir/outcome.mjs';
import type { FhirResource } from '../../fhir/resource.mjs';
import {
	categoryIs,
	dayOf,
	identifierIs,
	nameStarts,
	refersTo,
	textIs,
	type Comparison,
} from '../../fhir/search.mjs';
import type { FhirLibrary } from './library.mjs';

interface Rules {
	readonly parameters: Readonly<Record<string, Comparison>>;
	/** Groups of parameters; a search that gives none of them whole finds nothing, unseen. */
	readonly needs: ReadonlyArray<readonly string[]>;
}

const patient = refersTo('subject', 'Patient');
const dayIn = (member: string) => dayOf((resource) => resource[member] as string | undefined);
const began = dayOf((resource) => (resource.period as { start?: string } | undefined)?.start);
const typeIs: Comparison = ({ type }, value) =>
	((type as { coding?: Array<{ code?: string }> } | undefined)?.coding ?? []).some(
		({ code }) => code === value.slice(value.indexOf('|') + 1),
	);

const ofPatient = (parameters: Rules['parameters'] = {}, ...needs: string[]): Rules => ({
	parameters: { patient, ...parameters },
	needs: [['patient', ...needs], ['_id']],
});
const named = (parameters: Rules['parameters'] = {}): Rules => ({
	parameters: { name: nameStarts, ...parameters },
	needs: [['name'], ...Object.keys(parameters).map((name) => [name]), ['_id']],
});

/** The types and their searches (sheet 4.10); a second parameter that is needed stands in `needs`. */
const rules: Readonly<Record<string, Rules>> = {
	Patient: {
		parameters: {
			name: nameStarts,
			birthdate: textIs('birthDate'),
			gender: textIs('gender'),
			identifier: identifierIs,
		},
		needs: [['name'], ['identifier'], ['_id']],
	},
	Condition: ofPatient(),
	Procedure: ofPatient({ date: dayIn('performedDateTime') }),
	Encounter: ofPatient({ date: began }),
	CarePlan: ofPatient({ category: categoryIs }, 'category'),
	Goal: ofPatient(),
	DocumentReference: ofPatient({ category: categoryIs, date: dayIn('date'), type: typeIs }),
	// Served, but this practice has nothing of them.
	CareTeam: ofPatient({ status: textIs('status') }, 'status'),
	MedicationRequest: ofPatient({ intent: textIs('intent') }, 'intent'),
	AllergyIntolerance: ofPatient(),
	Immunization: ofPatient(),
	DiagnosticReport: ofPatient(),
	Device: ofPatient(),
	Observation: ofPatient({ category: categoryIs }, 'category'),
	Practitioner: named({ identifier: identifierIs }),
	Location: named(),
	Organization: named(),
};

const directoryTypes = ['Practitioner', 'Location', 'Organization'];

export const fhirTypes = Object.keys(rules);

/** Parameters that no resource is compared with. */
const paging = ['_count', '_format'];

/** Refuses a type that this server does not have, such as Appointment (sheet 1). */
function rulesOf(type: string): Rules {
	if (Object.hasOwn(rules, type)) return rules[type];
	throw new FhirRefusal(404, 'not-supported', 'This type is not served.');
}

/** The resource of a type and id. Throws FhirRefusal. */
export function readOne(library: FhirLibrary, type: string, id: string): FhirResource {
	rulesOf(type);
	const found =
		type === 'Patient'
			? library.patient(id)
			: directoryTypes.includes(type)
				? library.directory().find((one) => one.resourceType === type && one.id === id)
				: library.ofVisit(id);
	if (found?.resourceType === type) return found;
	throw new FhirRefusal(404, 'not-found', 'There is no such resource.');
}

/**
 * What a search finds, in the order of the practice. A search that lacks the parameters it needs
 * finds nothing and says nothing (sheet 4.10). Throws FhirRefusal for an unknown parameter.
 */
export function search(library: FhirLibrary, type: string, query: URLSearchParams): FhirResource[] {
	const { parameters, needs } = rulesOf(type);
	const pairs = [...query].filter(([name]) => !paging.includes(name));
	for (const [name] of pairs) {
		if (name !== '_id' && !Object.hasOwn(parameters, name)) {
			throw new FhirRefusal(400, 'invalid', 'The search names an unknown parameter.');
		}
	}
	const given = new Set(pairs.filter(([, value]) => value !== '').map(([name]) => name));
	if (!needs.some((group) => group.every((name) => given.has(name)))) return [];
	return candidates(library, type, query).filter(
		(resource) =>
			resource.resourceType === type &&
			pairs.every(([name, value]) =>
				name === '_id' ? value.split(',').includes(resource.id) : parameters[name](resource, value),
			),
	);
}

function candidates(library: FhirLibrary, type: string, query: URLSearchParams): FhirResource[] {
	if (type === 'Patient') {
		const id = query.get('_id');
		if (id === null) return library.patients();
		return id.split(',').flatMap((one) => library.patient(one) ?? []);
	}
	if (directoryTypes.includes(type)) return library.directory();
	const patientId = query.get('patient');
	if (patientId !== null) return library.ofPatient(patientId.replace('Patient/', ''));
	return (query.get('_id') ?? '').split(',').flatMap((one) => library.ofVisit(one) ?? []);
}
