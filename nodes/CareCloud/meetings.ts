import { addDays, parseInstant } from '../../lib/values/civilDate';
import { parseWire } from '../common/parseWire';
import type { DateWindow } from '../common/practice/records';
import { listSpan, spansOf } from './appointmentLists';
import { recordPracticeId } from './mapping/context';
import type { CareCloudReader } from './patients';
import type { Place } from './place';
import { meetingSchema } from './wire/appointment';

/** A patient who is named by an appointment. */
export interface Met {
	readonly id: string;
	/** The practice that the appointment names, where it is not the one of the credential. */
	readonly elsewhere: string | undefined;
}

/** An appointment that changed shortly before a read may have been moved during it. */
const settleMs = 10 * 60_000;

/**
 * The patients of the appointments of a span, by id, each once (sheet 5).
 *
 * @param changedSince RFC 3339 UTC: only appointments that changed then or later, or that do not tell
 */
export async function meetWithin(
	reader: CareCloudReader,
	span: DateWindow,
	changedSince: string | undefined,
): Promise<Met[]> {
	const rows = await meetingsOf(reader, span);
	const found = new Map<string, Met>();
	for (const { id, practice, changedAt } of rows) {
		const isOld = changedSince !== undefined && changedAt !== undefined && changedAt < changedSince;
		if (isOld) continue;
		const elsewhere = practice === reader.scope.practiceId ? undefined : practice;
		// A patient with an appointment here is one of this practice, whatever another one says.
		if (elsewhere === undefined || !found.has(id)) found.set(id, { id, elsewhere });
	}
	return [...found.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
}

/**
 * Which of these patients a read of all has met before, in the days behind this span: they have an
 * appointment there that was so when the read began. So nobody is handed on twice, and the place of a
 * read stays small however large the practice is. A patient of this practice was handed on only where
 * an appointment of this practice named them; one from elsewhere was counted with any.
 */
export async function metElsewhere(
	reader: CareCloudReader,
	people: readonly Met[],
	place: Place,
	span: DateWindow,
): Promise<ReadonlySet<string>> {
	const known = new Set<string>();
	if (place.read === 'changed' || span.to === place.until) return known;
	const settled = new Date(Date.parse(place.startedAt) - settleMs).toISOString();
	const strays = new Set(people.filter(({ elsewhere }) => elsewhere !== undefined).map(idOf));
	const behind = { from: addDays(span.to, 1), to: place.until };
	for (const part of spansOf(behind, reader.scope.profile.sync.windowDays)) {
		const open = people.filter(({ id }) => !known.has(id)).map(idOf);
		if (open.length === 0) break;
		for (const { id, practice, changedAt } of await meetingsOf(reader, part, open)) {
			const counts = practice === reader.scope.practiceId || strays.has(id);
			if (counts && changedAt !== undefined && changedAt < settled) known.add(id);
		}
	}
	return known;
}

const idOf = ({ id }: Met) => id;

interface Meeting {
	readonly id: string;
	readonly practice: string;
	/** RFC 3339 UTC. */
	readonly changedAt: string | undefined;
}

/** Rows without a patient, such as blocked time, are no meetings. */
async function meetingsOf(
	reader: CareCloudReader,
	span: DateWindow,
	patientIds?: readonly string[],
): Promise<Meeting[]> {
	const { scope } = reader;
	const { rows, facts } = await listSpan(reader, span, patientIds && { patientIds });
	return rows.flatMap((row) => {
		const wire = parseWire(meetingSchema, row, facts);
		const id = wire.patient?.id;
		if (!id) return [];
		return [
			{
				id,
				practice: recordPracticeId(wire.business_entity_id, scope) ?? scope.practiceId,
				changedAt: parseInstant(wire.updated_at, scope.timeZone),
			},
		];
	});
}
