import { SANDBOX_LOGIN } from '../../../../host/sandboxServer.mjs';
import type { BenchVendor } from '../vendor.mjs';
import { careCloudPaged } from './stock.mjs';

/** CareCloud: two calls for each patient who is met in an appointment. */
export const careCloud: BenchVendor = {
	system: 'carecloud',
	concurrency: 4,
	sizes: [1000],
	settings: (sandbox) => ({
		...careCloudPaged.settings,
		baseUrl: sandbox.url('carecloud').replace(/\/v2$/, ''),
		practiceId: SANDBOX_LOGIN.practiceId,
	}),
	paged: careCloudPaged,
};
