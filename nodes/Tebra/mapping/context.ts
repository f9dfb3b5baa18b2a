import type { PracticeScope } from '../../common/practice/port';

/** What a mapping needs to know beside the record: the practice, and the civil date there. */
export interface MappingContext {
	readonly scope: PracticeScope;
	/** Civil date in the practice's zone; decides whether a policy has ended. */
	readonly today: string;
}
