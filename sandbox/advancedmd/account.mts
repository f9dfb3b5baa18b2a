/** The one office key that the sandbox's login opens, and its API user. All made up. */
export const account = {
	officeKey: '990001',
	officeName: 'OAK CLINIC',
	user: 'HSAPI',
	password: 'p&ss-sandbox',
	appName: 'HEALTHSAIL',
} as const;

/** Path of the login that all office keys share (sheet 2). */
export const LOGIN_PATH = '/practicemanager/xmlrpc/processrequest.aspx';
/** Server part of the addresses that a login returns (sheet 2). */
export const SERVER = 'api-123';
/** Zone of the server's own stamps (sheet 4.0, 9.12). */
export const SERVER_ZONE = 'America/Los_Angeles';

/** AdvancedMD's ids of the shared records: pure functions of their numbers. */
export const patientIdOf = (record: number): string => String(100_000 + record);
export const recordOfPatient = (id: string): number => Number(id) - 100_000;
export const appointmentIdOf = (record: number): number => 500_000 + record;
export const recordOfAppointment = (id: number): number => id - 500_000;

/** Number of an id with or without its prefix (sheet 4.0); NaN when it is none. */
export function bareNumber(value: unknown): number {
	const text = String(value ?? '').replace(/^[a-z_]+(?=\d)/i, '');
	return /^\d+$/.test(text) ? Number(text) : NaN;
}
