import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Fault } from './faults.mjs';

const DEFAULT_LATENCY_MS = 2000;

/** Waits when the fault is a latency; call it before the work. */
export async function delayFor(fault: Fault | undefined): Promise<void> {
	if (fault?.kind === 'latency') await wait(fault.ms ?? DEFAULT_LATENCY_MS);
}

/**
 * The body to send in place of `body`: its first half for `truncate`, a gateway's HTML page for
 * `malformed`, else the body as it is.
 */
export function spoilBody(fault: Fault | undefined, body: string): string {
	if (fault?.kind === 'truncate') return body.slice(0, Math.floor(body.length / 2));
	if (fault?.kind === 'malformed') return '<html><body>Bad gateway page</body>';
	return body;
}

/**
 * Cuts the connection without an answer: the work is done, the caller cannot know. A fault that names
 * milliseconds keeps the caller waiting for so long before.
 */
export function dropConnection(reply: FastifyReply, fault?: Fault): void {
	reply.hijack();
	const cut = () => reply.raw.socket?.destroy();
	if (fault?.ms === undefined) cut();
	else setTimeout(cut, fault.ms).unref();
}
