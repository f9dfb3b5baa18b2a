import { flatMembers } from '../../lib/changes/flatMembers';
import type { PatientImage } from '../common/practice/port';
import { fetchWithRecord } from './persons';
import type { Reader } from './read';

/** Stamps that move by themselves, in three members each (sheet 4.0), and links. */
const leftOut =
	/(^|\.)(_links|(create|modify)Timestamp(Utc|LocalUtcOffset)?|(created|modified)By|lastEligibilityCheck)$/i;

/**
 * A person as NextGen holds it (GET /persons/{id}, sheet 4.1), with chart and policies: the members by
 * NextGen's names, in camel case whatever the build writes. Undefined = there is none. Throws SafeError.
 */
export async function readImage(reader: Reader, id: string): Promise<PatientImage | undefined> {
	const found = await fetchWithRecord(reader, { id });
	if (found === undefined) return undefined;
	const { source, record } = found;
	const policies = Object.fromEntries(
		(source.patient.coverages ?? []).map((coverage) => [coverage.id, coverage]),
	);
	return {
		source,
		members: {
			...camelPaths(flatMembers(record, (path) => leftOut.test(path))),
			...flatMembers({ insurances: policies }, () => false),
		},
	};
}

/** With each name as the current build writes it. */
function camelPaths(members: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(members).map(([path, value]) => [
			path
				.split('.')
				.map((name) => name.charAt(0).toLowerCase() + name.slice(1))
				.join('.'),
			// There or not there is enough to see it lost.
			/^socialSecurityNumber$/i.test(path) ? 'told' : value,
		]),
	);
}
