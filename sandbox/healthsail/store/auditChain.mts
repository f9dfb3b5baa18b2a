import { createHash } from 'node:crypto';
import type { SandboxClock } from '../../core/clock.mjs';
import { Collection, type ChangeCount } from './collection.mjs';
import type { Plain } from './types.mjs';

const FIRST_HASH = '0'.repeat(64);

/** JSON with members in the order of their names, so that equal content gives equal text. */
function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const members = Object.entries(value)
		.filter(([, member]) => member !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
	return `{${members.join(',')}}`;
}

export interface ChainCheck {
	valid: boolean;
	checked: number;
	firstInvalidId?: string;
}

/** Append-only audit events, each carrying the hash of the one before. */
export class AuditChain {
	readonly events: Collection<Plain>;

	private lastHash = FIRST_HASH;

	constructor(clock: SandboxClock, changes: ChangeCount) {
		this.events = new Collection<Plain>(clock, 'audit event', 'aud', changes);
	}

	/** Appends one event; `prevHash` and `hash` are the chain's. */
	append(facts: Record<string, unknown>): Plain {
		const stored = this.events.insert({ ...facts, prevHash: this.lastHash });
		const event = this.events.touch({ ...stored, hash: this.hashOf(stored) });
		this.lastHash = String(event.hash);
		return event;
	}

	/** Checks the chain; `from` and `to` limit which events are counted as checked. */
	verify(from?: string, to?: string): ChainCheck {
		let before = FIRST_HASH;
		let checked = 0;
		for (const event of this.events.values()) {
			const { hash, ...rest } = event;
			const isIn = (!from || String(event.at) >= from) && (!to || String(event.at) <= to);
			if (event.prevHash !== before || hash !== this.hashOf(rest as Plain)) {
				return { valid: false, checked, firstInvalidId: event.id };
			}
			if (isIn) checked += 1;
			before = String(hash);
		}
		return { valid: true, checked };
	}

	private hashOf(event: Plain): string {
		return createHash('sha256').update(canonical(event)).digest('hex');
	}
}
