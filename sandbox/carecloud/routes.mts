import { appointmentRoutes } from './appointments.mjs';
import { availabilityRoutes } from './availability.mjs';
import { directoryRoutes } from './directory.mjs';
import { insuranceRoutes } from './insurances.mjs';
import { ledgerRoutes } from './ledger.mjs';
import { patientRoutes } from './patients.mjs';
import { patientWriteRoutes } from './patientWrites.mjs';
import type { Route } from './types.mjs';

/** Every call below /v2 that the sandbox serves; there is no DELETE (sheet 4). */
export const routes: readonly Route[] = [
	...patientRoutes,
	...patientWriteRoutes,
	...insuranceRoutes,
	...appointmentRoutes,
	...directoryRoutes,
	...availabilityRoutes,
	...ledgerRoutes,
];

/** Calls that tell of the token itself. */
export const tokenOperations = ['getAuthorization', 'getTokenInfo'] as const;

export const operations: readonly string[] = [
	...tokenOperations,
	...routes.map(({ operation }) => operation),
];
