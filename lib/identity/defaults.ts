import type { IdentitySettings } from './settings';

/**
 * The thresholds that are shipped; a practice profile may set its own. Eight bits are odds of 250 to
 * 1 after the prior; what guards and gates stop never links, whatever its score.
 */
export const defaultIdentitySettings: IdentitySettings = {
	linkScore: 8,
	reviewScore: 0,
	linkAt: 'probable',
	populationSize: 50_000,
};
