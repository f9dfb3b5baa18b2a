interface CallType {
	readonly method: 'GET' | 'POST' | 'PUT';
	/** A search is a POST that changes nothing. */
	readonly effect: 'read' | 'write';
}

const get = { method: 'GET', effect: 'read' } as const;

/** Every call of REST v2 that this pack makes, by a name that is safe in errors (sheet 3, 4). */
export const careCloudCalls = {
	getAuthorization: get,
	getPatient: get,
	searchPatients: { method: 'POST', effect: 'read' },
	createPatient: { method: 'POST', effect: 'write' },
	updatePatient: { method: 'PUT', effect: 'write' },
	getInsurances: get,
	listAppointments: get,
	getAppointment: get,
	createAppointment: { method: 'POST', effect: 'write' },
	cancelAppointment: { method: 'PUT', effect: 'write' },
	listCancellationReasons: get,
	listProviders: get,
	listLocations: get,
	listResources: get,
	getResource: get,
	listVisitReasons: get,
	listAvailability: get,
	listTransactions: get,
	listCharges: get,
	getBalance: get,
} as const satisfies Readonly<Record<string, CallType>>;
export type CareCloudOperation = keyof typeof careCloudCalls;
