import type { PracticeScope, SourcePatient } from './port';

/** What a record of another practice says of that practice; absent = it does not say. */
export interface RecordPractice {
	readonly practiceId?: string | null;
	readonly practiceName?: string | null;
}

/**
 * A patient whose record names another practice, or none: the id and no more, so that the page counts
 * and fences it. Nothing else of it is read.
 */
export function fencedPatient(
	{ system, practiceId }: PracticeScope,
	id: string,
	of: RecordPractice,
): SourcePatient {
	return {
		patient: {
			system,
			practiceId,
			id,
			externalIds: [{ system, practiceId, type: 'patient', value: id }],
		},
		recordPracticeId: of.practiceId ?? undefined,
		recordPracticeName: of.practiceName ?? undefined,
		flags: {},
		lastVisitOn: undefined,
	};
}
