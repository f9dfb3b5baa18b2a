/** Messages of the port: class and effect of each action (sheet 4). */
export const actions = {
	lookupzipcode: { class: 'api', effect: 'read' },
	lookuppatient: { class: 'api', effect: 'read' },
	getupdatedpatients: { class: 'api', effect: 'read' },
	getdemographic: { class: 'demographics', effect: 'read' },
	getschedulersetup: { class: 'masterfiles', effect: 'read' },
	getappttypes: { class: 'masterfiles', effect: 'read' },
	getupdatedvisits: { class: 'api', effect: 'read' },
	getpatientvisits: { class: 'api', effect: 'read' },
	getepisodes: { class: 'demographics', effect: 'read' },
	getehrnotes: { class: 'api', effect: 'read' },
	submitdemandrequest: { class: 'atseligibility', effect: 'write' },
	CheckEligibilityResponse: { class: 'eligibility', effect: 'read' },
	savememo: { class: 'demographics', effect: 'write' },
	savepatientnotes: { class: 'masterfiles', effect: 'write' },
	uploadfile: { class: 'files', effect: 'write' },
	updatepatient: { class: 'api', effect: 'write' },
	addpatient: { class: 'api', effect: 'write' },
} as const satisfies Readonly<Record<string, { class: string; effect: 'read' | 'write' }>>;
export type Action = keyof typeof actions;

/** REST calls of the port, by a name that is safe in errors (sheet 4.5, 4.6). */
export const restCalls = {
	listAppointments: { method: 'GET', effect: 'read' },
	getAppointment: { method: 'GET', effect: 'read' },
	listBlockHolds: { method: 'GET', effect: 'read' },
	bookAppointment: { method: 'POST', effect: 'write' },
	cancelAppointment: { method: 'PUT', effect: 'write' },
} as const satisfies Readonly<
	Record<string, { method: 'GET' | 'POST' | 'PUT'; effect: 'read' | 'write' }>
>;
export type RestCall = keyof typeof restCalls;
