import type { FieldChange } from '../../lib/changes/field';
import type { RefusalCode, RefusedChange } from '../../lib/changes/refusal';
import { judgeChanges } from '../../lib/changes/writable';
import { SafeError } from '../../lib/privacy/errors';
import { safely } from '../common/outcome';
import type { PatientImage, UpdatePlan } from '../common/practice/port';
import { pathId } from './ids';
import { toWriting } from './mapping/change';
import { settingsOf } from './mapping/context';
import type { Edit } from './mapping/edit';
import { applyWriting, startEdit } from './mapping/edit';
import { toUpdateBody } from './mapping/update';
import type { CareCloudReader } from './patients';
import { fetchRecord, withInsurance } from './patients';
import type { CareCloudPatient } from './wire/patient';

/** An image with the record that whole lists are made from. */
interface CareCloudImage extends PatientImage {
	readonly wire: CareCloudPatient;
}

/** The whole record (sheet 4.1, 4.4), read anew. Throws SafeError. */
export async function readImage(
	reader: CareCloudReader,
	id: string,
): Promise<CareCloudImage | undefined> {
	const record = await fetchRecord(reader, id);
	if (record === undefined) return undefined;
	const { wire, members } = record;
	return { source: await withInsurance(reader, wire), members, wire };
}

/**
 * PUT of a patient (sheet 4.1): names, the approved members, and the whole lists with the approved
 * entries in them, since it is not documented whether a list replaces or appends. While the practice
 * has not turned updates on, everything is refused.
 */
export function planUpdate(
	reader: CareCloudReader,
	image: PatientImage,
	changes: readonly FieldChange[],
): UpdatePlan {
	const { scope } = reader;
	if (settingsOf(scope).patientUpdates === 'off') return nothing(changes, 'updatesOff');
	const { wire } = image as CareCloudImage;
	let edit: Edit = startEdit(wire);
	const { judged, refused } = judgeChanges(changes, (change) => {
		const writing = toWriting(change, scope);
		if (!writing.ok) return writing;
		const edited = applyWriting(edit, writing.value, scope);
		if (edited.ok) edit = edited.value;
		return edited;
	});
	const { lists, members, touches } = edit;
	const body = safely(() => toUpdateBody({ ...wire, ...lists }, members, scope));
	if (!body.ok) {
		// A telephone whose type cannot be written back: the whole list has to be sent.
		if (body.error instanceof SafeError) return nothing(changes, 'unsupportedField');
		throw body.error;
	}
	return {
		changes: judged.map(({ change }) => change),
		refused,
		touches: (member) =>
			touches.some((name) => (name.endsWith('.') ? member.startsWith(name) : member === name)),
		async send() {
			if (judged.length === 0) return;
			await reader.transport.call({
				operation: 'updatePatient',
				path: `/patients/${pathId(wire.id, 'patientId')}`,
				body: body.value,
			});
		},
	};
}

function nothing(changes: readonly FieldChange[], code: RefusalCode): UpdatePlan {
	const refused: RefusedChange[] = changes.map(({ changeId }) => ({ changeId, code }));
	return {
		changes: [],
		refused,
		touches: () => false,
		send: async () => await Promise.resolve(),
	};
}
