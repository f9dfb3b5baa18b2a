import { SafeError } from '../../lib/privacy/errors';
import type { Location, Practice, Provider } from '../../lib/canonical/practice';
import type { AppointmentType } from '../../lib/canonical/schedule';
import type { ConnectionReport } from '../common/practice/port';
import { nextGenSystem } from './credential';
import { toAppointmentType, toLocation, toPractice, toProvider } from './mapping/directory';
import type { Reader } from './read';
import { readAll, readOne } from './read';
import {
	eventSchema,
	locationSchema,
	practiceLocationSchema,
	practiceSchema,
	providerSchema,
	resourceSchema,
	type ResourceRow,
} from './wire/directory';
import { wireFlag, wireObject } from './wire/members';

/** GET /core/version (sheet 2). */
const versionSchema = wireObject({ isDbConnectionSuccess: wireFlag });

/** Practices that site and app see; needs no practice to be chosen (sheet 3). Throws SafeError. */
export async function listPractices(reader: Reader): Promise<Practice[]> {
	const rows = await readAll(reader, practiceSchema, {
		route: '/master/practices',
		operation: '/master/practices',
		withoutSession: true,
	});
	return rows.flatMap(toPractice);
}

/**
 * Token, database and practice in this order (sheet 2, 3). Throws SafeError `configuration` in words
 * for practice IT when the practice is none of those the site has.
 */
export async function testConnection(reader: Reader): Promise<ConnectionReport> {
	const version = await readOne(reader, versionSchema, {
		route: '/core/version',
		operation: '/core/version',
		withoutSession: true,
	});
	if (version?.isDbConnectionSuccess === false) {
		throw new SafeError({
			kind: 'unavailable',
			message: "The app is let in, but NextGen cannot reach the site's database.",
			nextStep: 'Check the site ID, and ask the practice whether its system is up.',
			system: nextGenSystem,
			operation: 'GET /core/version',
			vendorCode: 'NoDatabase',
		});
	}
	const practices = await listPractices(reader);
	const { practiceId } = reader.scope;
	if (!practices.some(({ id }) => id === practiceId)) {
		const named = practices
			.slice(0, 30)
			.map(({ id, name }) => `${id} ${(name ?? '').slice(0, 80)}`.trim())
			.join(', ');
		throw new SafeError({
			kind: 'configuration',
			message: 'The login works, but the site has no practice with this ID.',
			nextStep: `Correct the practice ID in the credential. The site has: ${named || 'none'}.`,
			system: nextGenSystem,
			operation: 'GET /master/practices',
			fields: ['practiceId'],
		});
	}
	// Opens the practice: refuses a practice that does not belong to the enterprise of the credential.
	await listLocationIds(reader);
	return { ok: true, practices };
}

/** Providers who treat in this practice; one who was taken off is told as inactive (sheet 4.2). */
export async function listProviders(reader: Reader): Promise<Provider[]> {
	const rows = await readAll(reader, providerSchema, {
		route: '/providers',
		operation: '/providers',
		query: { $filter: 'isRenderingAtPractice eq true' },
	});
	return rows
		.filter(({ isRenderingAtPractice }) => isRenderingAtPractice !== false)
		.map((row) => toProvider(row, reader.scope));
}

async function listLocationIds(reader: Reader) {
	const rows = await readAll(reader, practiceLocationSchema, {
		route: `/master/practices/${reader.scope.practiceId}/locations`,
		operation: '/master/practices/{id}/locations',
	});
	return new Map(rows.map(({ locationId, locationName }) => [locationId, locationName]));
}

/** The locations of this practice, with addresses from the enterprise's list (sheet 4.2). */
export async function listLocations(reader: Reader): Promise<Location[]> {
	const own = await listLocationIds(reader);
	const rows = await readAll(reader, locationSchema, {
		route: '/master/locations',
		operation: '/master/locations',
	});
	const known = new Map(rows.map((row) => [row.id, row]));
	return [...own].map(([id, name]) => {
		const row = known.get(id);
		return toLocation({ ...row, id, name: row?.name ?? name }, reader.scope);
	});
}

/** Kinds of visits of this practice: NextGen calls them events (sheet 4.2). */
export async function listAppointmentTypes(reader: Reader): Promise<AppointmentType[]> {
	const rows = await readAll(reader, eventSchema, {
		route: '/master/events',
		operation: '/master/events',
	});
	return rows.filter((row) => isOwn(row.practiceId, reader)).map(toAppointmentType);
}

/** What can be booked in this practice (sheet 4.2). */
export async function listResources(reader: Reader): Promise<ResourceRow[]> {
	const rows = await readAll(reader, resourceSchema, {
		route: '/resources',
		operation: '/resources',
	});
	return rows.filter((row) => row.isDeleted !== true && isOwn(row.practiceId, reader));
}

/** Rows of another practice are left out; a row that does not tell is kept. */
function isOwn(practiceId: string | null | undefined, { scope }: Reader): boolean {
	return practiceId === null || practiceId === undefined || practiceId === scope.practiceId;
}
