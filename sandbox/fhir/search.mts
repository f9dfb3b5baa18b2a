import { FhirRefusal } from './outcome.mjs';
import { idOfReference, type FhirResource } from './resource.mjs';

/** How a search parameter is compared with a resource. */
export type Comparison = (resource: FhirResource, value: string) => boolean;

export interface SearchRules {
	/** Parameters of the type beside `_id`, `_count` and `_offset`. */
	readonly parameters: Readonly<Record<string, Comparison>>;
	/** At least one of these must be given, as US Core servers refuse the whole list; empty = none. */
	readonly oneOf: readonly string[];
}

/** Begin of any part of the name, letter case and accents aside. */
export const nameStarts: Comparison = (resource, value) => {
	const names = Array.isArray(resource.name) ? resource.name : [{ text: resource.name }];
	return (names as Array<Record<string, unknown>>).some(({ family, given, text }) =>
		[family, ...((given as string[] | undefined) ?? []), text].some((part) => starts(part, value)),
	);
};

export const familyStarts: Comparison = ({ name }, value) =>
	((name as Array<{ family?: string }> | undefined) ?? []).some(({ family }) =>
		starts(family, value),
	);

export const givenStarts: Comparison = ({ name }, value) =>
	((name as Array<{ given?: string[] }> | undefined) ?? []).some(({ given }) =>
		(given ?? []).some((part) => starts(part, value)),
	);

/** `system|value`, `|value` or `value`. */
export const identifierIs: Comparison = ({ identifier }, value) => {
	const [system, wanted] = value.includes('|')
		? [value.slice(0, value.indexOf('|')), value.slice(value.indexOf('|') + 1)]
		: [undefined, value];
	return ((identifier as Array<{ system?: string; value?: string }> | undefined) ?? []).some(
		(entry) => entry.value === wanted && (system === undefined || (entry.system ?? '') === system),
	);
};

/** The member holds exactly this text. */
export const textIs =
	(member: string): Comparison =>
	(resource, value) =>
		resource[member] === value;

/** The member refers to a resource of this type. */
export const refersTo =
	(member: string, type: string): Comparison =>
	(resource, value) =>
		idOfReference(resource[member], type) === value.replace(`${type}/`, '');

/** A category of the resource has this code. */
export const categoryIs: Comparison = ({ category }, value) =>
	((category as Array<{ coding?: Array<{ code?: string }> }> | undefined) ?? []).some(
		({ coding }) => (coding ?? []).some(({ code }) => code === value),
	);

/** `ge` and `le` with a date, compared with the day the member begins. */
export const dayOf =
	(read: (resource: FhirResource) => string | undefined): Comparison =>
	(resource, value) => {
		const match = /^(ge|le|gt|lt|eq)?(\d{4}-\d{2}-\d{2})/.exec(value);
		if (match === null)
			throw new FhirRefusal(400, 'invalid', 'A date of the search is unreadable.');
		const day = read(resource)?.slice(0, 10);
		if (day === undefined) return false;
		const [, prefix = 'eq', wanted] = match;
		if (prefix === 'ge') return day >= wanted;
		if (prefix === 'gt') return day > wanted;
		if (prefix === 'le') return day <= wanted;
		if (prefix === 'lt') return day < wanted;
		return day === wanted;
	};

/**
 * Checks the parameters of a search and answers what every resource must pass.
 * Throws FhirRefusal for a parameter that the server does not know, and for an unbounded search.
 */
export function searchTest(
	rules: SearchRules,
	query: ReadonlyArray<readonly [string, string]>,
): (resource: FhirResource) => boolean {
	const named = query.filter(([name]) => name !== '_count' && name !== '_offset');
	for (const [name] of named) {
		if (name !== '_id' && !(name in rules.parameters)) {
			throw new FhirRefusal(400, 'not-supported', 'The search names an unknown parameter.');
		}
	}
	const bounding = [...rules.oneOf, '_id'];
	if (
		rules.oneOf.length > 0 &&
		!named.some(([name, value]) => bounding.includes(name) && value !== '')
	) {
		throw new FhirRefusal(400, 'too-costly', `The search needs one of: ${bounding.join(', ')}.`);
	}
	return (resource) =>
		named.every(([name, value]) =>
			name === '_id'
				? value.split(',').includes(resource.id)
				: rules.parameters[name](resource, value),
		);
}

function starts(part: unknown, value: string): boolean {
	return typeof part === 'string' && fold(part).startsWith(fold(value));
}

function fold(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
