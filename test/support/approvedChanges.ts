import type { ChangeField, FieldChange, FieldValue } from '../../lib/changes/field';
import { changedMembers } from '../../lib/changes/image';
import { readField } from '../../lib/changes/readField';
import type { PatientImage, PracticeSystem, UpdatePlan } from '../../nodes/common/practice/port';

/** A change of one field, as staff approved it. */
export function approved(field: ChangeField, to: FieldValue | null): FieldChange {
	return { changeId: `chg_${field}`, field, from: null, to } as FieldChange;
}

/** What came of writing changes through a port, as the flow does it. */
export interface Applied {
	readonly before: PatientImage;
	readonly plan: UpdatePlan;
	readonly after: PatientImage;
	/** Members that changed and that no approved change explains. */
	readonly unexpected: readonly string[];
	/** What the practice has in a field afterwards. */
	read(field: ChangeField): FieldValue | null | undefined;
}

/** The record as it stands, and what a write of the changes would do. */
export async function planOf(
	{ patients }: PracticeSystem,
	id: string,
	changes: readonly FieldChange[],
): Promise<{ before: PatientImage; plan: UpdatePlan }> {
	const before = await imageOf({ patients }, id);
	const plan = await patients.planUpdate?.(before, changes);
	if (plan === undefined) throw new Error('The port plans no update.');
	return { before, plan };
}

export async function imageOf(
	{ patients }: Pick<PracticeSystem, 'patients'>,
	id: string,
): Promise<PatientImage> {
	const image = await patients.image?.(id);
	if (image === undefined) throw new Error('The port shows no such patient.');
	return image;
}

/** Writes the changes and reads the record again. */
export async function applyChanges(
	port: PracticeSystem,
	id: string,
	changes: readonly FieldChange[],
): Promise<Applied> {
	const { before, plan } = await planOf(port, id, changes);
	await plan.send();
	const after = await imageOf(port, id);
	return {
		before,
		plan,
		after,
		unexpected: changedMembers(before.members, after.members, (name) => plan.touches(name)),
		read: (field) => readField(after.source.patient, field),
	};
}

/** The codes of refused changes by their field. */
export function refusals({ refused }: UpdatePlan): Record<string, string> {
	return Object.fromEntries(
		refused.map(({ changeId, code }) => [changeId.replace('chg_', ''), code]),
	);
}
