import { demographicSync } from '../demographicSync/demographicSync.mjs';
import { careCloudVendor } from './vendor.mjs';

export const careCloudDemographicSync = demographicSync(careCloudVendor);
