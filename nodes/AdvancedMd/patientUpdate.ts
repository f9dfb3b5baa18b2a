import type { FieldChange } from '../../lib/changes/field';
import type { FieldEntry } from '../../lib/changes/newPatientValues';
import { judgeChanges } from '../../lib/changes/writable';
import type { PatientImage, UpdatePlan } from '../common/practice/port';
import type { NameParts, WrittenMembers } from './mapping/change';
import {
	isNameField,
	isWritable,
	nameText,
	partsOf,
	withPart,
	writtenMembers,
} from './mapping/change';
import type { AdvancedMdReader } from './reader';

/** Members that a program was seen to send with the value they replace (sheet 4.2, R7). */
const shownWithOldValue: ReadonlySet<string> = new Set([
	'address.address1',
	'address.address2',
	'address.zip',
	'address.city',
	'address.state',
	'contactinfo.homephone',
]);

/** What AdvancedMD itself moves with a member: what it keeps of the old value, and what it derives. */
const follows: ReadonlyArray<readonly [RegExp, RegExp]> = [
	[/^name$/, /^(previous(last|first|middle)name|contactinfo\.name)$/],
	[/^address\./, /^previousaddress\./],
	[/^address\.zip$/, /^address\.(zipid|areacode)$/],
	[/^contactinfo\.email$/, /^contactinfo\.emailverificationstatus$/],
];

/**
 * What an update of these changes would send (updatepatient, sheet 4.2): only members that differ in
 * more than capitals, which is all that AdvancedMD stores.
 */
export function planUpdate(
	reader: AdvancedMdReader,
	image: PatientImage,
	changes: readonly FieldChange[],
): UpdatePlan {
	const { settings } = reader;
	const present = image.members;
	let name: NameParts | undefined;
	const { judged, refused } = judgeChanges<WrittenMembers>(changes, (change) => {
		const { field, to } = change;
		if (!isWritable(field, settings)) return { ok: false, code: 'unsupportedField' };
		if (!isNameField(field)) return writtenMembers(change as FieldEntry, present, settings);
		const next = withPart(name ?? partsOf(present.name), field, to as string, settings);
		if (!next.ok) return next;
		name = next.value;
		return { ok: true, value: { name: nameText(name) } };
	});
	// Each part of the name brings the whole text: the last one has them all.
	const wanted = Object.assign({}, ...judged.map(({ writing }) => writing)) as WrittenMembers;
	const differing = Object.fromEntries(
		Object.entries(wanted).filter(([path, value]) => !isThere(present[path], value)),
	);
	return {
		changes: judged.map(({ change }) => change),
		refused,
		// Also of a record that shows the values already, as after a write whose answer was lost.
		touches: touching(Object.keys(wanted), present),
		async send() {
			if (Object.keys(differing).length === 0) return;
			await reader.transport.message('updatepatient', {
				...(settings.patientUpdates.force && { '@force': '1' }),
				patientlist: {
					patient: {
						'@id': image.source.patient.id,
						...wireMembers(differing, present, settings.patientUpdates.oldValues),
					},
				},
			});
		},
	};
}

/** AdvancedMD stores capitals (sheet 4.0). */
function isThere(present: string | undefined, value: string): boolean {
	return (present ?? '').trim().toUpperCase() === value.toUpperCase();
}

/** Attributes first, then the parts below; the old value stands before the new one. */
function wireMembers(
	members: WrittenMembers,
	present: WrittenMembers,
	oldValues: 'shown' | 'all' | 'none',
): Record<string, unknown> {
	const node: Record<string, unknown> = {};
	for (const [path, value] of Object.entries(members)) {
		const [member, part] = path.split('.').reverse();
		const place = part === undefined ? node : ((node[part] ??= {}) as Record<string, unknown>);
		const withOld = oldValues === 'all' || (oldValues === 'shown' && shownWithOldValue.has(path));
		if (withOld) place[`@o_${member}`] = present[path] ?? '';
		place[`@${member}`] = value;
	}
	return node;
}

/**
 * Whether a member of the image may differ after members were written. A patient who is the own
 * responsible party is that record too.
 */
function touching(paths: readonly string[], present: WrittenMembers): (member: string) => boolean {
	const own = `respparty:${present.respparty ?? ''}.`;
	const isSelf =
		present[`${own}name`] !== undefined &&
		present[`${own}name`] === present.name &&
		present[`${own}dob`] === present.dob;
	return (member) => {
		const plain = isSelf && member.startsWith(own) ? member.slice(own.length) : member;
		return paths.some(
			(path) =>
				plain === path || follows.some(([leads, moved]) => leads.test(path) && moved.test(plain)),
		);
	};
}
