// What a user of the comparison flows fills in. The values are the sandbox's.
import { setFields } from '../../../workflow-templates/definitions/builder/builtInNodes.mjs';
import type { NodeDraft } from '../../../workflow-templates/definitions/builder/workflow.mjs';
import type { VendorSettings } from '../vendors/vendor.mjs';

export const SETTINGS_NODE = 'Settings';

/** The expression of one setting, without braces. */
export const setting = (name: string): string => `$('${SETTINGS_NODE}').first().json.${name}`;

/** Edit Fields with addresses, login and practice of the system, and HealthSail's address. */
export function settingsNode(
	position: readonly [number, number],
	settings: VendorSettings,
): NodeDraft {
	const texts = { ...settings, healthSailUrl: 'http://127.0.0.1:4601/v1' };
	const fields = Object.entries(texts).map(([name, value]) => ({
		name,
		type: 'string' as const,
		value,
	}));
	return setFields(SETTINGS_NODE, position, fields);
}
