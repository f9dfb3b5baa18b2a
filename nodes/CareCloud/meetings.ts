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

/** An appointment, as far as it names a patient. */
export interface Meeting {
	readonly id: string;
	readonly practice: string;
	/** RFC 3339 UTC. */
	readonly changedAt: string | undefined;
}

/** An appointment that changed shortly before a read may have been moved during it. */
const settleMs = 10 * 60_000;

/**
 * The patients of the meetings of a span, by id, each once (sheet 5).
 *
 * @param changedSince RFC 3339 UTC: only appointments that changed then or later, or that do not tell
 */
export function peopleOf(
	{ scope }: CareCloudReader,
	meetings: readonly Meeting[],
	changedSince: string | undefined,
): Met[] {
	const found = new Map<string, Met>();
	for (const { id, practice, changedAt } of meetings) {
		const isOld = changedSince !== undefined && changedAt !== undefined && changedAt < changedSince;
		if (isOld) continue;
		const elsewhere = practice === scope.practiceId ? undefined : practice;
		// A patient with an appointment here is one of this practice, whatever another one says.
		if (elsewhere === undefined || !found.has(id)) found.set(id, { id, elsewhere });
	}
	return [...found.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** Which patients a read of all has met before, in the days behind the span that it is at. */
export interface MetBefore {
	/** Those of these patients who were met; lists the days behind this page when it is first asked. */
	among(people: readonly Met[]): Promise<ReadonlySet<string>>;
	/** The page goes on past this span, of which these are the meetings. */
	pass(meetings: readonly Meeting[]): void;
}

/**
 * Patients with an appointment in the days behind that was so when the read began were handed on by
 * then. So nobody is handed on twice, and the place of a read stays small however large the practice
 * is. A patient of this practice was handed on only where an appointment of this practice named them;
 * one from elsewhere was counted with any. Days are listed whole, which serves all patients of a page at
 * once; asking for some patients costs a call for every span behind, and again for the next ones. So
 * that is left to a practice whose lists do not fit into a page.
 *
 * Both bounds count the calls of the transport, of whatever kind: from `wholeUntil` on no whole days are
 * listed any more, and from `askUntil` on nothing is asked about the days left. Whoever was met in those
 * alone is then handed on again, and is found unchanged by the hash of the content.
 */
export function metBefore(
	reader: CareCloudReader,
	place: Place,
	{ wholeUntil, askUntil }: { readonly wholeUntil: number; readonly askUntil: number },
): MetBefore {
	const settled = new Date(Date.parse(place.startedAt) - settleMs).toISOString();
	const here = new Set<string>();
	const anywhere = new Set<string>();
	const passed: Meeting[] = [];
	const note = (meetings: readonly Meeting[]) => {
		for (const { id, practice, changedAt } of meetings) {
			if (changedAt === undefined || changedAt >= settled) continue;
			anywhere.add(id);
			if (practice === reader.scope.practiceId) here.add(id);
		}
	};
	const behind = { from: addDays(place.to, 1), to: place.until };
	const rest =
		place.to === place.until ? [] : spansOf(behind, reader.scope.profile.sync.windowDays);
	const listWhole = async () => {
		while (rest.length > 0 && reader.transport.calls() < wholeUntil) {
			note(await meetingsOf(reader, rest[0]));
			rest.shift();
		}
	};
	return {
		async among(people) {
			if (place.read === 'changed' || people.length === 0) return new Set();
			await listWhole();
			note(passed.splice(0));
			const met = ({ id, elsewhere }: Met) => (elsewhere === undefined ? here : anywhere).has(id);
			for (const span of rest) {
				const open = people.filter((one) => !met(one)).map(({ id }) => id);
				if (open.length === 0 || reader.transport.calls() >= askUntil) break;
				note(await meetingsOf(reader, span, open));
			}
			return new Set(people.filter(met).map(({ id }) => id));
		},
		pass(meetings) {
			if (place.read === 'all') passed.push(...meetings);
		},
	};
}

/** The meetings of a span. Rows without a patient, such as blocked time, are none. Throws SafeError. */
export async function meetingsOf(
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
