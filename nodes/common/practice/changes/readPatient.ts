import type { Patient } from '../../../../lib/canonical/patient';
import type { PatientImage, SourcePatient } from '../port';
import { preparePage } from '../preparePage';
import type { Session } from '../session';
import { keptOut, notFound } from '../operations/patientGet';

/**
 * The patient as far as the practice lets HealthSail know, reported as read. Throws SafeError
 * `notFound` for one of another practice, `permission` for one who is kept out.
 */
export async function admitPatient(session: Session, source: SourcePatient): Promise<Patient> {
	const { items, counts } = await preparePage(session, [source], { dataScope: 'demographics' });
	const { system } = session.port.scope;
	const [item] = items;
	if (item?.syncState === 'included') return item as unknown as Patient;
	throw counts.fenced > 0 ? notFound(system) : keptOut(system);
}

/** Reads a patient of the practice; undefined when there is none. Throws as `admitPatient` does. */
export async function readPatient(session: Session, id: string): Promise<Patient | undefined> {
	const source = await session.port.patients.get(id);
	return source && (await admitPatient(session, source));
}

/** The whole record before a write. Throws SafeError `notFound` where there is none. */
export async function readImage(
	{ port }: Session,
	read: (id: string) => Promise<PatientImage | undefined>,
	id: string,
): Promise<PatientImage> {
	const image = await read(id);
	if (image !== undefined) return image;
	throw notFound(port.scope.system);
}
