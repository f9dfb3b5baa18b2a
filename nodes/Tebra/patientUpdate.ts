import type { FieldChange } from '../../lib/changes/field';
import { judgeChanges } from '../../lib/changes/writable';
import { textOf } from '../../lib/values/xml';
import type { PatientImage, UpdatePlan } from '../common/practice/port';
import { unknownOutcome } from './faults';
import { membersOf } from './image';
import { toWriting } from './mapping/change';
import type { PatientReader } from './patients';
import { fetchRecord } from './patients';

/** The whole record of GetPatient (sheet 4.1, 4.3), read anew. Throws SafeError. */
export async function readImage(
	reader: PatientReader,
	id: string,
): Promise<PatientImage | undefined> {
	const found = await fetchRecord(reader, { PatientID: id });
	return found && { source: found.source, members: membersOf(found.record) };
}

/**
 * UpdatePatient with the changed members alone (sheet 4.2): those that are left out stay as they are.
 */
export function planUpdate(
	{ scope, transport }: PatientReader,
	{ source, members }: PatientImage,
	changes: readonly FieldChange[],
): UpdatePlan {
	const { judged, refused } = judgeChanges(changes, (change) => toWriting(change, members, scope));
	const touched = new Set(judged.flatMap(({ writing }) => writing.touches));
	const { id } = source.patient;
	const values = Object.assign({}, ...judged.map(({ writing }) => writing.values)) as object;
	return {
		changes: judged.map(({ change }) => change),
		refused,
		touches: (member) => touched.has(member),
		async send() {
			if (judged.length === 0) return;
			const { result, facts } = await transport.call('UpdatePatient', {
				Patient: { ...values, PatientID: id, Practice: { PracticeID: scope.practiceId } },
			});
			const answered = textOf(result, 'PatientID')?.trim() ?? '';
			if (answered !== id) throw unknownOutcome(facts, 'OtherPatient');
		},
	};
}
