import { flatMembers } from '../../lib/changes/flatMembers';
import type { PatientImage } from '../common/practice/port';
import { fetchWithResults } from './demographic';
import { toSourcePatient } from './mapping/patient';
import type { AdvancedMdReader } from './reader';
import { mappingContext } from './reader';
import type { Json } from './wire/members';
import { listOf } from './wire/members';

/**
 * Parts of the answer that are records of their own and move without the patient's: balances, memos,
 * files, visits, referrals.
 */
const elsewhere: ReadonlySet<string> = new Set([
	...['recalcbuckets', 'arbucketlist', 'memolist', 'filelist', 'visitlist', 'refplanlist'],
	// Told by their ids below.
	'insplanlist',
]);

/** Stamps, and what eligibility and claims work write into a policy. */
const movesAlone =
	/(^|\.)(eligibility\w*|claimcount|deductiblemet|insnote\w*|(last)?(changed|created|modified)(at|by|date|user)?)$/i;

/**
 * A patient as AdvancedMD holds it (getdemographic, sheet 4.1): the members by AdvancedMD's names, with
 * policies and responsible parties under their ids. Undefined = there is none. Throws SafeError.
 */
export async function readImage(
	reader: AdvancedMdReader,
	id: string,
): Promise<PatientImage | undefined> {
	const found = await fetchWithResults(reader, id);
	if (found === undefined) return undefined;
	return {
		source: toSourcePatient(found.wire, mappingContext(reader)),
		members: imageMembers(found.results),
	};
}

/** The members of an answer of getdemographic as text by path. */
export function imageMembers(results: Json): Record<string, string> {
	const [patient = {}] = listOf(results, 'patientlist', 'patient');
	const members = {
		...flatMembers(patient, (path) => elsewhere.has(path) || movesAlone.test(path)),
		...rowsById('insplan', listOf(patient, 'insplanlist', 'insplan')),
		...rowsById('respparty', listOf(results, 'resppartylist', 'respparty')),
	};
	const entries = Object.entries(members);
	return Object.fromEntries(
		// There or not there is enough to see a social security number lost.
		entries.map(([path, value]) => [path, /(^|\.)ssn$/.test(path) ? 'told' : value]),
	);
}

/** Rows under their ids: a list of one comes as an object, and its order means nothing (sheet 4.0). */
function rowsById(name: string, rows: readonly Json[]): Record<string, string> {
	const flat = rows.map((row) =>
		flatMembers({ [`${name}:${String(row.id)}`]: row }, (path) => movesAlone.test(path)),
	);
	return Object.assign({}, ...flat) as Record<string, string>;
}
