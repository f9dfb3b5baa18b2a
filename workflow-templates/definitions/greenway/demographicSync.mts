import { demographicSync } from '../demographicSync/demographicSync.mjs';
import { greenwayIntergyVendor, greenwayPrimeSuiteVendor } from './vendor.mjs';

export const greenwayIntergyDemographicSync = demographicSync(greenwayIntergyVendor);
export const greenwayPrimeSuiteDemographicSync = demographicSync(greenwayPrimeSuiteVendor);
