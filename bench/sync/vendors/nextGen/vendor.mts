import { practiceSystems } from '../../../../host/practiceSystems.mjs';
import type { BenchVendor } from '../vendor.mjs';
import { nextGenPaged } from './stock.mjs';

export const nextGen: BenchVendor = {
	system: 'nextgen',
	concurrency: 4,
	sizes: [1000, 10_000],
	async settings(sandbox) {
		const own = await practiceSystems.nextgen.credential(sandbox);
		const text = (name: string) => String(own[name]);
		return {
			baseUrl: text('baseUrl'),
			accessTokenUrl: text('accessTokenUrl'),
			clientId: text('clientId'),
			clientSecret: text('clientSecret'),
			siteId: text('siteId'),
			enterpriseId: text('enterpriseId'),
			practiceId: text('practiceId'),
		};
	},
	paged: nextGenPaged,
};
