import type { PracticeScope } from '../../common/practice/port';

/** What a mapping needs to know beside the record: the practice, and the civil date there. */
export interface MappingContext {
	readonly scope: PracticeScope;
	/** Civil date in the practice's zone; decides whether a policy has ended. */
	readonly today: string;
}

/** Absent members are really absent, not members that hold undefined. */
export function dropAbsent<T extends object>(value: T): T {
	return Object.fromEntries(
		Object.entries(value).filter(([, member]) => member !== undefined),
	) as T;
}
