import { patientLifecycle } from '../patientLifecycle/patientLifecycle.mjs';
import { careCloudVendor } from './vendor.mjs';

export const careCloudPatientLifecycle = patientLifecycle(careCloudVendor);
