import { z } from 'zod';

import type { FlagRule } from '../flagRule';

/** Settings only Greenway has (Greenway sheet 11). */
export const greenwaySettingsSchema = z.object({}).strict();
export type GreenwaySettings = z.infer<typeof greenwaySettingsSchema>;

export const greenwayDefaults: GreenwaySettings = {};

/** Where the practice marks privacy. */
export const greenwayFlags: readonly FlagRule[] = [];
