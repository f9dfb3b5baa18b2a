// What the stock flows and the bare script say on the wire.

/** Patients per page, in all forms. */
export const PAGE_SIZE = 500;

/** Zone of the sandbox's practice. */
export const TIME_ZONE = 'America/New_York';

export interface TebraLogin {
	customerKey: string;
	user: string;
	password: string;
}

/** Tebra answers a fault without the quotes and the path (vendor sheet 3.1). */
export const SOAP_ACTION = (operation: string): string =>
	`"http://www.kareo.com/api/schemas/KareoServices/${operation}"`;

/** A SOAP 1.1 request; the login's texts are escaped already, `members` stand behind it. */
export function envelope(operation: string, login: TebraLogin, members: string): string {
	const header = [
		`<k:CustomerKey>${login.customerKey}</k:CustomerKey>`,
		`<k:Password>${login.password}</k:Password>`,
		`<k:User>${login.user}</k:User>`,
	].join('');
	const request = `<k:request><k:RequestHeader>${header}</k:RequestHeader>${members}</k:request>`;
	return [
		'<?xml version="1.0" encoding="utf-8"?>',
		'<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:k="http://www.kareo.com/api/schemas/">',
		`<soap:Body><k:${operation}>${request}</k:${operation}></soap:Body></soap:Envelope>`,
	].join('');
}

/** The members of a request for one page of the practice's patients. */
export function pageMembers(practiceId: string, startKey: string): string {
	const filter = [
		`<k:BatchSize>${PAGE_SIZE}</k:BatchSize>`,
		`<k:PracticeID>${practiceId}</k:PracticeID>`,
		`<k:StartKey>${startKey}</k:StartKey>`,
	].join('');
	return `<k:Fields/><k:Filter>${filter}</k:Filter>`;
}

/** The members of a request for one patient. */
export function patientMembers(patientId: string): string {
	return `<k:Filter><k:PatientID>${patientId}</k:PatientID></k:Filter>`;
}

/** Text as it may stand in an XML element. */
export function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
