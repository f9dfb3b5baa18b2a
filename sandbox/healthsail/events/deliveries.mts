import type { World } from '../../core/world.mjs';
import type { Collection } from '../store/collection.mjs';
import { signingSecrets, type WebhookEndpoint } from './endpoints.mjs';
import { signatureHeader } from './signature.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Waits between the nine attempts, in sandbox milliseconds. Source: contract section 12. */
const RETRY_WAITS = [
	MINUTE,
	5 * MINUTE,
	30 * MINUTE,
	2 * HOUR,
	6 * HOUR,
	12 * HOUR,
	24 * HOUR,
	24 * HOUR,
];
/** Real milliseconds that a receiver may take to answer. */
const ANSWER_MS = 10_000;
const FAILING_AFTER = 3 * 24 * HOUR;

/** What is sent: the envelope's text, made once so that each attempt carries the same bytes. */
export interface Outgoing {
	eventId: string;
	type: string;
	body: string;
}

export interface DeliveryState {
	attempts: number;
	delivered: boolean;
	lastStatus?: number;
}

/** Sends events to webhook endpoints, signed, with retries on the sandbox clock. */
export class Deliveries {
	private readonly states = new Map<string, Map<string, DeliveryState>>();

	private readonly timers = new Set<NodeJS.Timeout>();

	private stopped = false;

	constructor(
		private readonly world: World,
		private readonly endpoints: Collection<WebhookEndpoint>,
	) {}

	/** Begins to deliver an event to one endpoint; failures are retried. */
	send(endpointId: string, outgoing: Outgoing): void {
		const state = { attempts: 0, delivered: false };
		const perEvent = this.states.get(outgoing.eventId) ?? new Map<string, DeliveryState>();
		perEvent.set(endpointId, state);
		this.states.set(outgoing.eventId, perEvent);
		this.after(0, () => this.attempt(endpointId, outgoing, state));
	}

	/** True = every endpoint took it, false = one did not, undefined = it was sent to none. */
	success(eventId: string): boolean | undefined {
		const perEvent = this.states.get(eventId);
		if (!perEvent) return undefined;
		return [...perEvent.values()].every((state) => state.delivered);
	}

	/** Attempts so far, over all endpoints. */
	attempts(eventId: string): number {
		let sum = 0;
		for (const state of this.states.get(eventId)?.values() ?? []) sum += state.attempts;
		return sum;
	}

	/** Ends all waiting retries. */
	stop(): void {
		this.stopped = true;
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
	}

	private after(sandboxMs: number, work: () => Promise<void>): void {
		if (this.stopped) return;
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			void work();
		}, this.world.clock.realMillis(sandboxMs));
		this.timers.add(timer);
	}

	private async attempt(
		endpointId: string,
		outgoing: Outgoing,
		state: DeliveryState,
	): Promise<void> {
		const endpoint = this.endpoints.find(endpointId);
		if (!endpoint || endpoint.status === 'disabled') return;
		state.attempts += 1;
		const status = await this.post(endpoint, outgoing, state.attempts);
		state.lastStatus = status;
		const current = this.endpoints.find(endpointId);
		if (!current || this.stopped) return;
		this.world.calls.add({
			// Deliveries go out, so they are no calls to HealthSail.
			system: 'webhooks',
			operation: 'deliver',
			status: status ?? 0,
			effect: 'none',
		});
		if (status !== undefined && status >= 200 && status < 300) {
			state.delivered = true;
			const { failingSince: _cleared, ...rest } = current;
			this.endpoints.touch({
				...rest,
				status: current.status === 'failing' ? 'enabled' : current.status,
			});
			return;
		}
		this.refused(current, status);
		const wait = RETRY_WAITS[state.attempts - 1];
		if (status !== 410 && wait !== undefined) {
			this.after(wait, () => this.attempt(endpointId, outgoing, state));
		}
	}

	/** 410 disables at once; three days of failure make an endpoint failing, then disabled. */
	private refused(endpoint: WebhookEndpoint, status: number | undefined): void {
		const now = this.world.clock.millis();
		const since = endpoint.failingSince ?? now;
		const tooLong = now - since >= FAILING_AFTER;
		if (status === 410 || (tooLong && endpoint.status === 'failing')) {
			this.endpoints.replace({ ...endpoint, failingSince: since, status: 'disabled' });
		} else if (tooLong) {
			this.endpoints.replace({ ...endpoint, failingSince: since, status: 'failing' });
		} else this.endpoints.touch({ ...endpoint, failingSince: since });
	}

	/** One signed POST. Answers the receiver's status, or undefined when it gave none in time. */
	private async post(
		endpoint: WebhookEndpoint,
		outgoing: Outgoing,
		attempt: number,
	): Promise<number | undefined> {
		// Receivers compare t with their own clock, so it is real time and not sandbox time.
		const seconds = Math.floor(Date.now() / 1000);
		const secrets = signingSecrets(endpoint, this.world.clock.millis());
		try {
			const answer = await fetch(endpoint.url, {
				method: 'POST',
				redirect: 'manual',
				headers: {
					'Content-Type': 'application/json',
					'HS-Event-Id': outgoing.eventId,
					'HS-Event-Type': outgoing.type,
					'HS-Delivery-Attempt': String(attempt),
					'HS-Signature': signatureHeader(secrets, seconds, outgoing.body),
				},
				body: outgoing.body,
				signal: AbortSignal.timeout(ANSWER_MS),
			});
			await answer.arrayBuffer();
			return answer.status;
		} catch {
			return undefined;
		}
	}
}
