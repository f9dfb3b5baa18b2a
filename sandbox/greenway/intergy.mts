import { randomUUID } from 'node:crypto';
import { practices } from '../practice/directory.mjs';
import type { PracticePatient } from '../practice/records.mjs';
import type { PatientStore } from '../practice/store.mjs';
import { intergyLogin, intergyPatientId, patientNumber, recordOfNumber } from './account.mjs';
import { part, requestError, type GapiAnswer, type GapiBody } from './gateway.mjs';
import type { Drop } from './primeSuite.mjs';

interface Session {
	auditTrailId: number;
	practiceId?: number;
	/** Sandbox milliseconds. */
	lastCall: number;
}

/** Sandbox milliseconds without a call after which a session has ended. */
const IDLE = 20 * 60 * 1000;

export const taskTypes = [{ TaskType: 'CLUPT', Description: 'Clinical update' }];

/** Sessions of IntergyAPIService (sheet 3.3): a login ends the user's session before. */
export class IntergyService {
	private readonly sessions = new Map<string, Session>();

	private audits = 778_899;

	constructor(
		private readonly context: {
			store(): PatientStore;
			millis(): number;
			drops: Drop[];
			missingRights: ReadonlySet<string>;
		},
	) {}

	/** Sessions that nobody has logged off. */
	get open(): number {
		return this.sessions.size;
	}

	endAll(): void {
		this.sessions.clear();
	}

	/** Runs one operation. Errors come in HTTP 200 with a code (sheet 6). */
	run(name: string, body: GapiBody): GapiAnswer {
		const credential = part(body, 'Credential');
		if (
			typeof credential.LicenseID !== 'string' ||
			typeof credential.UserLogon !== 'string' ||
			typeof credential.ApplicationName !== 'string' ||
			typeof credential.UserMachineName !== 'string'
		) {
			return requestError();
		}
		if (credential.LicenseID !== intergyLogin.licenseId) return failed('2', 'Unknown licence.');
		if (name === 'AuthenticateUser') return this.authenticate(body);
		const session = this.sessions.get(String(credential.SessionID ?? ''));
		if (session === undefined || session.lastCall + IDLE < this.context.millis()) {
			return failed('10', 'Session is not valid.');
		}
		session.lastCall = this.context.millis();
		if (name === 'AuthorizedPracticeListGet') return this.practiceList(body);
		if (name === 'LogonUserToPractice') return this.logonToPractice(body, session);
		if (name === 'LogoffUser') return this.logoff(body, credential, session);
		if (name === 'SiteVersionGet') return done({ Version: '22.0' });
		if (session.practiceId === undefined) return failed('14', 'No practice was chosen.');
		if (this.context.missingRights.has(name)) return failed('7', 'Not authorized.');
		return this.business(name, body, session.practiceId);
	}

	private authenticate(body: GapiBody): GapiAnswer {
		if (body.UserName !== intergyLogin.userLogon || body.UserPassword !== intergyLogin.password) {
			return failed('1', 'The user name or password is wrong.');
		}
		// One session for a user: the old one is refused from now on.
		this.sessions.clear();
		const id = randomUUID();
		this.audits += 1;
		this.sessions.set(id, { auditTrailId: this.audits, lastCall: this.context.millis() });
		return done({ SessionID: id, UserID: intergyLogin.userId, AuditTrailID: this.audits });
	}

	private practiceList(body: GapiBody): GapiAnswer {
		if (body.UserID !== intergyLogin.userId) return failed('3', 'Unknown user.');
		return done({ UserPracticeList: practices.map(({ id }) => ({ PracticeID: id })) });
	}

	private logonToPractice(body: GapiBody, session: Session): GapiAnswer {
		const practice = practices.find(({ id }) => id === body.PracticeID);
		if (body.UserID !== intergyLogin.userId || practice === undefined) {
			return failed('5', 'The user may not enter this practice.');
		}
		session.practiceId = practice.id;
		return done({});
	}

