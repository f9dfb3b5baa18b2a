import type { ThrottleTable } from '../common/transport/throttle';

/**
 * One call per interval and operation, counted for the whole account (sheet 5). Operations that the
 * sheet does not list are taken at one second.
 */
export const tebraThrottle: ThrottleTable = {
	intervals: {
		GetPatient: 250,
		GetAppointment: 500,
		GetEncounterDetails: 500,
		CreateAppointment: 500,
		CreatePatient: 500,
		UpdateAppointment: 500,
		GetPractices: 500,
		GetProviders: 500,
		GetServiceLocations: 500,
		GetExternalVendors: 1000,
		GetAppointments: 1000,
		GetCharges: 1000,
		GetPayments: 1000,
		GetTransactions: 1000,
		UpdatePatient: 1000,
		GetPatients: 1000,
		GetAllPatients: 5000,
	},
	defaultMs: 1000,
	// Exact spacing still trips the limit (sheet 5).
	marginMs: 250,
};

/** Calls of one operation under way at the same time; the throttle decides how often one starts. */
export const tebraConcurrency = 6;
