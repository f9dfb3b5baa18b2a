import { setTimeout as wait } from 'node:timers/promises';

/** A message on its way, and what became of it. */
export interface QueuedMessage {
	readonly controlId: string;
	readonly event: string;
	/** Number of the patient; absent for a text that a test put in. */
	readonly patientId?: string;
	readonly text: string;
	state: 'waiting' | 'accepted' | 'refused';
	attempts: number;
	/** MSA-1 of the answer that ended it. */
	acknowledgement?: string;
	/** What the last attempt that brought no acknowledgement ended in. */
	trouble?: string;
}

export interface Target {
	readonly url: string;
	readonly authorization?: string;
}

const RETRY_MS = 200;
const TIMEOUT_MS = 60_000;

/**
 * The outbound queue of the engine. It delivers in order, one message at a time, and sends a message
 * again until an acknowledgement comes that names it: an HTTP error, a broken connection or a text
 * that is none are no answer. AE and AR put a message aside for staff, and the next one goes.
 */
export class OutboundQueue {
	private readonly messages: QueuedMessage[] = [];
	private next = 0;
	private target: Target | undefined;
	private paused = false;
	private stopped = false;
	private working: Promise<void> | undefined;
	private readonly ending = new AbortController();

	add(message: Pick<QueuedMessage, 'controlId' | 'event' | 'patientId' | 'text'>): QueuedMessage {
		const queued: QueuedMessage = { ...message, state: 'waiting', attempts: 0 };
		this.messages.push(queued);
		this.wake();
		return queued;
	}

	/** Where to deliver to; undefined = keep everything. */
	deliverTo(target: Target | undefined): void {
		this.target = target;
		this.wake();
	}

	pause(paused: boolean): void {
		this.paused = paused;
		this.wake();
	}

	/** Forgets every message. */
	clear(): void {
		this.messages.length = 0;
		this.next = 0;
	}

	async close(): Promise<void> {
		this.stopped = true;
		this.ending.abort();
		await this.working;
	}

	counts() {
		const of = (state: QueuedMessage['state']) =>
			this.messages.filter((message) => message.state === state).length;
		return { waiting: of('waiting'), accepted: of('accepted'), refused: of('refused') };
	}

	private wake(): void {
		if (this.working !== undefined) return;
		this.working = this.work().finally(() => {
			this.working = undefined;
			// What was put in while the work was ending would else lie there.
			if (this.nextToSend() !== undefined) this.wake();
		});
	}

	private nextToSend(): QueuedMessage | undefined {
		const mayWork = !this.stopped && !this.paused && this.target !== undefined;
		return mayWork ? this.messages[this.next] : undefined;
	}

	private async work(): Promise<void> {
		for (;;) {
			const message = this.nextToSend();
			if (message === undefined || this.target === undefined) return;
			const code = await this.attempt(message, this.target);
			if (code === undefined) {
				await wait(RETRY_MS, undefined, { signal: this.ending.signal }).catch(() => undefined);
				continue;
			}
			// A reset emptied the queue in the meantime.
			if (this.messages[this.next] !== message) continue;
			message.acknowledgement = code;
			message.state = code === 'AA' ? 'accepted' : 'refused';
			this.next += 1;
		}
	}

	/** MSA-1 of the answer, or undefined when none came for this message. */
	private async attempt(message: QueuedMessage, target: Target): Promise<string | undefined> {
		message.attempts += 1;
		try {
			const response = await fetch(target.url, {
				method: 'POST',
				headers: {
					'Content-Type': 'text/plain; charset=utf-8',
					...(target.authorization && { Authorization: target.authorization }),
				},
				body: message.text,
				signal: AbortSignal.any([this.ending.signal, AbortSignal.timeout(TIMEOUT_MS)]),
			});
			const text = await response.text();
			const msa = /\rMSA\|(AA|AE|AR)\|([^|\r]*)/.exec(text);
			if (response.ok && msa?.[2] === message.controlId) return msa[1];
			message.trouble = `HTTP ${response.status}`;
		} catch {
			message.trouble = 'no connection';
		}
		return undefined;
	}
}
