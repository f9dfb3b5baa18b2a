import { demographicSync } from '../demographicSync/demographicSync.mjs';
import { tebraVendor } from './vendor.mjs';

export const tebraDemographicSync = demographicSync(tebraVendor);
