import type { ConnectionReport } from '../common/practice/port';
import { listPractices } from './directory';
import type { FhirTransport } from './transport';

/**
 * Whether the client may read this practice: it signs in, the site answers, and the practice's own
 * organizations are there. Throws SafeError in words for practice IT.
 */
export async function testConnection(transport: FhirTransport): Promise<ConnectionReport> {
	await transport.get('metadata', 'metadata');
	return { ok: true, practices: await listPractices(transport) };
}
