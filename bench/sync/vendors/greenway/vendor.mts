import { practiceSystems } from '../../../../host/practiceSystems.mjs';
import type { Sandbox } from '../../../../host/sandboxServer.mjs';
import type { BenchVendor, VendorSettings } from '../vendor.mjs';
import { greenwayPaged } from './stock.mjs';

/**
 * The server works 25 seconds of its clock on an export, which is not what is compared; a token lives 15
 * minutes of it, which a whole run of a form must fit into on a slow machine too.
 */
const CLOCK_SPEED = 30;

function greenwayBench(
	system: 'greenway-intergy' | 'greenway-prime',
	baseUrl: string,
): BenchVendor {
	const { key, credential } = practiceSystems[system];
	const paged = greenwayPaged(key, baseUrl);
	return {
		system,
		concurrency: 4,
		sizes: [1000],
		clockSpeed: CLOCK_SPEED,
		async settings(sandbox: Sandbox): Promise<VendorSettings> {
			const own = await credential(sandbox);
			const text = (name: string) => String(own[name]);
			return {
				...paged.settings,
				system: key,
				baseUrl: `${text('baseUrl')}/${text('tenantId')}`,
				clientId: text('clientId'),
				keyId: text('keyId'),
				privateKey: text('privateKey'),
				practiceId: text('practiceId'),
				clockSpeed: String(sandbox.speed),
			};
		},
		paged,
	};
}

/** Greenway Intergy: the whole tenant by bulk export. */
export const greenwayIntergy = greenwayBench(
	'greenway-intergy',
	'http://127.0.0.1:4606/fhir/R4/2.16.840.1.113883.3.0000.1',
);

/** Greenway Prime Suite: the same export, another product. */
export const greenwayPrimeSuite = greenwayBench(
	'greenway-prime',
	'http://127.0.0.1:4607/fhir/R4/2.16.840.1.113883.3.0000.2',
);
