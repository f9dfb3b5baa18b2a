import { z } from 'zod';

import type { FlagRule } from '../flagRule';

/** Settings only AdvancedMD has (AdvancedMD sheet 11). */
export const advancedMdSettingsSchema = z.object({}).strict();
export type AdvancedMdSettings = z.infer<typeof advancedMdSettingsSchema>;

export const advancedMdDefaults: AdvancedMdSettings = {};

/** Where the practice marks privacy. */
export const advancedMdFlags: readonly FlagRule[] = [];
