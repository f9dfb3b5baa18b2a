import { z } from 'zod';

import type { FlagRule } from '../flagRule';

/** Settings only NextGen has (NextGen sheet 11). */
export const nextGenSettingsSchema = z.object({}).strict();
export type NextGenSettings = z.infer<typeof nextGenSettingsSchema>;

export const nextGenDefaults: NextGenSettings = {};

/** Where the practice marks privacy. */
export const nextGenFlags: readonly FlagRule[] = [];
