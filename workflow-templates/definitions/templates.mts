import { advancedMdDemographicSync } from './advancedmd/demographicSync.mjs';
import { advancedMdPatientLifecycle } from './advancedmd/patientLifecycle.mjs';
import { advancedMdVendor } from './advancedmd/vendor.mjs';
import type { Template } from './builder/types.mjs';
import { careCloudChartNumberLoad } from './carecloud/chartNumberLoad.mjs';
import { careCloudDemographicSync } from './carecloud/demographicSync.mjs';
import { careCloudPatientLifecycle } from './carecloud/patientLifecycle.mjs';
import { careCloudVendor } from './carecloud/vendor.mjs';
import { staffApproval } from './demographicChanges/sets.mjs';
import {
	greenwayIntergyDemographicSync,
	greenwayPrimeSuiteDemographicSync,
} from './greenway/demographicSync.mjs';
import { greenwayJwks } from './greenway/jwks.mjs';
import {
	greenwayIntergyPatientLifecycle,
	greenwayPrimeSuitePatientLifecycle,
} from './greenway/patientLifecycle.mjs';
import { greenwayIntergyVendor, greenwayPrimeSuiteVendor } from './greenway/vendor.mjs';
import { hl7Inbound } from './hl7/inbound.mjs';
import { nextGenDemographicSync } from './nextgen/demographicSync.mjs';
import { nextGenPatientLifecycle } from './nextgen/patientLifecycle.mjs';
import { nextGenVendor } from './nextgen/vendor.mjs';
import { staffReviewInbox } from './shared/staffReviewInbox.mjs';
import { tebraDemographicSync } from './tebra/demographicSync.mjs';
import { tebraPatientLifecycle } from './tebra/patientLifecycle.mjs';
import { tebraVendor } from './tebra/vendor.mjs';

const vendors = [
	advancedMdVendor,
	careCloudVendor,
	greenwayIntergyVendor,
	greenwayPrimeSuiteVendor,
	nextGenVendor,
	tebraVendor,
];

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
	staffReviewInbox,
	tebraDemographicSync,
	tebraPatientLifecycle,
	...vendors.flatMap(staffApproval),
];
