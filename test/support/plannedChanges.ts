import type { FieldChange } from '../../lib/changes/field';
import { changedMembers } from '../../lib/changes/image';
import type { PatientImage, PracticeSystem, UpdatePlan } from '../../nodes/common/practice/port';
import { applyChanges } from './approvedChanges';

/** A change of a field under an id of its own: several of one field can stand side by side. */
export function change(
	field: FieldChange['field'],
	to: FieldChange['to'],
	changeId: string = field,
): FieldChange {
	return { changeId, field, from: null, to } as FieldChange;
}

/** What a write of changes to a record that was read before would do. */
export async function planFor(
	{ patients }: PracticeSystem,
	image: PatientImage,
	...changes: FieldChange[]
): Promise<UpdatePlan> {
	const plan = await patients.planUpdate?.(image, changes);
	if (plan === undefined) throw new Error('The port plans no update.');
	return plan;
}

/** Writes changes; `moved` are all members that differ afterwards, also those that should. */
export async function write(port: PracticeSystem, id: string, ...changes: FieldChange[]) {
	const applied = await applyChanges(port, id, changes);
	const { before, after } = applied;
	return { ...applied, moved: changedMembers(before.members, after.members, () => false) };
}
