import type { HealthSailClient } from '../healthsail/client';
import { createHealthSailClient } from '../healthsail/client';
import { outcomeOf } from '../outcome';
import type { NodeContext } from '../transport/send';
import type { PracticeSystem } from './port';

/** Opens a vendor's port with the credential of the node. */
export type OpenPort = (context: NodeContext, itemIndex?: number) => Promise<PracticeSystem>;

/** What one execution of a vendor node works with. */
export interface Session {
	readonly port: PracticeSystem;
	readonly client: HealthSailClient;
	/** For the audit record: the name of the flow this node is in. */
	readonly flow: string;
}

/** Opens port and client. Throws SafeError `configuration`. */
export async function openSession(
	context: NodeContext,
	openPort: OpenPort,
	itemIndex = 0,
): Promise<Session> {
	const port = await openPort(context, itemIndex);
	const client = await createHealthSailClient(context, itemIndex);
	const { id, name } = context.getWorkflow();
	return { port, client, flow: (name || id || 'n8n').slice(0, 100) };
}

/**
 * Ends what the port holds at the vendor, such as a licence seat, however the execution went. What
 * goes wrong here changes nothing for the items: the vendor ends an idle session by itself.
 */
export async function closeSession(opening: Promise<Session>): Promise<void> {
	await outcomeOf(async () => {
		const { port } = await opening;
		await port.close?.();
	});
}
