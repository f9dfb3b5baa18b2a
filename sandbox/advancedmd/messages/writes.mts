import { bareNumber } from '../account.mjs';
import { ownRecord, unknownRecord, type Message } from '../context.mjs';
import type { Node } from '../wire.mjs';
import { profileNodes } from './schedule.mjs';

const MOST_KILOBYTES = 1024;
const PAYER_ANSWERS_AFTER = 5000;

/** A memo on the patient (sheet 4.10); the office takes 50 characters. */
export const saveMemo: Message = (message, context) => {
	const patientId = String(bareNumber(message['@patientfid']));
	if (ownRecord(patientId, context) === undefined) return unknownRecord;
	const text = String(message['@case_memotext'] ?? '');
	if (text === '' || text.length > 50) {
		return { code: '-2147221504', description: 'AMD-990001 | String would be truncated.' };
	}
	const { id } = context.written.addMemo(patientId, {
		text,
		type: String(message['@memotype'] ?? 'd'),
		created: String(message['@created'] ?? ''),
	});
	return { results: { '@success': '1', '@memoid': `memo${id}` }, effect: 'write' };
};

/** The one type of patient notes at the office. */
const NOTE_TYPE = '31';

/** A note on the patient under a type and a profile of the office (sheet 4.10). */
export const savePatientNotes: Message = (message, context) => {
	const note = (message.masterfile ?? {}) as Node;
	const patientId = String(bareNumber(note['@patientfid']));
	if (ownRecord(patientId, context) === undefined) return unknownRecord;
	const profileId = String(bareNumber(note['@profilefid']));
	const isKnown = profileNodes.some((node) => node['@id'] === `prof${profileId}`);
	const typeId = String(note['@notetypefid'] ?? '');
	const text = String(note['@case_note'] ?? '');
	if (text === '' || typeId !== NOTE_TYPE || !isKnown) {
		return { code: '-2147221504', description: 'AMD-990001 | FOREIGN KEY: note.' };
	}
	context.written.addNote(patientId, { text, typeId, profileId });
	// Writes lack the mark of success now and then (sheet 4.0).
	return { results: {}, effect: 'write' };
};

/** A file of the patient with its group and category (sheet 4.10). */
export const uploadFile: Message = (message, context) => {
	const file = (message.file ?? {}) as Node;
	const patientId = String(bareNumber(file['@patientid']));
	if (ownRecord(patientId, context) === undefined) return unknownRecord;
	const group = (file.grouplist as Node | undefined)?.group as Node | undefined;
	const category = (group?.categorylist as Node | undefined)?.category as Node | undefined;
	if (!group?.['@id'] || category?.['@id'] !== '25') {
		return { code: '-2147221504', description: 'AMD-990001 | FOREIGN KEY: category.' };
	}
	const content = Buffer.from(String(file.filecontents ?? ''), 'base64');
	const bytes = content.length;
	if (bytes === 0 || bytes > MOST_KILOBYTES * 1024) {
		return { code: '50000', description: 'The file is empty or too large.' };
	}
	const name = String(file['@name'] ?? '');
	const extension = String(file['@fileext'] ?? '');
	const stored = context.written.addFile(patientId, { name, extension, bytes, content });
	return {
		results: { '@success': '1', filelist: { file: { '@id': String(stored.id), '@name': name } } },
		effect: 'write',
	};
};

/** Asks the payer (sheet 4.4); the answer comes some seconds of sandbox time later, never at once. */
export const submitDemandRequest: Message = (message, context) => {
	const patientId = String(bareNumber(message['@patientid']));
	const record = ownRecord(patientId, context);
	const coverageId = bareNumber(message['@insurancecoverageid']);
	const policies =
		record === undefined
			? []
			: context.store.get(record).person.cases.flatMap(({ policies: list }) => list);
	if (!policies.some(({ id }) => id === coverageId)) return unknownRecord;
	const id = context.written.nextId();
	context.written.eligibility.set(id, {
		id,
		patientId,
		coverageId,
		serviceTypeCode: String(message['@eligibilitystc'] ?? ''),
		answeredFrom: context.millis + PAYER_ANSWERS_AFTER,
		looks: 0,
		askedAt: context.now,
	});
	return { results: { '@success': '1', '@eligibilityid': String(id) }, effect: 'write' };
};

export const checkEligibilityResponse: Message = (message, { written, millis }) => {
	const request = written.eligibility.get(bareNumber(message['@eligibilityid']));
	if (request === undefined) return unknownRecord;
	const isThere = millis >= request.answeredFrom && request.looks > 0;
	request.looks += 1;
	const status = isThere ? '1' : '0';
	return {
		results: { '@eligibilityid': String(request.id), '@eligibilitystatusid': status },
	};
};
