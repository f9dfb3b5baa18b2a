import type { Outcome } from '../common/outcome';

/** As `outcomeOf`, for work that is done at once. */
export function safely<T>(work: () => T): Outcome<T> {
	try {
		return { ok: true, value: work() };
	} catch (error) {
		return { ok: false, error };
	}
}
