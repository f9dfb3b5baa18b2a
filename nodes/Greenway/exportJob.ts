import { sleep } from 'n8n-workflow';
import { z } from 'zod';

import { SafeError } from '../../lib/privacy/errors';
import { resourcesOf, fhirBundleSchema } from '../../lib/fhir/bundle';
import { resourceSchema } from '../../lib/fhir/parts';
import { parseInstant } from '../../lib/values/civilDate';
import { parseWire } from '../common/parseWire';
import { retryAfterMs } from '../common/transport/retry';
import type { FhirTransport } from './transport';

/** Sheet 5: without a start time only the last 24 hours are exported, so one is always told. */
export const sinceEver = '1900-01-01T00:00:00Z';

const manifestSchema = z.object({
	transactionTime: z.string().transform((text) => parseInstant(text, 'utc')),
	output: z.array(z.object({ type: z.string(), url: z.string().url() })),
	error: z.array(z.unknown()).nullish(),
});
/** What an export holds: its files by type, and whether something could not be exported. */
export interface ExportManifest {
	/** What happened after it is not in the export; RFC 3339 UTC, undefined = not readable. */
	readonly transactionTime: string | undefined;
	readonly files: ReadonlyArray<{ readonly type: string; readonly url: string }>;
	readonly isPartial: boolean;
}

/** Longest wait between two questions about an export (sheet 5). */
const longestPollMs = 120_000;

/** Starts an export of the group and answers its status address. Throws SafeError. */
export async function startExport(
	transport: FhirTransport,
	since: string,
	types: readonly string[],
): Promise<string> {
	const { settings, system } = transport.access;
	const group = settings.fhir.groupId || (await findGroup(transport));
	const answer = await transport.get(
		'export',
		`Group/${encodeURIComponent(group)}/$export`,
		{ _since: since, ...(settings.fhir.exportTypes && { _type: types.join(',') }) },
		{ Prefer: 'respond-async' },
	);
	const job = answer.headers['content-location'];
	if (answer.status === 202 && job !== undefined && job !== '') return job;
	throw new SafeError({
		kind: 'wireShape',
		message: 'Greenway took the export, but did not tell where to ask for it.',
		nextStep: 'Report the operation and this code.',
		system,
		operation: 'export',
		vendorCode: String(answer.status),
	});
}

/**
 * Asks for an export until it is ready, with growing pauses (sheet 5), at most for a time.
 *
 * @param waitSeconds of the practice's clock; a faster sandbox makes it shorter
 * @returns undefined = still at work; `gone` = the server does not know the export any more
 */
export async function awaitExport(
	transport: FhirTransport,
	job: string,
	waitSeconds: number,
): Promise<ExportManifest | 'gone' | undefined> {
	const { settings, system, throttle } = transport.access;
	const haste = throttle.speed || 60;
	let left = waitSeconds * 1000;
	let pause = settings.fhir.pollSeconds * 1000;
	for (;;) {
		const answer = await transport.status(job);
		if (answer === 'gone') return 'gone';
		if (answer.status === 200) {
			const manifest = parseWire(manifestSchema, answer.json(), {
				system,
				operation: 'export status',
			});
			return {
				transactionTime: manifest.transactionTime,
				files: manifest.output,
				isPartial: (manifest.error ?? []).length > 0,
			};
		}
		if (left <= 0) return undefined;
		const waitMs = Math.min(retryAfterMs(answer.headers, Date.now()) ?? pause, longestPollMs, left);
		await sleep(waitMs / haste);
		left -= waitMs;
		pause = Math.min(pause * 2, longestPollMs);
	}
}

/** The one group that the server lists (sheet 4.1). Throws SafeError `configuration`. */
async function findGroup(transport: FhirTransport): Promise<string> {
	const { system } = transport.access;
	const facts = { system, operation: 'Group search' };
	const answer = await transport.get('Group search', 'Group');
	const bundle = parseWire(fhirBundleSchema, answer.json(), facts);
	const groups = resourcesOf(bundle, 'Group').map(
		(group) => parseWire(resourceSchema, group, facts).id,
	);
	if (groups.length === 1) return groups[0];
	throw new SafeError({
		...facts,
		kind: 'configuration',
		message:
			groups.length === 0
				? 'Greenway lists no group whose patients could be exported.'
				: `Greenway lists ${groups.length} groups, and the practice profile names none of them.`,
		nextStep:
			'Ask Greenway which group holds the patients of the practice, and put its ID into the practice profile (greenway.fhir.groupId).',
		fields: ['practiceProfile'],
	});
}
