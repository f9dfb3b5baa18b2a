import { SafeError } from '../../lib/privacy/errors';
import { civilDateAt } from '../../lib/values/civilDate';
import { outcomeOf } from '../common/outcome';
import type { StaffNotice, Written } from '../common/practice/records';
import { referenceTag } from './booked';
import { unknownOutcome } from './faults';
import type { AdvancedMdReader } from './reader';
import { usDate } from './times';

/** Begins of what a memo says when the whole text has no room in it. */
const seeNote = 'see patient note';
const seeHealthSail = 'see HealthSail';

/**
 * Leaves a notice on the patient (sheet 4.10): a memo of one line with subject, text and our
 * reference. How long a memo may be is not confirmed; where the text is longer than the profile allows,
 * the memo says so in fixed words and names the reference, and the whole text becomes a patient note if
 * the profile tells under which type the practice keeps those. Nothing is cut in the middle. Throws
 * SafeError, `validation` where the profile wants long texts refused.
 */
export async function writeNotice(reader: AdvancedMdReader, notice: StaffNotice): Promise<Written> {
	const { length, longText } = reader.settings.memo;
	const whole = memoLine([notice.subject, notice.body], notice.reference);
	if (whole.length <= length) {
		await writeMemo(reader, notice, whole);
		return { id: null, place: 'memo' };
	}
	const withNote = reader.settings.patientNote !== undefined;
	if (!withNote && longText === 'refuse') throw tooLong(whole.length, length);
	const pointer = withNote ? seeNote : seeHealthSail;
	const short = [memoLine([notice.subject, pointer], notice.reference)].concat(
		memoLine([pointer], notice.reference),
	);
	const line = short.find((text) => text.length <= length);
	if (line === undefined) throw noRoom();
	if (!withNote) {
		await writeMemo(reader, notice, line);
		return { id: null, place: 'memo without the text' };
	}
	await writeNote(reader, notice);
	const pointed = await outcomeOf(async () => await writeMemo(reader, notice, line));
	if (!pointed.ok) throw noteWithoutMemo(notice.reference);
	return { id: null, place: 'patient note, with a memo' };
}

/** `HS: subject: text [HS:reference]`, as one line. */
function memoLine(parts: readonly string[], reference: string): string {
	const text = parts.map(oneLine).filter(Boolean).join(': ');
	return `HS: ${text} ${referenceTag(reference)}`;
}

/** A text without line breaks. */
export function oneLine(text: string | undefined): string {
	return (text ?? '').replace(/\s+/g, ' ').trim();
}

/** savememo (sheet 4.10). Success is told by `@success` 1 alone. */
async function writeMemo(
	{ scope, settings, transport, now }: AdvancedMdReader,
	{ patientId, reference }: StaffNotice,
	text: string,
): Promise<void> {
	const answer = await transport.message('savememo', {
		'@patientfid': patientId,
		'@created': usDate(civilDateAt(now().toISOString(), scope.timeZone) ?? ''),
		'@case_memotext': text,
		'@memotype': settings.memo.type,
		'@expiredate': '',
	});
	if (answer?.results.success === '1') return;
	throw unknownOutcome(
		answer?.facts ?? {
			system: 'advancedmd',
			operation: 'savememo',
			effect: 'write',
			correlationId: reference,
		},
		'NoSuccess',
	);
}

/** savepatientnotes (sheet 4.10): the whole text, under the note type of the practice. */
async function writeNote(
	{ settings, transport }: AdvancedMdReader,
	{ patientId, subject, body, reference }: StaffNotice,
): Promise<void> {
	const { typeId = '', profileId = '' } = settings.patientNote ?? {};
	await transport.message('savepatientnotes', {
		'@id': patientId,
		'@useclienttime': '1',
		masterfile: {
			'@uid': '',
			'@patientfid': patientId,
			'@profilefid': profileId,
			'@notetypefid': typeId,
			'@case_note': `HS: ${subject}: ${body} ${referenceTag(reference)}`,
		},
	});
}

function noRoom(): SafeError {
	return new SafeError({
		kind: 'configuration',
		message: 'The longest memo that the practice profile allows has no room for a text.',
		nextStep: 'Raise advancedmd.memo.length in the practice profile.',
		system: 'advancedmd',
		operation: 'savememo',
	});
}

function tooLong(length: number, room: number): SafeError {
	return new SafeError({
		kind: 'validation',
		message: `The memo would have ${length} characters with Subject, Text and Reference, and has room for ${room}.`,
		nextStep:
			'Shorten them; or raise advancedmd.memo.length in the practice profile once your practice has tried longer memos.',
		system: 'advancedmd',
		operation: 'savememo',
		fields: ['subject', 'body'],
	});
}

function noteWithoutMemo(correlationId: string): SafeError {
	return new SafeError({
		kind: 'outcomeUnknown',
		message:
			'The text stands in the notes of the patient, but the memo that points at it is not confirmed.',
		nextStep: 'Look at the patient in AdvancedMD, and do not send the notice again.',
		system: 'advancedmd',
		operation: 'savememo',
		vendorCode: 'NoteWithoutMemo',
		correlationId,
	});
}
