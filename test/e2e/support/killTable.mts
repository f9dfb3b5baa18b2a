// What became of each approved change in the rounds in which n8n was killed.

/** When n8n is killed: every write done and no answer given, or any moment after the first write. */
export const moments = ['answer held back', 'after the first write'] as const;
export type Moment = (typeof moments)[number];

export interface KillRow {
	round: number;
	system: string;
	/** Of the request. */
	id: string;
	moment: Moment;
	/** Writes and notices that the practice took before n8n died, and after it was started again. */
	beforeKill: number;
	afterKill: number;
	/** Whether the practice has the approved value. */
	isThere: boolean;
	/** How the request was closed, else the state of its delivery. */
	outcome: string;
	verdict: 'as it must be' | 'to be settled' | 'wrong';
}

/** One row per request; a later row of the same request takes the place of the earlier one. */
export class KillTable {
	private readonly byId = new Map<string, KillRow>();

	add(row: KillRow): void {
		this.byId.set(row.id, row);
	}

	row(id: string): KillRow | undefined {
		return this.byId.get(id);
	}

	rows(): KillRow[] {
		return [...this.byId.values()];
	}

	/** A table for people. */
	text(): string {
		const head = [
			'| Round | System | Killed | Before | After | In the practice | Outcome | Verdict |',
			'| ---: | --- | --- | ---: | ---: | --- | --- | --- |',
		];
		const lines = this.rows().map((row) => {
			const { round, system, moment, beforeKill, afterKill, isThere, outcome, verdict } = row;
			const there = isThere ? 'yes' : 'no';
			return `| ${[round, system, moment, beforeKill, afterKill, there, outcome, verdict].join(' | ')} |`;
		});
		return [...head, ...lines].join('\n');
	}
}