	private logoff(body: GapiBody, credential: GapiBody, session: Session): GapiAnswer {
		if (
			body.UserName !== intergyLogin.userLogon ||
			body.UserPassword !== intergyLogin.password ||
			body.AuditTrailID !== session.auditTrailId
		) {
			return failed('1', 'The logoff does not fit the session.');
		}
		this.sessions.delete(String(credential.SessionID));
		return done({});
	}

	private business(name: string, body: GapiBody, practiceId: number): GapiAnswer {
		switch (name) {
			case 'PatientSearch':
				return this.search(body, practiceId);
			case 'PatientSummaryGet':
				return this.summary(body, practiceId);
			case 'UserListGet':
				return done({ UserList: [{ UserID: intergyLogin.userId, UserName: 'HealthSail API' }] });
			case 'TaskTypeListGet':
				return done({ TaskTypeList: taskTypes });
			case 'NotificationTaskCreate':
				return this.createTask(body);
			default:
				return { status: 404, body: 'Endpoint not found.', type: 'text/html' };
		}
	}

	/** By number in the practice of the session; no match comes without the list (sheet 4.3). */
	private search(body: GapiBody, practiceId: number): GapiAnswer {
		if (typeof body.PatientNumber !== 'string') return requestError();
		const found = this.patient(recordOfNumber(body.PatientNumber), practiceId);
		if (found === undefined) return done({});
		const { person } = found;
		return done({
			PatientList: [
				{
					PatientID: intergyPatientId(found.id),
					PatientNumber: String(patientNumber(found.id)),
					FirstName: person.firstName,
					LastName: person.lastName,
					BirthDate: person.birthDate,
				},
			],
		});
	}

	private summary(body: GapiBody, practiceId: number): GapiAnswer {
		const found = this.patient(Number(body.PatientID) - intergyPatientId(0), practiceId);
		if (found === undefined) return failed('21', 'Unknown patient.');
		const { person } = found;
		return done({
			PersonDetails: {
				PatientID: intergyPatientId(found.id),
				PatientNumber: String(patientNumber(found.id)),
				FirstName: person.firstName,
				MiddleName: person.middleName,
				LastName: person.lastName,
				DateOfBirth: person.birthDate,
				Sex: { Female: 'F', Male: 'M', Unknown: 'U' }[person.sex],
				SSN: person.ssn,
				HomePhone: person.homePhone?.number,
				CellPhone: person.mobilePhone?.number,
				Email: person.email,
				Address: {
					Address1: person.address.line1,
					Address2: person.address.line2,
					City: person.address.city,
					State: person.address.state,
					ZipCode: person.address.zip,
				},
			},
		});
	}

	private createTask(body: GapiBody): GapiAnswer {
		if (typeof body.Subject !== 'string' || typeof body.Body !== 'string') return requestError();
		if (body.ToUserID !== intergyLogin.userId) return failed('30', 'Unknown user.');
		if (!taskTypes.some(({ TaskType }) => TaskType === body.TaskType)) {
			return failed('31', 'Unknown task type.');
		}
		const { drops } = this.context;
		const id = 55_120 + drops.length;
		drops.push({ kind: 'task', id, subject: body.Subject, patient: '', text: body.Body });
		return { ...done({ TaskID: id }), effect: 'write' };
	}

	private patient(record: number | undefined, practiceId: number): PracticePatient | undefined {
		const store = this.context.store();
		if (record === undefined || !store.has(record)) return undefined;
		return store.practiceId(record) === practiceId ? store.get(record) : undefined;
	}
}

function done(body: object): GapiAnswer {
	return { status: 200, body: { ...body, ErrorCode: '', ErrorMessage: '' } };
}

function failed(code: string, message: string): GapiAnswer {
	return {
		status: 200,
		body: { SessionID: null, ErrorCode: code, ErrorMessage: message },
		effect: 'none',
	};
}
