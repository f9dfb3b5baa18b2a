import { advancedMdDemographicSync } from './advancedmd/demographicSync.mjs';
import { advancedMdPatientLifecycle } from './advancedmd/patientLifecycle.mjs';
import type { Template } from './builder/types.mjs';
import { careCloudChartNumberLoad } from './carecloud/chartNumberLoad.mjs';
import { careCloudDemographicSync } from './carecloud/demographicSync.mjs';
import { careCloudPatientLifecycle } from './carecloud/patientLifecycle.mjs';
import {
	greenwayIntergyDemographicSync,
	greenwayPrimeSuiteDemographicSync,
} from './greenway/demographicSync.mjs';
import { greenwayJwks } from './greenway/jwks.mjs';
import {
	greenwayIntergyPatientLifecycle,
	greenwayPrimeSuitePatientLifecycle,
} from './greenway/patientLifecycle.mjs';
import { hl7Inbound } from './hl7/inbound.mjs';
import { nextGenDemographicSync } from './nextgen/demographicSync.mjs';
import { nextGenPatientLifecycle } from './nextgen/patientLifecycle.mjs';
import { tebraDemographicSync } from './tebra/demographicSync.mjs';
import { tebraPatientLifecycle } from './tebra/patientLifecycle.mjs';

/** Every template set of the pack; a new one is one line here. */
export const templates: readonly Template[] = [
	advancedMdDemographicSync,
	advancedMdPatientLifecycle,
	careCloudChartNumberLoad,
	careCloudDemographicSync,
	careCloudPatientLifecycle,
	greenwayIntergyDemographicSync,
	greenwayIntergyPatientLifecycle,
	greenwayJwks,
	greenwayPrimeSuiteDemographicSync,
	greenwayPrimeSuitePatientLifecycle,
	hl7Inbound,
	nextGenDemographicSync,
	nextGenPatientLifecycle,
	tebraDemographicSync,
	tebraPatientLifecycle,
];
