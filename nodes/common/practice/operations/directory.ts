import { returnAllAndLimit } from '../../fields';
import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import type { PracticeSystem } from '../port';

/** Lists that hold no patients: practices, providers and locations. */
function directoryGetMany(
	words: Pick<PracticeOperation, 'resource' | 'action' | 'description' | 'capability'>,
	read: (port: PracticeSystem) => Promise<readonly object[]>,
): PracticeOperation {
	return {
		...words,
		operation: 'getMany',
		name: 'Get Many',
		fields: returnAllAndLimit,
		async run({ session: { port }, param }) {
			const rows = await read(port);
			const limit = param<boolean>('returnAll', false) ? rows.length : param<number>('limit', 50);
			const { system } = port.scope;
			return [toItems(rows.slice(0, limit).map((row) => ({ system, ...row })))];
		},
	};
}

export const practiceGetMany = directoryGetMany(
	{
		resource: 'practice',
		action: 'Get many practices',
		description: 'Get the practices that the login may see',
		capability: 'practices.list',
	},
	async (port) => await port.practices.list(),
);

export const providerGetMany = directoryGetMany(
	{
		resource: 'provider',
		action: 'Get many providers',
		description: 'Get the providers of the practice',
		capability: 'providers.list',
	},
	async (port) => await port.providers.list(),
);

export const locationGetMany = directoryGetMany(
	{
		resource: 'location',
		action: 'Get many locations',
		description: 'Get the service locations of the practice',
		capability: 'locations.list',
	},
	async (port) => await port.locations.list(),
);
