import type { Patient } from '../../../../lib/canonical/patient';
import { sameValue } from '../../../../lib/changes/sameValue';
import { offers } from '../../../../lib/vendors';
import { preparePage } from '../preparePage';
import type { Session } from '../session';

/** Who shares a family name and a birth date; more than that tell nothing about one person. */
const searchLimit = 25;

interface Person {
	readonly familyName: string;
	readonly birthDate: string;
}

/**
 * How many patients of the practice have this family name and birth date: who is opted out counts too,
 * since a second chart would be one of a person whom the practice has. Reported as read. Undefined
 * where the system has no search. Throws SafeError.
 */
export async function countNamesakes(
	session: Session,
	{ familyName, birthDate }: Person,
): Promise<number | undefined> {
	const { port } = session;
	if (!offers(port.scope.system, 'patients.search')) return undefined;
	const found = await port.patients.search({ familyName, birthDate }, searchLimit);
	const same = found.filter(({ patient }) => isNamesake(patient, { familyName, birthDate }));
	const { counts } = await preparePage(session, same, { dataScope: 'recordIds' });
	return same.length - counts.fenced;
}

/** Whether a patient has this family name and birth date. */
export function isNamesake(patient: Patient, { familyName, birthDate }: Person): boolean {
	return (
		patient.birthDate === birthDate &&
		sameValue('familyName', patient.familyName ?? null, familyName)
	);
}
