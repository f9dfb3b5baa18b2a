import type { Read } from './deserialize.mjs';
import { civilDate } from '../people/dates.mjs';
import { locations, practices, providers } from '../practice/directory.mjs';
import { readDate } from './format.mjs';
import { fullName, type PracticePatient } from '../practice/records.mjs';
import type { PatientStore } from '../practice/store.mjs';

/** A filter that the service refuses, told in HTTP 200 with IsError. */
export class RefusedFilter extends Error {}

/** The text of a filter member; empty and nil members do not filter. */
export function filterText(filter: Read, name: string): string | undefined {
	const value = filter[name];
	if (value === undefined || value === null || typeof value === 'object') return undefined;
	const text = String(value).trim();
	return text === '' ? undefined : text;
}

/**
 * The window of a From/To pair in milliseconds, `to` exclusive; undefined when neither is given.
 * Throws RefusedFilter when one of the pair is missing (sheet 3.3 rule 5) or is no date.
 */
export function dateWindow(filter: Read, name: string): { from: number; to: number } | undefined {
	const from = filterText(filter, `From${name}`);
	const to = filterText(filter, `To${name}`);
	if (from === undefined && to === undefined) return undefined;
	if (from === undefined || to === undefined) {
		throw new RefusedFilter(`From${name} and To${name} must be given as a pair.`);
	}
	const window = { from: readDate(from), to: readDate(to) };
	if (window.from === undefined || window.to === undefined) {
		throw new RefusedFilter('String was not recognized as a valid DateTime.');
	}
	return { from: window.from, to: window.to };
}

function same(value: string | undefined, wanted: string | undefined): boolean {
	return wanted === undefined || value?.toLowerCase() === wanted.toLowerCase();
}

/**
 * Whether a record's practice passes PracticeID and PracticeName. The seeded nuisance: some records
 * of practice 2 and of no practice also come to who asks for practice 1.
 */
export function practiceTest(
	filter: Read,
	store?: PatientStore,
): (practiceId: number | undefined, patientId?: number) => boolean {
	const id = filterText(filter, 'PracticeID');
	const name = filterText(filter, 'PracticeName');
	if (id === undefined && name === undefined) return () => true;
	const wanted = practices.find(
		(practice) => same(String(practice.id), id) && same(practice.name, name),
	)?.id;
	return (practiceId, patientId) =>
		wanted !== undefined &&
		(practiceId === wanted || (wanted === 1 && patientId !== undefined && store!.leaks(patientId)));
}

/** The text filters of GetPatients and what each compares with; letter case does not matter. */
const compared: Readonly<Record<string, (patient: PracticePatient) => string | undefined>> = {
	CollectionCategoryName: (patient) => patient.collectionCategory ?? 'Current',
	DefaultCasePayerScenario: ({ person }) =>
		person.cases.find((entry) => entry.primary)?.payerScenario,
	DefaultRenderingProviderFullName: ({ providerId }) => {
		const provider = providers.find(({ id }) => id === providerId);
		return provider && `${provider.firstName} ${provider.lastName}`;
	},
	DefaultServiceLocationName: ({ locationId }) =>
		locations.find(({ id }) => id === locationId)?.name,
	FirstName: ({ person }) => person.firstName,
	FullName: ({ person }) => fullName(person),
	Gender: ({ person }) => person.sex,
	IsActive: ({ person }) => String(person.active),
	LastName: ({ person }) => person.lastName,
	MiddleName: ({ person }) => person.middleName,
	PrimaryCarePhysicianFullName: () => undefined,
	PrimaryInsurancePolicyCompanyName: (patient) => policy(patient, 0)?.companyName,
	PrimaryInsurancePolicyPlanName: (patient) => policy(patient, 0)?.planName,
	ReferralSource: ({ person }) => person.referralSource,
	ReferringProviderFullName: () => undefined,
	SSN: ({ person }) => person.ssn,
	SecondaryInsurancePolicyCompanyName: (patient) => policy(patient, 1)?.companyName,
	SecondaryInsurancePolicyPlanName: (patient) => policy(patient, 1)?.planName,
};

function policy({ person }: PracticePatient, rank: number) {
	return person.cases.find((entry) => entry.primary)?.policies[rank];
}

/**
 * The patients that a GetPatients filter finds, by rising number; the search ends one past `most`.
 * ToDateOfBirth is exclusive (sheet 4.1); so are the other To dates, of which a date alone means the
 * start of its day. Throws RefusedFilter.
 */
export function findPatients(store: PatientStore, filter: Read, most: number): PracticePatient[] {
	const modified = dateWindow(filter, 'LastModifiedDate');
	const created = dateWindow(filter, 'CreatedDate');
	const born = civilWindow(filter, 'DateOfBirth');
	const seen = civilWindow(filter, 'LastEncounterDate');
	const practice = practiceTest(filter, store);
	const texts = Object.keys(compared)
		.map((name) => ({ name, wanted: filterText(filter, name) }))
		.filter(({ wanted }) => wanted !== undefined);
	const found: PracticePatient[] = [];
	for (let id = 1; id <= store.size && found.length <= most; id += 1) {
		// Cheap questions first: only records that pass them are made.
		if (modified && !within(store.lastModifiedAt(id), modified)) continue;
		if (!store.has(id) || !practice(store.practiceId(id), id)) continue;
		const patient = store.get(id);
		if (created && !within(patient.createdAt, created)) continue;
		if (born && !within(patient.person.birthDate ?? '', born)) continue;
		if (seen && !within(patient.person.lastVisit ?? '', seen)) continue;
		if (texts.every(({ name, wanted }) => same(compared[name](patient), wanted)))
			found.push(patient);
	}
	return found;
}

function within<T extends number | string>(value: T, window: { from: T; to: T }): boolean {
	return value >= window.from && value < window.to;
}

function civilWindow(filter: Read, name: string): { from: string; to: string } | undefined {
	const window = dateWindow(filter, name);
	return window && { from: civilDate(window.from), to: civilDate(window.to) };
}
