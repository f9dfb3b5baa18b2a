// What the stock flows and the bare script tell AdvancedMD.

/** Zone of the sandbox's practice. */
export const TIME_ZONE = 'America/Chicago';

/** Patients per page, in all forms. */
export const PAGE_SIZE = 500;

/** No call lists all patients: they are looked up by the begin of their names (vendor sheet 4.1). */
export const INITIALS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Path of the message interface below the server that a login names (vendor sheet 2). */
export const MESSAGE_PATH = '/xmlrpc/processrequest.aspx';

/** How a message tells its time; the server does not check it (vendor sheet 4.0). */
export const TIME_FORMAT = 'M/d/yyyy h:mm:ss a';

export const lookUp = { '@action': 'lookuppatient', '@class': 'api', '@exactmatch': '0' } as const;

export const demographic = { '@action': 'getdemographic', '@class': 'demographics' } as const;

export const login = { '@action': 'login', '@class': 'login' } as const;
