import type { Location, Provider } from '../../lib/canonical/practice';
import { parseWire } from '../common/parseWire';
import { toLocation, toProvider } from './mapping/directory';
import type { CareCloudReader } from './patients';
import { rowsOf } from './unwrap';
import { locationSchema, providerSchema } from './wire/practice';

/** Active providers (sheet 4.3). Throws SafeError. */
export async function listProviders({ transport, scope }: CareCloudReader): Promise<Provider[]> {
	const answer = await transport.call({ operation: 'listProviders', path: '/providers' });
	return rowsOf(answer, 'providers', 'provider').map((row) =>
		toProvider(parseWire(providerSchema, row, answer.facts), scope),
	);
}

/** Places where the practice sees patients (sheet 4.3). Throws SafeError. */
export async function listLocations({ transport, scope }: CareCloudReader): Promise<Location[]> {
	const answer = await transport.call({ operation: 'listLocations', path: '/locations' });
	return rowsOf(answer, 'locations', 'location').map((row) =>
		toLocation(parseWire(locationSchema, row, answer.facts), scope),
	);
}
