import { z } from 'zod';

import type { FlagRule } from '../flagRule';

/** Settings only CareCloud has (CareCloud sheet 11). */
export const careCloudSettingsSchema = z.object({}).strict();
export type CareCloudSettings = z.infer<typeof careCloudSettingsSchema>;

export const careCloudDefaults: CareCloudSettings = {};

/** Where the practice marks privacy. */
export const careCloudFlags: readonly FlagRule[] = [];
