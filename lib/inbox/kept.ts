import { rejectionReasons } from './changeRows';

/** What a person has chosen for a field and not saved. */
export interface KeptChoice {
	/** Version of the request whose values the person had before them. */
	readonly version: number;
	readonly decision: 'approved' | 'rejected';
	/** Code of a reason; empty = none was given. */
	readonly reason: string;
}

/** Prefix of the members in which the page's script sends unsaved choices of other cards along. */
export const keptPrefix = 'keep.';

const form = /^(\d{1,9})\|(approved|rejected)\|([a-z_]{0,40})$/;

/** The unsaved choices of a posted form by the ids of their changes; what cannot be read is dropped. */
export function readKept(posted: ReadonlyMap<string, string>): ReadonlyMap<string, KeptChoice> {
	const kept = new Map<string, KeptChoice>();
	for (const [name, value] of posted) {
		const read = name.startsWith(keptPrefix) ? form.exec(value) : null;
		if (read === null) continue;
		const [, version, decision, reason] = read;
		kept.set(name.slice(keptPrefix.length), {
			version: Number(version),
			decision: decision === 'approved' ? 'approved' : 'rejected',
			reason: Object.hasOwn(rejectionReasons, reason) ? reason : '',
		});
	}
	return kept;
}
