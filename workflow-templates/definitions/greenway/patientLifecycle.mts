import { patientLifecycle } from '../patientLifecycle/patientLifecycle.mjs';
import { greenwayIntergyVendor, greenwayPrimeSuiteVendor } from './vendor.mjs';

export const greenwayIntergyPatientLifecycle = patientLifecycle(greenwayIntergyVendor);
export const greenwayPrimeSuitePatientLifecycle = patientLifecycle(greenwayPrimeSuiteVendor);
