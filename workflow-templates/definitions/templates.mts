import { advancedMdDemographicSync } from './advancedmd/demographicSync.mjs';
import type { Template } from './builder/types.mjs';
import { careCloudDemographicSync } from './carecloud/demographicSync.mjs';
import {
	greenwayIntergyDemographicSync,
	greenwayPrimeSuiteDemographicSync,
} from './greenway/demographicSync.mjs';
import { greenwayJwks } from './greenway/jwks.mjs';
import { hl7Inbound } from './hl7/inbound.mjs';
import { nextGenDemographicSync } from './nextgen/demographicSync.mjs';
import { tebraDemographicSync } from './tebra/demographicSync.mjs';
import { tebraPatientLifecycle } from './tebra/patientLifecycle.mjs';

/** Every template set of the pack; a new one is one line here. */
export const templates: readonly Template[] = [
	advancedMdDemographicSync,
	careCloudDemographicSync,
	nextGenDemographicSync,
	hl7Inbound,
	greenwayIntergyDemographicSync,
	greenwayPrimeSuiteDemographicSync,
	greenwayJwks,
	tebraDemographicSync,
	tebraPatientLifecycle,
];
