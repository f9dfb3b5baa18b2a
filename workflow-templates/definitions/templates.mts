import type { Template } from './builder/types.mjs';
import { tebraDemographicSync } from './tebra/demographicSync.mjs';
import { tebraPatientLifecycle } from './tebra/patientLifecycle.mjs';

/** Every template set of the pack; a new one is one line here. */
export const templates: readonly Template[] = [tebraDemographicSync, tebraPatientLifecycle];
