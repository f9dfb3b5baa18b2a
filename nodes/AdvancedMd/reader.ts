import type { AdvancedMdSettings } from '../../lib/profile/systems/advancedMd';
import { civilDateAt } from '../../lib/values/civilDate';
import type { PracticeScope } from '../common/practice/port';
import type { AdvancedMdTransport } from './transport';
import type { MappingContext } from './mapping/context';

/** What the parts of the port work with. */
export interface AdvancedMdReader {
	readonly scope: PracticeScope;
	readonly settings: AdvancedMdSettings;
	readonly transport: AdvancedMdTransport;
	readonly now: () => Date;
}

/** The reader's practice and its day, for the mappings. */
export function mappingContext({ scope, settings, now }: AdvancedMdReader): MappingContext {
	return { scope, settings, today: civilDateAt(now().toISOString(), scope.timeZone) ?? '' };
}
