import { OutboundQueue, type QueuedMessage, type Target } from './queue.mjs';

/**
 * The engine's outbound channels: one for everything, or one for each type of message (ADT, SIU) that
 * deliver side by side, as practices set up one feed per type. Each is in order by itself.
 */
export class OutboundChannels {
	private readonly general = new OutboundQueue();
	private readonly added: QueuedMessage[] = [];
	private readonly ofType = new Map<string, OutboundQueue>();
	private isPerType = false;
	private target: Target | undefined;
	private paused = false;

	/** Holds for messages that are added from now on. */
	splitByType(isPerType: boolean): void {
		this.isPerType = isPerType;
	}

	add(message: Pick<QueuedMessage, 'controlId' | 'event' | 'patientId' | 'text'>): void {
		this.added.push(this.channelOf(message.event.slice(0, 3)).add(message));
	}

	/** In the order in which they were added. */
	list(): readonly QueuedMessage[] {
		return this.added;
	}

	deliverTo(target: Target | undefined): void {
		this.target = target;
		for (const channel of this.all()) channel.deliverTo(target);
	}

	pause(paused: boolean): void {
		this.paused = paused;
		for (const channel of this.all()) channel.pause(paused);
	}

	/** Forgets every message. */
	clear(): void {
		this.added.length = 0;
		for (const channel of this.all()) channel.clear();
	}

	async close(): Promise<void> {
		await Promise.all(this.all().map(async (channel) => await channel.close()));
	}

	counts() {
		const counts = this.all().map((channel) => channel.counts());
		const sum = (state: QueuedMessage['state']) =>
			counts.reduce((total, count) => total + count[state], 0);
		return { waiting: sum('waiting'), accepted: sum('accepted'), refused: sum('refused') };
	}

	private channelOf(type: string): OutboundQueue {
		if (!this.isPerType) return this.general;
		const existing = this.ofType.get(type);
		if (existing !== undefined) return existing;
		const channel = new OutboundQueue();
		channel.pause(this.paused);
		channel.deliverTo(this.target);
		this.ofType.set(type, channel);
		return channel;
	}

	private all(): OutboundQueue[] {
		return [this.general, ...this.ofType.values()];
	}
}
