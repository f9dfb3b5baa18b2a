import { demographicSync } from '../demographicSync/demographicSync.mjs';
import { nextGenVendor } from './vendor.mjs';

export const nextGenDemographicSync = demographicSync(nextGenVendor);
