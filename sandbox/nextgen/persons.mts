import type { PracticePatient } from '../practice/records.mjs';
import { APP_USER, builds, ENTERPRISE, practiceId } from './account.mjs';
import { guid, isGuid, numberOf, shown } from './ids.mjs';
import { envelope, inOrder, meets, names, type Row } from './odata.mjs';
import { localText, midnight, stamps } from './times.mjs';
import { bad, missing, type Account, type Answer, type Call, type Route } from './types.mjs';

const DAY = 86_400_000;
/** The external system under which our ids stand. */
const EXTERNAL_SYSTEM = 7;

/**
 * Whether a person shows in lists of the session's practice. The interface can leak: the list names
 * the enterprise's persons, and each row its practice (sheet 4.1).
 */
export function isListed({ store }: Account, practice: number, id: number): boolean {
	return store.practiceId(id) === practice || (practice === 1 && store.leaks(id));
}

/** The person of a route, in either case; an answer when there is none. */
export function personOf({ account, params }: Call): PracticePatient | Answer {
	const { id } = params;
	if (!isGuid(id)) return bad(`The value '${id}' is not valid for Guid.`);
	const n = numberOf('person', id);
	return n === undefined || !account.store.has(n) ? missing : account.store.get(n);
}

/** Whether the person has a chart in the session's practice. */
export function hasChart(
	{ practice, account }: Call,
	{ id, practiceId: own }: PracticePatient,
): boolean {
	return own === practice && !account.withoutChart.has(id);
}

/** Whether the look-up ended in an answer to send instead of a patient. */
export function isAnswer(value: PracticePatient | Answer): value is Answer {
	return !('person' in value);
}

const digits = (text: string | undefined): string | null => text?.replace(/\D/g, '') || null;
const phone = (text: string | undefined): string | null =>
	text === undefined ? null : /\d/.test(text) ? digits(text) : text;
export const sexLetter = { Female: 'F', Male: 'M', Unknown: 'U' } as const;

/** A person as GET /persons/{id} shows it (sheet 4.1). */
export function personView(call: Call, patient: PracticePatient): Row {
	const { account, query } = call;
	const { person, id } = patient;
	const isCurrent = account.build === builds.current;
	return {
		id: shown('person', id),
		firstName: person.firstName,
		middleName: person.middleName ?? null,
		lastName: person.lastName,
		nickname: null,
		prefixId: null,
		suffixId: null,
		dateOfBirth: midnight(person.birthDate),
		sex: sexLetter[person.sex],
		socialSecurityNumber: person.ssn ?? null,
		addressLine1: person.address.line1 ?? null,
		addressLine2: person.address.line2 ?? null,
		city: person.address.city ?? null,
		state: person.address.state ?? null,
		zip: digits(person.address.zip),
		homePhone: phone(person.homePhone?.number),
		dayPhone: phone(person.workPhone?.number),
		dayPhoneExtension: person.workPhone?.extension ?? null,
		cellPhone: phone(person.mobilePhone?.number),
		alternatePhone: null,
		email: person.email ?? null,
		otherIdNumber: account.otherIds.get(id) ?? null,
		isExpired: false,
		isOptOut: false,
		...(isCurrent && { personNumber: String(100_000 + id) }),
		createdBy: 12,
		modifiedBy: 12,
		...stamps('createTimestamp', patient.createdAt),
		...stamps('modifyTimestamp', patient.lastModifiedAt),
		_links: [{ href: `http://127.0.0.1:889/persons/${guid('person', id)}`, rel: 'self' }],
		...(query.expand.includes('chart') && {
			chart: hasChart(call, patient) ? [chartOf(patient)] : [],
		}),
	};
}

function chartOf({ id, person }: PracticePatient): Row {
	return {
		personId: shown('person', id),
		medicalRecordNumber: person.chartNumber ?? null,
		isEnterpriseChart: false,
	};
}

/** Numbers by time of change; made anew only when a time has moved. */
const sorted = new WeakMap<Account, { sum: number; ids: number[] }>();

function byChange(account: Account): number[] {
	const { store } = account;
	let sum = store.present;
	for (let id = 1; id <= store.size; id += 1) sum += store.lastModifiedAt(id);
	const known = sorted.get(account);
	if (known?.sum === sum) return known.ids;
	const ids: number[] = [];
	for (let id = 1; id <= store.size; id += 1) if (store.has(id)) ids.push(id);
	ids.sort((a, b) => store.lastModifiedAt(a) - store.lastModifiedAt(b) || a - b);
	sorted.set(account, { sum, ids });
	return ids;
}

/** Without a condition on a time of change, the last seven days only (sheet 5, 9.5). */
function isRecent(call: Call, at: number, ...members: string[]): boolean {
	return names(call.query, ...members) || at >= call.now.getTime() - 7 * DAY;
}

