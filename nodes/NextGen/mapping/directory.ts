import type { Location, Practice, Provider } from '../../../lib/canonical/practice';
import type { AppointmentType } from '../../../lib/canonical/schedule';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { parsePhone } from '../../../lib/values/phone';
import { cleanDetail, cleanText } from '../../../lib/values/text';
import type { PracticeScope } from '../../common/practice/port';
import type { EventRow, LocationRow, PracticeRow, ProviderRow } from '../wire/directory';
import { parsePostalCode } from '../../../lib/values/postalCode';

/** A practice (sheet 3); one without an id is none. */
export function toPractice(wire: PracticeRow): Practice[] {
	const id = wire.id?.trim();
	if (!id) return [];
	return [
		dropAbsent({
			id,
			name: cleanText(wire.name),
			active: wire.isDeleted === undefined ? undefined : !wire.isDeleted,
		}),
	];
}

/** A provider (sheet 4.2). */
export function toProvider(wire: ProviderRow, scope: PracticeScope): Provider {
	return dropAbsent({
		id: wire.id,
		externalIds: [
			{
				system: scope.system,
				practiceId: scope.practiceId,
				type: 'provider' as const,
				value: wire.id,
			},
		],
		givenName: cleanText(wire.firstName),
		familyName: cleanText(wire.lastName),
		credentials: cleanDetail(wire.degree),
		npi: cleanDetail(wire.nationalProviderId),
		active: wire.isDeleted !== true,
	});
}

/** A location (sheet 4.2); names of demo masters can begin with an asterisk (sheet 9.18). */
export function toLocation(wire: LocationRow, scope: PracticeScope): Location {
	const phone = wire.phone === undefined ? undefined : (parsePhone(wire.phone)?.number ?? null);
	return dropAbsent({
		id: wire.id,
		externalIds: [
			{
				system: scope.system,
				practiceId: scope.practiceId,
				type: 'location' as const,
				value: wire.id,
			},
		],
		name: nameOf(wire.name),
		line1: cleanDetail(wire.addressLine1),
		line2: cleanDetail(wire.addressLine2),
		city: cleanDetail(wire.city),
		region: cleanDetail(wire.state),
		postalCode: parsePostalCode(wire.zip),
		phone,
		timeZone: scope.timeZone,
	});
}

/** An event is the kind of visit (sheet 4.2). */
export function toAppointmentType(wire: EventRow): AppointmentType {
	return dropAbsent({
		id: wire.id,
		name: nameOf(wire.name),
		durationMinutes: wire.duration !== undefined && wire.duration > 0 ? wire.duration : undefined,
		active: wire.isDeleted !== true,
	});
}

function nameOf(text: string | null | undefined): string | null | undefined {
	return cleanText(typeof text === 'string' ? text.replace(/^\*+/, '') : text);
}
