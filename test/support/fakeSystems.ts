import { fakeLeases } from './fakeLeases';
import type { LocalServer, Reply, SeenRequest } from './localServer';
import { startServer } from './localServer';

/** A Tebra that answers what a test says, and a HealthSail that knows what a test says. */
export interface FakeSystems {
	readonly tebra: LocalServer;
	readonly healthSail: LocalServer;
	/** Bodies of the look-ups and audit records, parsed. */
	lookups(): Array<{ externalIds: Array<{ value: string }> }>;
	audits(): Array<{ action: string; fields: string[]; count: number; subjects: unknown[] }>;
	readonly baseUrls: { tebra: string; healthSail: string };
	/** Another run takes the leases of HealthSail over. */
	takeLeasesOver(): void;
	/** The leases run out, as after their holder died. */
	expireLeases(): void;
	/** What the leases keep is changed, as if another version of the pack had written it. */
	rewriteLeases(change: (cursor: string) => string): void;
	close(): Promise<void>;
}

/** What HealthSail knows of a patient id. */
export interface KnownCustomer {
	readonly customerId?: string;
	readonly version?: number;
	readonly contentHash?: string;
	readonly syncState?: 'included' | 'left' | 'excluded';
	readonly cohort?: ReadonlyArray<{ list: 'invited' | 'portal' | 'opted_out' }>;
}

export async function startFakes(
	tebraAnswer: (request: SeenRequest, number: number) => Reply,
	known: Readonly<Record<string, KnownCustomer>> = {},
	healthSailAnswer?: (request: SeenRequest) => Reply | undefined,
): Promise<FakeSystems> {
	const tebra = await startServer(tebraAnswer);
	const leases = fakeLeases();
	const healthSail = await startServer(
		(request) =>
			healthSailAnswer?.(request) ?? leases.answer(request) ?? answerHealthSail(request, known),
	);
	const bodies = <T>(path: string): T[] =>
		healthSail.requests
			.filter((request) => request.url.endsWith(path))
			.map((request) => JSON.parse(request.body) as T);
	return {
		tebra,
		healthSail,
		lookups: () => bodies('/customers/lookup'),
		audits: () => bodies('/audit-events'),
		baseUrls: { tebra: `${tebra.url}/soap`, healthSail: `${healthSail.url}/v1` },
		takeLeasesOver: () => leases.takeOver(),
		expireLeases: () => leases.expire(),
		rewriteLeases: (change) => leases.rewrite(change),
		async close() {
			await tebra.close();
			await healthSail.close();
		},
	};
}

function answerHealthSail(
	request: SeenRequest,
	known: Readonly<Record<string, KnownCustomer>>,
): Reply {
	const json = (status: number, body: unknown): Reply => ({
		status,
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(body),
	});
	if (request.url.endsWith('/customers/lookup')) {
		const { externalIds } = JSON.parse(request.body) as {
			externalIds: Array<{ value: string }>;
		};
		return json(200, {
			data: externalIds.map((externalId) => ({
				externalId,
				cohort: [],
				...known[externalId.value],
			})),
		});
	}
	if (/\/pm-incidents\?/.test(request.url)) return json(200, { data: [] });
	if (request.url.endsWith('/audit-events')) {
		return json(201, { id: 'aud_1', version: 1 });
	}
	return json(404, { code: 'not_found', title: 'not found', status: 404 });
}

/** The operation of a SOAP request, from its SOAPAction. */
export function operationOf(request: SeenRequest): string {
	return /KareoServices\/(\w+)"?$/.exec(request.headers.soapaction ?? '')?.[1] ?? '';
}

const security =
	'<SecurityResponse><Authenticated>true</Authenticated><Authorized>true</Authorized><CustomerId>7</CustomerId><CustomerKeyValid>true</CustomerKeyValid><PermissionsMissing/><PracticesAuthorized><int>1</int><int>2</int></PracticesAuthorized><SecurityResult/><SecurityResultSuccess>false</SecurityResultSuccess></SecurityResponse>';
const noError =
	'<ErrorResponse><ErrorMessage/><IsError>false</IsError><StackTrace/></ErrorResponse>';

export function envelope(body: string): string {
	return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
}

/** A good answer with data; `head` replaces the error and security blocks (composed, synthetic). */
export function soapAnswer(operation: string, data: string, head = noError + security): Reply {
	return {
		body: envelope(
			`<${operation}Response xmlns="http://www.kareo.com/api/schemas/"><${operation}Result xmlns:i="http://www.w3.org/2001/XMLSchema-instance">${head}${data}</${operation}Result></${operation}Response>`,
		),
	};
}

/** An error told inside HTTP 200 (sheet 6 a). */
export function soapError(operation: string, message: string): Reply {
	return soapAnswer(
		operation,
		'',
		`<ErrorResponse><ErrorMessage>${message}</ErrorMessage><IsError>true</IsError><StackTrace>at Kareo</StackTrace></ErrorResponse>${security}`,
	);
}

export function soapSecurity(operation: string, members: Record<string, string>): Reply {
	const text = Object.entries(members)
		.map(([name, value]) => `<${name}>${value}</${name}>`)
		.join('');
	return soapAnswer(operation, '', `${noError}<SecurityResponse>${text}</SecurityResponse>`);
}

export function soapFault(code: string, text: string): Reply {
	return {
		status: 500,
		body: envelope(
			`<s:Fault><faultcode>a:${code}</faultcode><faultstring>${text}</faultstring></s:Fault>`,
		),
	};
}

/** A synthetic patient as GetPatient returns it; `over` replaces or adds members. */
export function patientXml(id: string, over: Record<string, string> = {}, cases = ''): string {
	const members: Record<string, string> = {
		ID: id,
		FirstName: 'Testa',
		LastName: `Synthetic${id}`,
		DOB: '2/24/1980 12:00:00 AM',
		Gender: 'Female',
		SSN: '000-00-0000',
		AddressLine1: '9 Elm St',
		City: 'Reno',
		State: 'NV',
		ZipCode: '89501',
		MobilePhone: '(775) 555-0111',
		EmailAddress: 'Testa@Example.com',
		LastModifiedDate: '1/11/2026 9:30:00 AM',
		LastEncounterDate: '1/5/2026 12:00:00 AM',
		PracticeId: '1',
		PracticeName: 'Oak Clinic',
		...over,
	};
	const text = Object.entries(members)
		.map(([name, value]) => `<${name}>${value}</${name}>`)
		.join('');
	return `${text}<Cases>${cases}</Cases>`;
}

/** Answers GetPatient for the ids given, and the lists with those ids. */
export function practiceOf(ids: readonly string[]): (request: SeenRequest) => Reply {
	return (request) => {
		const operation = operationOf(request);
		const rows = (name: string) =>
			ids.map((id) => `<${name}><ID>${id}</ID><PracticeId>1</PracticeId></${name}>`).join('');
		if (operation === 'GetPatients') {
			return soapAnswer(operation, `<Patients>${rows('PatientData')}</Patients>`);
		}
		if (operation === 'GetAllPatients') {
			return soapAnswer(
				operation,
				`<Patients>${rows('PatientBatchData')}</Patients><Key><nextStartKey>0</nextStartKey></Key>`,
			);
		}
		if (operation === 'GetPatient') {
			const id = /PatientID>(\d+)</.exec(request.body)?.[1] ?? '';
			return soapAnswer(
				operation,
				ids.includes(id) ? `<Patient>${patientXml(id)}</Patient>` : '<Patient i:nil="true"/>',
			);
		}
		return soapAnswer(operation, '');
	};
}
