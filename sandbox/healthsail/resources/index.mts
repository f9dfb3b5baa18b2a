import type { Handlers } from '../http/call.mjs';
import { appointmentHandlers } from './appointments.mjs';
import { auditHandlers } from './audit.mjs';
import { candidateHandlers } from './candidates.mjs';
import { changeRequestHandlers } from './changeRequests.mjs';
import { cohortHandlers } from './cohort.mjs';
import { consentHandlers } from './consents.mjs';
import { coverageHandlers } from './coverages.mjs';
import { customerHandlers } from './customers.mjs';
import { directoryHandlers } from './directory.mjs';
import { incidentHandlers } from './incidents.mjs';
import { leaseHandlers } from './leases.mjs';
import { matchingHandlers } from './matching.mjs';
import { patientMergeHandlers } from './patientMerges.mjs';
import { runHandlers } from './runs.mjs';
import { webhookHandlers } from './webhooks.mjs';

/** What the sandbox does for each operation of the contract, by operationId. */
export const handlers: Handlers = {
	...appointmentHandlers,
	...auditHandlers,
	...candidateHandlers,
	...changeRequestHandlers,
	...cohortHandlers,
	...consentHandlers,
	...coverageHandlers,
	...customerHandlers,
	...directoryHandlers,
	...incidentHandlers,
	...leaseHandlers,
	...matchingHandlers,
	...patientMergeHandlers,
	...runHandlers,
	...webhookHandlers,
};
