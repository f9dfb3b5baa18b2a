import type { PatientStore } from '../practice/store.mjs';
import type { Schedule } from '../practice/schedule.mjs';
import { patientNumber, primeSuiteLogin, recordOfNumber } from './account.mjs';
import { part, requestError, type GapiAnswer, type GapiBody } from './gateway.mjs';
import { appointmentRow, patientMember } from './primeSuiteRows.mjs';
import { readMsDate } from './msDate.mjs';

/** What was sent to the practice, by kind; kept for tests, never shown elsewhere. */
export interface Drop {
	kind: 'message' | 'document' | 'task';
	id: number;
	subject: string;
	/** Number that staff know the patient by; empty on a task, which is tied to nobody. */
	patient: string;
	text: string;
}

export interface PrimeSuiteContext {
	store(): PatientStore;
	schedule(): Schedule;
	seed: number;
	drops: Drop[];
	missingRights: ReadonlySet<string>;
}

const DAY = 24 * 60 * 60 * 1000;

/** Runs one operation of PrimeSuiteAPIService: the login stands in each body (sheet 3.2). */
export function runPrimeSuite(
	name: string,
	body: GapiBody,
	context: PrimeSuiteContext,
): GapiAnswer {
	const operation = operations[name];
	if (operation === undefined)
		return { status: 404, body: 'Endpoint not found.', type: 'text/html' };
	const login = part(part(body, 'Credentials'), 'PrimeSuiteCredential');
	const vendor = part(part(body, 'Credentials'), 'VendorCredential');
	const header = part(body, 'Header');
	const members = [
		...[
			'PrimeSuiteSiteId',
			'PrimeSuiteUserAlias',
			'PrimeSuiteUserName',
			'PrimeSuiteUserPassword',
		].map((member) => login[member]),
		...['VendorLogin', 'VendorPassword'].map((member) => vendor[member]),
		header.DestinationSiteID,
		header.SourceSiteID,
	];
	// The envelope is the first level of every request, each member a text (sheet 3.2).
	if (!members.every((member) => typeof member === 'string')) return requestError();
	const known =
		login.PrimeSuiteSiteId === primeSuiteLogin.siteId &&
		header.DestinationSiteID === primeSuiteLogin.siteId &&
		login.PrimeSuiteUserName === primeSuiteLogin.userName &&
		login.PrimeSuiteUserPassword === primeSuiteLogin.userPassword &&
		header.PrimeSuiteUserID === primeSuiteLogin.userId;
	if (!known || context.missingRights.has(name.split('/').pop() ?? '')) {
		return {
			status: 500,
			body: { ExceptionDetail: null, Message: 'The credentials are not authorized.' },
		};
	}
	return operation(body, context);
}

const operations: Readonly<
	Record<string, (body: GapiBody, context: PrimeSuiteContext) => GapiAnswer>
> = {
	'User/PatientListGet': patientList,
	'Patient/PatientDemographicsSummaryGet': demographics,
	'Messaging/MessageSend': sendMessage,
	'Document/DocumentImportChart': importDocument,
};

/**
 * The day lists of one site, which is one practice: no other practice's rows can come here. Rows
 * count from one, and PageStart 0 means the first row too (sheet 5). What was moved has vanished.
 */
function patientList(body: GapiBody, { store, schedule, seed }: PrimeSuiteContext): GapiAnswer {
	const from = readMsDate(body.FromDate);
	const to = readMsDate(body.ToDate);
	const lists = ['AppointmentTypeIDs', 'CareProviderIDs', 'ServiceLocationIDs', 'VisitTypeIDs'];
	const all = (value: unknown) => Array.isArray(value) && value.length === 1 && value[0] === 0;
	const { PageStart, PageSize } = body;
	if (
		from === undefined ||
		to === undefined ||
		!lists.every((member) => all(body[member])) ||
		body.DefaultFilterID !== 0 ||
		!Number.isInteger(PageStart) ||
		!Number.isInteger(PageSize) ||
		(PageSize as number) < 1
	) {
		return requestError();
	}
	const patients = store();
	const rows = schedule()
		// A day more on each side: the filter is on instants, the schedule on the practice's clock.
		.between(dayOf(from - DAY), dayOf(to + DAY))
		.filter(({ practiceId, status }) => practiceId === 1 && status !== 'rescheduled')
		.filter(({ patientId }) => patientId === undefined || patients.has(patientId))
		.map((appointment) => appointmentRow(appointment, patients, seed))
		.filter(({ at }) => at >= from && at <= to);
	const first = Math.max(0, (PageStart as number) - 1);
	return {
		status: 200,
		body: {
			Appointments: rows.slice(first, first + (PageSize as number)).map(({ row }) => row),
			TotalRows: rows.length,
		},
	};
}

function demographics(body: GapiBody, { store }: PrimeSuiteContext): GapiAnswer {
	if (!Number.isInteger(body.PatientID)) return requestError();
	const record = recordOfNumber(body.PatientID);
	// An id that nobody has: 200 without the member that was expected (sheet 6).
	if (record === undefined || !store().has(record) || store().practiceId(record) !== 1) {
		return { status: 200, body: {} };
	}
	return { status: 200, body: { Patient: patientMember(store().get(record)) } };
}

function sendMessage(body: GapiBody, { drops }: PrimeSuiteContext): GapiAnswer {
	const message = part(body, 'Message');
	const [recipient] =
		(part(message, 'MessageRecipient').Recipients as GapiBody[] | undefined) ?? [];
	const good =
		typeof body.AddToChart === 'boolean' &&
		body.DocumentID === 0 &&
		typeof message.Body === 'string' &&
		typeof message.Subject === 'string' &&
		Number.isInteger(message.PatientID) &&
		Number.isInteger(message.Type) &&
		Number.isInteger(message.Priority) &&
		recipient?.Type === 'user' &&
		Number.isInteger(recipient.RecipientID) &&
		part(body, 'PatientInfo').PatientID === message.PatientID;
	if (!good) return requestError();
	const id = 9000 + drops.length;
	drops.push({
		kind: 'message',
		id,
		subject: String(message.Subject),
		patient: String(message.PatientID),
		text: String(message.Body),
	});
	return { status: 200, body: { MessageID: id }, effect: 'write' };
}

function importDocument(body: GapiBody, { store, drops }: PrimeSuiteContext): GapiAnswer {
	const record = recordOfNumber(body.PrimeSuitePatientId);
	const good =
		typeof body.Base64Document === 'string' &&
		body.Base64Document !== '' &&
		typeof body.DocumentName === 'string' &&
		typeof body.DocumentDescription === 'string' &&
		Number.isInteger(body.DocumentFileType) &&
		Number.isInteger(body.DocumentTypeID);
	if (!good) return requestError();
	if (record === undefined || !store().has(record)) {
		return {
			status: 200,
			body: {
				DocumentID: 0,
				DocumentImportStatus: 'Failed',
				DocumentImporErrorStatus: 'NoPatient',
			},
		};
	}
	const id = 9000 + drops.length;
	drops.push({
		kind: 'document',
		id,
		subject: String(body.DocumentName),
		patient: String(patientNumber(record)),
		text: Buffer.from(String(body.Base64Document), 'base64').toString('utf8'),
	});
	return {
		status: 200,
		body: { DocumentID: id, DocumentImportStatus: 'Success', DocumentImporErrorStatus: '' },
		effect: 'write',
	};
}

function dayOf(millis: number): string {
	return new Date(millis).toISOString().slice(0, 10);
}
