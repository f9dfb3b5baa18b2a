import { SafeError } from '../../../../lib/privacy/errors';
import { patientIdField } from '../fields';
import type { PracticeCall, PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { referenceField, textField } from '../recordParameters';
import { requireStanding } from '../standing';
import { unsupportedBy } from '../unsupported';
import { referenceOf, writeAudited, writtenItem } from './booking';
import { idOf, optionalIdOf } from './readOptions';

/** What no vendor takes more of in one file. */
const largestFile = 10_000_000;

/** Tells staff something about a patient: a task, message, memo or note, as the system has it. */
export const staffNoticeCreate: PracticeOperation = {
	resource: 'staffNotice',
	operation: 'create',
	name: 'Create',
	action: 'Create staff notice',
	description:
		'Leave something about a patient for staff to read, in the place that the practice system has for it',
	capability: 'staffNotices.create',
	fields: (show) => [
		patientIdField(show),
		textField(show, {
			displayName: 'Subject',
			name: 'subject',
			required: true,
			placeholder: 'e.g. Address to be checked',
			description: 'One line that says what it is about',
		}),
		textField(show, {
			displayName: 'Text',
			name: 'body',
			required: true,
			typeOptions: { rows: 4 },
			description: 'What staff read; plain text',
		}),
		referenceField(show),
	],
	async run(call) {
		const { port } = call.session;
		const notice = port.staff?.notice;
		if (notice === undefined) throw unsupportedBy(port.scope.system, 'staffNotices.create');
		const patientId = idOf(call, 'patientId');
		const subject = requireText(call, 'subject', 'Subject');
		const body = requireText(call, 'body', 'Text');
		const reference = referenceOf(call);
		const customer = await requireStanding(call.session, patientId);
		const { id, place } = await writeAudited(
			call,
			patientId,
			customer,
			{
				action: 'create',
				fields: ['staffNotice'],
				step: 'staffNotice.create',
				changesNoRecord: true,
			},
			async () => await notice({ patientId, subject, body, reference }),
		);
		return [toItems([writtenItem(call, patientId, customer, { noticeId: id, place, reference })])];
	},
};

/** Puts a file into the patient's record. */
export const documentCreate: PracticeOperation = {
	resource: 'document',
	operation: 'create',
	name: 'Create',
	action: 'Create document',
	description: "Put a file into a patient's record",
	capability: 'documents.create',
	fields: (show) => [
		patientIdField(show),
		textField(show, {
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			required: true,
			default: 'data',
			placeholder: 'e.g. data',
			hint: 'The name of the input binary field containing the file to put into the record',
			description: 'Name of the binary field of the item that holds the file',
		}),
		textField(show, {
			displayName: 'Name',
			name: 'documentName',
			placeholder: 'e.g. Intake form',
			description:
				'What the document is called in the record. Leave empty for the name of the file.',
		}),
		textField(show, {
			displayName: 'Label',
			name: 'label',
			placeholder: 'e.g. PatientDemographics',
			description:
				'Kind of document in the words of the practice system. Leave empty for its default.',
		}),
		textField(show, {
			displayName: 'Notes',
			name: 'notes',
			description: 'What staff read beside the document',
		}),
		referenceField(show),
	],
	async run(call) {
		const { port } = call.session;
		const create = port.staff?.document;
		if (create === undefined) throw unsupportedBy(port.scope.system, 'documents.create');
		const patientId = idOf(call, 'patientId');
		const reference = referenceOf(call);
		const file = await readFile(call);
		const label = optionalIdOf(call, 'label');
		const notes = optionalIdOf(call, 'notes');
		const customer = await requireStanding(call.session, patientId);
		const { id, place } = await writeAudited(
			call,
			patientId,
			customer,
			{ action: 'create', fields: ['document'], step: 'document.create', changesNoRecord: true },
			async () =>
				await create({
					patientId,
					...file,
					reference,
					...(label !== undefined && { label }),
					...(notes !== undefined && { notes }),
				}),
		);
		return [
			toItems([writtenItem(call, patientId, customer, { documentId: id, place, reference })]),
		];
	},
};

async function readFile(
	call: PracticeCall,
): Promise<{ name: string; mimeType: string; content: string }> {
	const { context, itemIndex } = call;
	const field = idOf(call, 'binaryPropertyName');
	const binary = context.getInputData()[itemIndex]?.binary?.[field];
	if (binary === undefined) {
		throw wrongFile('The item has no file in this binary field.', 'binaryPropertyName');
	}
	const bytes = await context.helpers.getBinaryDataBuffer(itemIndex, field);
	if (bytes.length === 0) throw wrongFile('The file is empty.', 'binaryPropertyName');
	if (bytes.length > largestFile) {
		throw wrongFile('The file is larger than 10 MB.', 'binaryPropertyName');
	}
	const name = optionalIdOf(call, 'documentName') ?? binary.fileName?.trim();
	if (!name) throw wrongFile('The document has no name.', 'documentName');
	return { name, mimeType: binary.mimeType, content: bytes.toString('base64') };
}

function wrongFile(message: string, field: string): SafeError {
	return new SafeError({
		kind: 'validation',
		message,
		nextStep: 'Check the item before this node and the parameter named here.',
		fields: [field],
	});
}

function requireText(call: PracticeCall, field: string, label: string): string {
	const text = idOf(call, field);
	if (text !== '') return text;
	throw new SafeError({
		kind: 'validation',
		message: `${label} is empty.`,
		nextStep: `Fill the ${label} parameter.`,
		fields: [field],
	});
}
