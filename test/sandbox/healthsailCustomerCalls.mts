import { synthetic, tebraId, type TestSandbox } from './healthsailSupport.mjs';

/** Calls about customers and coverages that several tests of HealthSail's sandbox make. */
export function customerCalls(sandbox: () => TestSandbox) {
	return {
		/** Creates or updates customers by their external ids. */
		bulk: async (items: unknown[]) =>
			await sandbox().call('POST', '/customers/bulk-upsert', {
				body: { matchOn: 'externalIds', items },
			}),
		/** Creates or updates coverages, with the stamps of patients whose coverages are all told. */
		bulkCoverages: async (items: unknown[], stamps?: unknown[]) =>
			await sandbox().call('POST', '/coverages/bulk-upsert', {
				body: { matchOn: 'externalIds', items, ...(stamps ? { stamps } : {}) },
			}),
		/** What HealthSail knows of a patient of Tebra's practice 1. */
		lookup: async (value: string) =>
			(
				await sandbox().call('POST', '/customers/lookup', {
					body: { externalIds: [tebraId(value)] },
				})
			).json.data[0],
		/** Creates a synthetic customer and gives the record. */
		create: async (value: string, more: Record<string, unknown> = {}) =>
			(await sandbox().call('POST', '/customers', { body: synthetic(value, more) })).json,
	};
}

/** The content hash of `stamp`. */
export const HASH = 'a1b2c3d4e5f60718';

/** The stamp of a patient whose coverages are all told. */
export const stamp = (customerId: string, more: Record<string, unknown> = {}) => ({
	customerId,
	system: 'tebra',
	practiceId: '1',
	contentHash: HASH,
	fieldHashes: { familyName: '0011223344556677' },
	complete: true,
	...more,
});
