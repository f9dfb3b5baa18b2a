import { patientLifecycle } from '../patientLifecycle/patientLifecycle.mjs';
import { advancedMdVendor } from './vendor.mjs';

export const advancedMdPatientLifecycle = patientLifecycle(advancedMdVendor);
