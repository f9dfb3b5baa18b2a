import { demographicSync } from '../demographicSync/demographicSync.mjs';
import { advancedMdVendor } from './vendor.mjs';

export const advancedMdDemographicSync = demographicSync(advancedMdVendor);
