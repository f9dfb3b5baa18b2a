/** Milliseconds between two calls of an operation (sheet 5). */
const intervals: Readonly<Record<string, number>> = {
	GetPatient: 250,
	GetAppointment: 500,
	GetEncounterDetails: 500,
	GetPractices: 500,
	GetProcedureCodes: 500,
	GetProviders: 500,
	GetServiceLocations: 500,
	CreateAppointment: 500,
	CreateEncounter: 500,
	CreatePatient: 500,
	CreatePayment: 500,
	UpdateAppointment: 500,
	UpdateEncounterStatus: 500,
	DeleteAppointment: 500,
	GetAppointments: 1000,
	GetCharges: 1000,
	GetExternalVendors: 1000,
	GetPatients: 1000,
	GetPayments: 1000,
	GetTransactions: 1000,
	UpdatePatient: 1000,
	GetAllPatients: 5000,
	GetThrottles: 5000,
};

/** Operations that the vendor's list leaves out. */
const UNLISTED = 1000;

/** The interval of an operation in milliseconds. */
export function intervalOf(operation: string): number {
	return intervals[operation] ?? UNLISTED;
}

/** One call per interval, operation and account, all integrations of the account together. */
export class Throttle {
	private readonly lastCall = new Map<string, number>();

	/**
	 * Takes a call at sandbox time `now`; false when it comes too early. A refused call does not
	 * start the interval anew.
	 */
	take(account: string, operation: string, now: number): boolean {
		const key = `${account} ${operation}`;
		const last = this.lastCall.get(key);
		// Exact spacing still trips it (sheet 5), so the interval must be over.
		if (last !== undefined && now - last <= intervalOf(operation)) return false;
		this.lastCall.set(key, now);
		return true;
	}
}