function listPersons(call: Call): Answer {
	const { account, query, route } = call;
	if (account.build === builds.old) {
		return {
			status: 405,
			headers: { Allow: 'POST' },
			body: { message: "The requested resource does not support http method 'GET'." },
		};
	}
	const { store } = account;
	const rows = byChange(account)
		.filter((id) => isListed(account, call.practice, id) && !account.withoutChart.has(id))
		.filter((id) => isRecent(call, store.lastModifiedAt(id), 'modifyTimestamp', 'createTimestamp'))
		.map((id) => ({
			enterpriseId: ENTERPRISE,
			practiceId: practiceId(store.practiceId(id)),
			personId: shown('person', id),
			createTimestamp: localText(store.lastModifiedAt(id) - DAY),
			createdBy: 12,
			modifyTimestamp: localText(store.lastModifiedAt(id)),
			modifiedBy: 12,
		}))
		.filter((row) => meets(row, query));
	return { body: envelope(inOrder(rows, query), query, route, account.build) };
}

function listPayers(call: Call): Answer {
	const { account, query, route } = call;
	const rows = [...account.payerChanges]
		.filter(
			([id, at]) =>
				isListed(account, call.practice, id) &&
				isRecent(call, at, 'modifyTimestamp', 'createTimestamp'),
		)
		.map(([id, at]) => ({
			personId: shown('person', id),
			personPayerId: shown('policy', id * 6 + 1),
			createTimestamp: localText(at),
			modifyTimestamp: localText(at),
		}))
		.filter((row) => meets(row, query));
	return { body: envelope(inOrder(rows, query), query, route, account.build) };
}

function listMerged(call: Call): Answer {
	const { account, query, route } = call;
	const rows = account.merges
		.filter(({ at }) => isRecent(call, at, 'modifyTimestamp', 'createTimestamp'))
		.map(({ keep, drop, at }) => ({
			keepPersonId: shown('person', keep),
			dropPersonId: shown('person', drop),
			notes: '',
			...stamps('createTimestamp', at),
			...stamps('modifyTimestamp', at),
		}))
		.filter((row) => meets(row, query));
	return { body: envelope(inOrder(rows, query), query, route, account.build) };
}

function onPerson(run: (call: Call, patient: PracticePatient) => Answer): Route['run'] {
	return (call) => {
		const patient = personOf(call);
		return isAnswer(patient) ? patient : run(call, patient);
	};
}

function alerts(call: Call, patient: PracticePatient): Answer {
	if (!hasChart(call, patient)) return missing;
	const texts = [patient.alert?.message, patient.collectionCategory].flatMap((text) => text ?? []);
	const rows = texts.map((text, index) => ({
		id: shown('row', patient.id * 2 + index),
		personId: shown('person', patient.id),
		alertTypeDescription: index === 0 ? 'Communication' : 'Financial',
		description: text,
		comment: '',
		isDeleted: false,
		isFlagged: true,
	}));
	return { body: envelope(rows, call.query, call.route, call.account.build) };
}

function setExternalId(call: Call, { id }: PracticePatient): Answer {
	const { externalId } = (call.body ?? {}) as { externalId?: unknown };
	if (call.params.system !== String(EXTERNAL_SYSTEM)) return missing;
	if (typeof externalId !== 'string' || externalId === '') return bad('externalId is required.');
	const { store } = call.account;
	const other = store.byExternalId(EXTERNAL_SYSTEM, externalId);
	if (other !== undefined && other !== id) return { status: 409 };
	store.setExternalId(EXTERNAL_SYSTEM, externalId, id);
	return { status: 200, effect: 'write' };
}

function externalIds({ account }: Call, { id }: PracticePatient): Answer {
	return {
		body: account.store.externalIdsOf(id).map(({ vendorId, externalId }) => ({
			personId: shown('person', id),
			externalSystemId: vendorId,
			externalId,
			modifiedBy: APP_USER,
		})),
	};
}

export const personRoutes: readonly Route[] = [
	{ method: 'GET', path: '/persons', name: 'persons.list', run: listPersons },
	{ method: 'GET', path: '/persons/payers', name: 'persons.payers', run: listPayers },
	{ method: 'GET', path: '/persons/merged', name: 'persons.merged', run: listMerged },
	{
		method: 'GET',
		path: '/persons/:id',
		name: 'persons.get',
		run: onPerson((call, patient) => ({ body: personView(call, patient) })),
	},
	{ method: 'GET', path: '/persons/:id/chart/alerts', name: 'alerts.list', run: onPerson(alerts) },
	{
		method: 'GET',
		path: '/persons/:id/external-ids',
		name: 'externalIds.list',
		run: onPerson(externalIds),
	},
	{
		method: 'PUT',
		path: '/persons/:id/external-ids/:system',
		name: 'externalIds.set',
		run: onPerson(setExternalId),
	},
	{
		method: 'GET',
		path: '/master/external-systems',
		name: 'externalSystems.list',
		run: ({ query, route, account }) => ({
			body: envelope(
				[{ id: EXTERNAL_SYSTEM, name: 'HealthSail', isDeleted: false }],
				query,
				route,
				account.build,
			),
		}),
	},
];
