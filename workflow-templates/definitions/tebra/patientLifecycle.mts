import { patientLifecycle } from '../patientLifecycle/patientLifecycle.mjs';
import { tebraVendor } from './vendor.mjs';

export const tebraPatientLifecycle = patientLifecycle(tebraVendor);
