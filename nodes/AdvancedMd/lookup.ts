import { SafeError } from '../../lib/privacy/errors';
import { parseCivilDate } from '../../lib/values/civilDate';
import { foldText } from '../../lib/values/text';
import type { PatientSearch, SourcePatient } from '../common/practice/port';
import { fetchEach } from './demographic';
import { nameParts } from './mapping/context';
import type { AdvancedMdReader } from './reader';
import type { LookupPage, LookupRow } from './wire/patient';
import { readLookup } from './wire/patient';

/** Records that a search reads at most before it gives up finding enough that fit. */
const searchReads = 200;
/** Pages of a lookup that a search goes through: "SMITH" alone can have thousands of rows. */
const searchPages = 40;

/** One page of lookuppatient, 50 rows (sheet 4.1, 5). Throws SafeError. */
export async function lookUp(
	{ transport }: AdvancedMdReader,
	by: { readonly name: string } | { readonly chart: string },
	page: number,
): Promise<LookupPage> {
	const answer = await transport.message('lookuppatient', {
		...('name' in by ? { '@name': searchText(by.name) } : { '@chart': searchText(by.chart) }),
		'@exactmatch': '0',
		'@page': String(page),
	});
	if (answer === undefined) return { rows: [], itemCount: 0, pageCount: 0 };
	return readLookup(answer.results, answer.facts);
}

/** Names are stored in capitals and searched without accents (sheet 4.0, 9.2). */
export function searchText(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/Ł/g, 'L')
		.replace(/ł/g, 'l')
		.toUpperCase()
		.trim();
}

/**
 * Finds patients by begin of the family name, with the given name behind it, or by chart number; a
 * birth date is compared with the rows. AdvancedMD keeps no id of ours and cannot look up a given
 * name or a birth date alone (sheet 4.1): then nobody is found. Throws SafeError `validation` without
 * a criterion, and when too many patients would have to be looked through.
 */
export async function searchPatients(
	reader: AdvancedMdReader,
	query: PatientSearch,
	limit: number,
): Promise<SourcePatient[]> {
	const { familyName, givenName, birthDate, chartNumber, externalId } = query;
	if (externalId) throw keepsNoId();
	if (!familyName && !chartNumber && !givenName && !birthDate) throw nothingToSearch();
	if (!familyName && !chartNumber) return [];
	const by = chartNumber
		? { chart: chartNumber }
		: { name: givenName ? `${familyName},${givenName}` : (familyName ?? '') };
	const rows: LookupRow[] = [];
	let [seen, told] = [0, 0];
	for (let page = 1, pages = 1; page <= pages; page++) {
		if (page > searchPages) throw tooWide();
		const found = await lookUp(reader, by, page);
		rows.push(...found.rows.filter((row) => rowFits(row, query)));
		[pages, told, seen] = [found.pageCount, found.itemCount, seen + found.rows.length];
		if (rows.length > searchReads) throw tooWide();
	}
	if (seen < told) throw brokenOff();
	return await fetchFitting(reader, rows, query, limit);
}

async function fetchFitting(
	reader: AdvancedMdReader,
	rows: readonly LookupRow[],
	query: PatientSearch,
	limit: number,
): Promise<SourcePatient[]> {
	const fitting: SourcePatient[] = [];
	for (let read = 0; read < rows.length && fitting.length < limit; ) {
		const part = rows.slice(read, read + limit - fitting.length);
		const { patients, failed } = await fetchEach(reader, part);
		if (failed.length > 0) throw failed[0].error;
		read += part.length;
		fitting.push(...patients.filter(({ patient }) => patientFits(patient, query)));
	}
	return fitting;
}

/** Whether a row may be the one: what it does not tell is looked at in the whole record. */
function rowFits({ name, dob }: LookupRow, { familyName, givenName, birthDate }: PatientSearch) {
	const parts = nameParts(name);
	const rowDate = parseCivilDate(dob);
	return (
		(!birthDate || rowDate === undefined || rowDate === birthDate) &&
		begins(parts.familyName, familyName) &&
		begins(parts.givenName, givenName)
	);
}

function patientFits(patient: SourcePatient['patient'], query: PatientSearch): boolean {
	const chart = patient.externalIds.find(({ type }) => type === 'chart')?.value;
	return (
		(!query.birthDate || patient.birthDate === query.birthDate) &&
		(!query.chartNumber || foldText(chart ?? '') === foldText(query.chartNumber)) &&
		begins(patient.familyName, query.familyName) &&
		begins(patient.givenName, query.givenName)
	);
}

/** By the first word only: a second given name stands with the middle names here. */
function begins(value: string | null | undefined, wanted: string | undefined): boolean {
	if (!wanted) return true;
	const have = searchText(value ?? '');
	const want = searchText(wanted);
	return have.startsWith(want) || (have !== '' && want.startsWith(`${have} `));
}

/** The list ended before the number of patients that it told: nobody may be taken as missing. */
export function brokenOff(): SafeError {
	return new SafeError({
		kind: 'unavailable',
		message: 'AdvancedMD’s list of patients broke off before its end.',
		nextStep: 'Run it again later.',
		system: 'advancedmd',
		operation: 'lookuppatient',
		vendorCode: 'ListCutOff',
	});
}

function tooWide(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'AdvancedMD lists too many patients for this search.',
		nextStep: 'Search for more of the name, or add the birth date.',
		system: 'advancedmd',
		operation: 'lookuppatient',
		fields: ['familyName', 'givenName', 'birthDate'],
	});
}

function nothingToSearch(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'The search has nothing to search for.',
		nextStep: 'Fill the family name, best with given name or birth date.',
		system: 'advancedmd',
		operation: 'lookuppatient',
		fields: ['familyName', 'givenName', 'birthDate'],
	});
}

function keepsNoId(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'AdvancedMD keeps no ID of HealthSail beside a patient.',
		nextStep: 'Search by family name and birth date, or look the link up in HealthSail.',
		system: 'advancedmd',
		operation: 'lookuppatient',
		fields: ['externalId'],
	});
}
