import { SANDBOX_LOGIN } from '../../../../host/sandboxServer.mjs';
import type { BenchVendor } from '../vendor.mjs';
import { perItemFlow } from './perItem.mjs';
import { tebraPaged } from './stock.mjs';

export const tebra: BenchVendor = {
	system: 'tebra',
	concurrency: 6,
	sizes: [1000, 10_000],
	settings: (sandbox) => ({
		tebraUrl: sandbox.url('tebra'),
		customerKey: SANDBOX_LOGIN.tebraCustomerKey,
		user: SANDBOX_LOGIN.tebraUser,
		password: SANDBOX_LOGIN.tebraPassword,
		practiceId: SANDBOX_LOGIN.practiceId,
	}),
	paged: tebraPaged,
	perItem: perItemFlow(),
	weighsMemory: true,
};
