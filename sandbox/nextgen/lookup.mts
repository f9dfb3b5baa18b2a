import type { PracticePatient } from '../practice/records.mjs';
import { builds } from './account.mjs';
import { shown } from './ids.mjs';
import type { Row } from './odata.mjs';
import { isListed, sexLetter } from './persons.mjs';
import { localText, midnight } from './times.mjs';
import { bad, type Answer, type Call, type Route } from './types.mjs';

const criteria = [
	...['name', 'firstName', 'lastName', 'middleName', 'dateOfBirth', 'sex', 'zip', 'city'],
	...['emailAddress', 'externalId', 'quickSearchId'],
] as const;

/** A bare array; needs a criterion and takes no $filter (sheet 4.1). */
function lookup(call: Call): Answer {
	const { account, query } = call;
	const { plain } = query;
	if (plain.$filter !== undefined) return bad('The query specified in the URI is not valid.');
	if (!criteria.some((name) => plain[name] !== undefined)) return bad('criteria cannot be null');
	const found: Row[] = [];
	const limit = account.build === builds.old ? (account.lookupLimit ?? Infinity) : Infinity;
	for (let id = 1; id <= account.store.size && found.length < limit; id += 1) {
		if (!account.store.has(id) || !isListed(account, call.practice, id)) continue;
		const isPatient = !account.withoutChart.has(id);
		if (!isPatient && plain.searchPatientsOnly === 'true') continue;
		const patient = account.store.get(id);
		if (!isFound(call, patient)) continue;
		found.push({
			...lookupRow(patient),
			otherIdNumber: account.otherIds.get(id) ?? null,
			isPatient,
		});
	}
	return { body: found };
}

function isFound({ account, query: { plain } }: Call, { id, person }: PracticePatient): boolean {
	const begins = (text: string | undefined, wanted: string | undefined) =>
		wanted === undefined || (text ?? '').toLowerCase().startsWith(wanted.toLowerCase());
	if (plain.quickSearchId === 'MedicalRecordNumber') {
		return person.chartNumber === plain.quickSearchInput;
	}
	if (plain.quickSearchId === 'OtherIdNumber') {
		return account.otherIds.get(id) === plain.quickSearchInput;
	}
	if (plain.quickSearchId === 'PersonNumber')
		return String(100_000 + id) === plain.quickSearchInput;
	if (plain.externalId !== undefined) {
		return account.store.byExternalId(Number(plain.externalSystemId), plain.externalId) === id;
	}
	return (
		begins(person.firstName, plain.firstName) &&
		begins(person.lastName, plain.lastName) &&
		(plain.dateOfBirth === undefined || person.birthDate === plain.dateOfBirth.slice(0, 10)) &&
		(plain.sex === undefined || sexLetter[person.sex] === plain.sex)
	);
}

function lookupRow({ id, person, lastModifiedAt }: PracticePatient): Row {
	return {
		id: shown('person', id),
		firstName: person.firstName,
		lastName: person.lastName,
		dateOfBirth: midnight(person.birthDate),
		sex: sexLetter[person.sex],
		socialSecurityNumber: person.ssn ?? null,
		modifyTimestamp: localText(lastModifiedAt),
	};
}

export const lookupRoutes: readonly Route[] = [
	{ method: 'GET', path: '/persons/lookup', name: 'persons.lookup', run: lookup },
];
