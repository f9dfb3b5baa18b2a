import { practiceSystems } from '../../../../host/practiceSystems.mjs';
import type { BenchVendor } from '../vendor.mjs';
import { advancedMdPaged } from './stock.mjs';

export const advancedMd: BenchVendor = {
	system: 'advancedmd',
	concurrency: 4,
	sizes: [1000],
	async settings(sandbox) {
		const own = await practiceSystems.advancedmd.credential(sandbox);
		const text = (name: string) => String(own[name]);
		return {
			loginUrl: text('loginUrl'),
			user: text('user'),
			password: text('password'),
			appName: text('appName'),
			practiceId: text('practiceId'),
		};
	},
	paged: advancedMdPaged,
};
