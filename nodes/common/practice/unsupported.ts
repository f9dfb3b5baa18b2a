import type { PmSystem } from '../../../lib/canonical/externalId';
import type { Capability, Channel } from '../../../lib/capability';
import { SafeError } from '../../../lib/privacy/errors';
import { capabilities, pmSystemTitles } from '../../../lib/vendors';

/** What serves a need that the interface does not, in words for the person who looks for it. */
const channelWords: Readonly<Record<Channel, string>> = {
	document: "a document for staff in the patient's record (Document: Create)",
	note: 'a note for staff (Staff Notice: Create)',
	hl7: "HL7 messages of the practice's interface engine (HL7 Interface node)",
	file: 'a file that the practice exports or imports',
	queue: "HealthSail's review queue, from which staff do it by hand",
};

/** The refusal of an operation that exists, but not for this system; names what serves instead. */
export function unsupportedBy(system: PmSystem, capability: Capability): SafeError {
	const entry = capabilities[system][capability];
	const title = pmSystemTitles[system];
	const words =
		entry.state === 'no'
			? { reason: entry.reason, next: 'Leave this operation out of flows for this system.' }
			: entry.state === 'via'
				? { reason: entry.missing, next: `It is served by ${channelWords[entry.channel]}.` }
				: {
						reason: 'This version of the node does not do it yet.',
						next: 'Update the node pack, or leave this operation out of the flow.',
					};
	return new SafeError({
		kind: 'unsupported',
		message: `${title} does not offer this operation. ${words.reason}`,
		nextStep: words.next,
		system,
	});
}
