import { SafeError } from '../../lib/privacy/errors';
import { foldText } from '../../lib/values/text';
import { nextGenSystem } from './credential';
import type { Reader } from './read';
import { readAll, readArray, requireGuid } from './read';
import { externalIdSchema, externalSystemSchema } from './wire/person';

/** The external system of NextGen under which our ids stand (sheet 4.1). */
export interface ExternalSystems {
	/** Its integer id as text; undefined when the practice has not set it up. Throws SafeError. */
	find(): Promise<string | undefined>;
}

/** Looked up once per port; NextGen's people set the system up, this pack never does. */
export function createExternalSystems(reader: Reader): ExternalSystems {
	const wanted = foldText(reader.settings.externalSystemName);
	let asked: Promise<string | undefined> | undefined;
	async function look(): Promise<string | undefined> {
		const rows = await readAll(reader, externalSystemSchema, {
			route: '/master/external-systems',
			operation: '/master/external-systems',
		});
		return rows.find(({ name, description }) =>
			[name, description].some((text) => foldText(text ?? '') === wanted),
		)?.id;
	}
	return { find: async () => await (asked ??= look()) };
}

/**
 * Writes our id beside a person and reads it back (sheet 4.1). Throws SafeError `configuration` when
 * the external system is not set up, `conflict` when NextGen does not show the id afterwards.
 */
export async function setExternalId(
	reader: Reader,
	systems: ExternalSystems,
	patientId: string,
	value: string,
): Promise<{ stored: string; vendorId: string }> {
	const id = requireGuid(patientId, 'patientId');
	const operation = '/persons/{id}/external-ids/{externalSystemId}';
	const facts = { system: nextGenSystem, operation: `PUT ${operation}` };
	if (value.length === 0 || value.length > 100) {
		throw new SafeError({
			...facts,
			kind: 'validation',
			message: 'An external ID has 1 to 100 characters.',
			nextStep: 'Give the HealthSail ID of the customer.',
			fields: ['externalId'],
		});
	}
	const vendorId = await systems.find();
	if (vendorId === undefined) {
		throw new SafeError({
			...facts,
			kind: 'configuration',
			message: 'NextGen has no external system of the name in the practice profile.',
			nextStep:
				'Ask the practice to add HealthSail as an external system in File Maintenance, or correct nextgen.externalSystemName.',
			fields: ['externalSystemName'],
		});
	}
	await reader.transport.write({
		method: 'PUT',
		route: `/persons/${id}/external-ids/${vendorId}`,
		operation,
		body: { externalId: value },
		// The same id at the same place: done twice is done once.
		repeatable: true,
	});
	const stored = await readArray(reader, externalIdSchema, {
		route: `/persons/${id}/external-ids`,
		operation: '/persons/{id}/external-ids',
	});
	const own = stored.find(({ externalSystemId }) => externalSystemId === vendorId)?.externalId;
	if (own === value) return { stored: value, vendorId };
	throw new SafeError({
		...facts,
		kind: 'conflict',
		message: 'NextGen does not show the external ID that was just written.',
		nextStep: 'Check in NextGen whether another person has this external ID.',
		fields: ['externalId'],
	});
}
