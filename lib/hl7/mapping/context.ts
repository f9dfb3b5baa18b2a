import type { ExternalId, PmSystem } from '../../canonical/externalId';
import type { PracticeProfile } from '../../profile/schema';
import type { InterfaceSettings } from '../settings';

/** What a mapping has to know beside the message. */
export interface Hl7Context {
	readonly settings: InterfaceSettings;
	/** The practice system that the interface speaks for. */
	readonly system: PmSystem;
	readonly practiceId: string;
	/** IANA zone of the practice. */
	readonly timeZone: string;
	/** Civil date there; decides whether a policy has ended. */
	readonly today: string;
	readonly codes: PracticeProfile['codes'];
}

/** An external id of the practice that the interface speaks for. */
export function idOf(
	{ system, practiceId }: Hl7Context,
	type: ExternalId['type'],
	value: string,
): ExternalId {
	return { system, practiceId, type, value };
}
