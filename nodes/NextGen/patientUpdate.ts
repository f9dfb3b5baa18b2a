import type { FieldChange } from '../../lib/changes/field';
import type { FieldEntry } from '../../lib/changes/newPatientValues';
import { judgeChanges } from '../../lib/changes/writable';
import type { PatientImage, UpdatePlan } from '../common/practice/port';
import type { PersonBody, WriteName } from './mapping/change';
import { personMembers, readNames, touchedBy } from './mapping/change';
import type { Reader } from './read';

/**
 * What an update of these changes would send (PATCH /persons/{id} with given fields, sheet 4.1): only
 * members that differ. Nothing is written unless the practice turned it on (sheet 4.7).
 */
export function planUpdate(
	{ settings, transport }: Reader,
	image: PatientImage,
	changes: readonly FieldChange[],
): UpdatePlan {
	const { judged, refused } = judgeChanges<PersonBody>(changes, (change) =>
		settings.personUpdates === 'off'
			? { ok: false, code: 'updatesOff' }
			: personMembers(change as FieldEntry, settings.maxLengths),
	);
	const wanted = Object.assign({}, ...judged.map(({ writing }) => writing)) as PersonBody;
	const body = differing(wanted, image.members);
	// Also of a record that shows the values already, as after a write whose answer was lost.
	const touched = touchedBy(wanted);
	return {
		changes: judged.map(({ change }) => change),
		refused,
		touches: (member) => touched.has(member),
		async send() {
			if (Object.keys(body).length === 0) return;
			await transport.write({
				method: 'PATCH',
				route: `/persons/${image.source.patient.id}`,
				operation: '/persons/{id}',
				body,
			});
		},
	};
}

function differing(body: PersonBody, present: Readonly<Record<string, string>>): PersonBody {
	return Object.fromEntries(
		Object.entries(body).filter(
			([name, value]) => (present[readNames[name as WriteName]] ?? '').trim() !== value,
		),
	);
}
