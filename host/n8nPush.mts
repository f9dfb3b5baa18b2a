// The editor's push connection: tells when an execution ends and which node failed.
import { randomUUID } from 'node:crypto';
import { Problem } from './boot.mjs';

export interface ExecutionEnd {
	executionId: string;
	status: string;
	/** The first node that failed, with its message. */
	error?: { node: string; message: string };
}

export interface ExecutionWatch {
	readonly pushRef: string;
	/** Resolves when the execution has ended; a Problem after the time-out or a lost connection. */
	ended(executionId: string, timeoutMs: number): Promise<ExecutionEnd>;
	close(): void;
}

interface PushMessage {
	type: string;
	data: {
		executionId?: string;
		status?: string;
		nodeName?: string;
		data?: { error?: { message?: string } };
	};
}

const FINAL = new Set(['success', 'error', 'crashed', 'canceled']);

/** Opens a push connection with a session's headers (cookie, browser-id). */
export async function watchExecutions(
	url: string,
	headers: Record<string, string>,
): Promise<ExecutionWatch> {
	const pushRef = randomUUID();
	const address = `${url.replace(/^http/, 'ws')}/rest/push?pushRef=${pushRef}`;
	// Node's WebSocket takes headers; the type of the browser's, which it is declared with, does not.
	const options = { headers: { ...headers, origin: url } } as unknown as string[];
	const socket = new WebSocket(address, options);
	const ends = new Map<string, ExecutionEnd>();
	const errors = new Map<string, { node: string; message: string }>();
	const listeners = new Set<() => void>();
	let lost = false;

	socket.addEventListener('message', ({ data }) => {
		const message = parse(data);
		const executionId = message?.data?.executionId;
		if (!message || !executionId) return;
		const failed = message.data.data?.error?.message;
		if (message.type === 'nodeExecuteAfter' && failed && !errors.has(executionId))
			errors.set(executionId, { node: message.data.nodeName ?? '', message: failed });
		if (message.type === 'executionFinished' && FINAL.has(message.data.status ?? '')) {
			const error = errors.get(executionId);
			ends.set(executionId, { executionId, status: message.data.status ?? '', error });
			for (const listener of listeners) listener();
		}
	});
	socket.addEventListener('close', () => {
		lost = true;
		for (const listener of listeners) listener();
	});
	await opened(socket);

	return {
		pushRef,
		async ended(executionId, timeoutMs) {
			return await new Promise((resolve, reject) => {
				const settle = (act: () => void) => {
					clearTimeout(timer);
					listeners.delete(look);
					act();
				};
				const look = () => {
					const end = ends.get(executionId);
					if (end) settle(() => resolve(end));
					else if (lost)
						settle(() => reject(new Problem('n8n closed the connection during the run.')));
				};
				const timer = setTimeout(() => {
					const seconds = Math.round(timeoutMs / 1000);
					settle(() => reject(new Problem(`The run did not end within ${seconds} s.`)));
				}, timeoutMs);
				listeners.add(look);
				look();
			});
		},
		close: () => socket.close(),
	};
}

async function opened(socket: WebSocket): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		socket.addEventListener('open', () => resolve(), { once: true });
		socket.addEventListener(
			'error',
			() => reject(new Problem('n8n refused the push connection of its editor.')),
			{ once: true },
		);
	});
}

function parse(data: unknown): PushMessage | undefined {
	if (typeof data !== 'string') return undefined;
	try {
		return JSON.parse(data) as PushMessage;
	} catch {
		return undefined;
	}
}
