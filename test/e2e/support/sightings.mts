// When and where marked values were seen, over a program that searches again and again.
import type { Hit } from './search.mjs';

export interface Sighting {
	phase: string;
	where: string;
	/** Most rows, or values in a file, at one time. */
	most: number;
	/** Seconds from the first to the last search that saw them; 0 = seen once. */
	seconds: number;
	/** Searches that saw them, of how many. */
	searches: string;
}

interface Record {
	phase: string;
	where: string;
	most: number;
	first: number;
	last: number;
	times: number;
}

/** Collects hits by phase and place. */
export class Sightings {
	private readonly records = new Map<string, Record>();

	private readonly totals: Sighting[] = [];

	private readonly searches = new Map<string, number>();

	add(phase: string, hits: readonly Hit[], now = performance.now()): void {
		this.searches.set(phase, (this.searches.get(phase) ?? 0) + 1);
		for (const { where, count } of hits) {
			const key = `${phase}\0${where}`;
			const seen = this.records.get(key);
			if (!seen)
				this.records.set(key, { phase, where, most: count, first: now, last: now, times: 1 });
			else
				Object.assign(seen, { most: Math.max(seen.most, count), last: now, times: seen.times + 1 });
		}
	}

	/** Notes what was counted once over the whole phase, such as statements in a log. */
	addTotal(phase: string, where: string, count: number): void {
		if (count > 0) this.totals.push({ phase, where, most: count, seconds: 0, searches: 'all' });
	}

	/** How often a phase was searched. */
	searchesOf(phase: string): number {
		return this.searches.get(phase) ?? 0;
	}

	list(): Sighting[] {
		const seen = [...this.records.values()].map(({ phase, where, most, first, last, times }) => ({
			...{ phase, where, most },
			seconds: Number(((last - first) / 1000).toFixed(1)),
			searches: `${times} of ${this.searchesOf(phase)}`,
		}));
		return [...seen, ...this.totals];
	}

	/** A table for people and for docs/security.md; phases without a sighting say so. */
	table(): string {
		const found = this.list();
		const lines = [...this.searches].flatMap(([phase, count]) => {
			const own = found.filter((sighting) => sighting.phase === phase);
			if (own.length === 0) return [`| ${phase} | nothing | 0 | 0 | 0 of ${count} |`];
			return own.map(
				({ where, most, seconds, searches }) =>
					`| ${phase} | ${where} | ${most} | ${seconds} | ${searches} |`,
			);
		});
		const head = '| When | Where | Most rows | Seen for (s) | Searches that saw it |';
		return [head, '| --- | --- | ---: | ---: | ---: |', ...lines].join('\n');
	}
}
