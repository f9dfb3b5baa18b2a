import { patientLifecycle } from '../patientLifecycle/patientLifecycle.mjs';
import { nextGenVendor } from './vendor.mjs';

export const nextGenPatientLifecycle = patientLifecycle(nextGenVendor);
