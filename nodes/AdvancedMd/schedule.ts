import type { Location, Provider } from '../../lib/canonical/practice';
import type { AppointmentType } from '../../lib/canonical/schedule';
import { dropAbsent } from '../../lib/values/dropAbsent';
import { cleanText } from '../../lib/values/text';
import { nameParts } from './mapping/context';
import type { AdvancedMdReader } from './reader';
import type { Column, SchedulerSetup } from './wire/schedule';
import { readSetup, readTypes } from './wire/schedule';

/** The scheduler's set-up, read once for a port (sheet 4.5). */
export type Setup = () => Promise<SchedulerSetup>;

/**
 * Makes the reader of the set-up: the first call asks AdvancedMD, later ones share its answer.
 * Throws SafeError.
 */
export function createSetup({ transport }: AdvancedMdReader): Setup {
	let reading: Promise<SchedulerSetup> | undefined;
	const read = async (): Promise<SchedulerSetup> => {
		const answer = await transport.message('getschedulersetup', {});
		if (answer === undefined) return { columns: [], profiles: [], facilities: [] };
		return readSetup(answer.results, answer.facts);
	};
	return async () => {
		reading ??= read();
		// A failed read is not kept: the next call asks again.
		reading.catch(() => (reading = undefined));
		return await reading;
	};
}

/** Providers are AdvancedMD's profiles (sheet 4.5): names and codes, no NPI, not whether active. */
export async function listProviders(
	{ scope }: AdvancedMdReader,
	setup: Setup,
): Promise<Provider[]> {
	const { system, practiceId } = scope;
	return (await setup()).profiles.map(({ id, name }) => {
		const { givenName, familyName } = nameParts(name);
		return dropAbsent({
			id,
			externalIds: [{ system, practiceId, type: 'provider' as const, value: id }],
			givenName: cleanText(givenName),
			familyName: cleanText(familyName),
			active: true,
		});
	});
}

/** Locations are AdvancedMD's facilities (sheet 4.5): names only. */
export async function listLocations(
	{ scope }: AdvancedMdReader,
	setup: Setup,
): Promise<Location[]> {
	const { system, practiceId, timeZone } = scope;
	return (await setup()).facilities.map(({ id, name }) =>
		dropAbsent({
			id,
			externalIds: [{ system, practiceId, type: 'location' as const, value: id }],
			name: cleanText(name),
			timeZone,
		}),
	);
}

/** Kinds of visits (getappttypes, sheet 4.5). Throws SafeError. */
export async function listTypes({ transport }: AdvancedMdReader): Promise<AppointmentType[]> {
	const answer = await transport.message('getappttypes', { appttype: '' });
	if (answer === undefined) return [];
	return readTypes(answer.results, answer.facts).map(({ id, name, hide, appttypesettings }) => ({
		id,
		name: cleanText(name) ?? null,
		durationMinutes: appttypesettings?.duration || null,
		active: hide !== true,
	}));
}

/** Columns of a provider and a location, or the one that is named. */
export function findColumns(
	{ columns }: SchedulerSetup,
	wanted: { resourceId?: string; providerId?: string; locationId?: string },
): Column[] {
	return columns.filter(
		({ id, profile, facility }) =>
			(wanted.resourceId === undefined || id === wanted.resourceId) &&
			(wanted.providerId === undefined || profile === wanted.providerId) &&
			(wanted.locationId === undefined || facility === wanted.locationId),
	);
}
