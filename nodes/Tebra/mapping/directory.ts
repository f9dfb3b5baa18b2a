import type { Location, Practice, Provider } from '../../../lib/canonical/practice';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { parsePhone } from '../../../lib/values/phone';
import { cleanDetail, cleanText } from '../../../lib/values/text';
import type { PracticeScope } from '../../common/practice/port';
import type { TebraLocation, TebraPractice, TebraProvider } from '../wire/directory';
import { parsePostalCode } from '../../../lib/values/postalCode';

/** A PracticeData row (sheet 4.6) as the canonical practice. */
export function toPractice(wire: TebraPractice): Practice {
	return dropAbsent({
		id: wire.ID,
		name: cleanText(wire.PracticeName),
		npi: cleanDetail(wire.NPI),
		active: wire.Active,
	});
}

/**
 * A ProviderData row (sheet 4.6) as the canonical provider. One whose Active is not told is taken as
 * active: the list holds those staff can choose.
 */
export function toProvider(wire: TebraProvider, scope: PracticeScope): Provider {
	return dropAbsent({
		id: wire.ID,
		externalIds: [
			{
				system: scope.system,
				practiceId: scope.practiceId,
				type: 'provider' as const,
				value: wire.ID,
			},
		],
		givenName: cleanText(wire.FirstName),
		familyName: cleanText(wire.LastName ?? wire.FullName),
		credentials: cleanDetail(wire.Degree),
		npi: cleanDetail(wire.NationalProviderIdentifier),
		specialty: cleanDetail(wire.SpecialtyName),
		active: wire.Active ?? true,
	});
}

/**
 * A ServiceLocationData row (sheet 4.6) as the canonical location. Tebra tells no time zone per
 * location: the practice's own is given.
 */
export function toLocation(wire: TebraLocation, scope: PracticeScope): Location {
	const phone = wire.Phone === undefined ? undefined : (parsePhone(wire.Phone)?.number ?? null);
	return dropAbsent({
		id: wire.ID,
		externalIds: [
			{
				system: scope.system,
				practiceId: scope.practiceId,
				type: 'location' as const,
				value: wire.ID,
			},
		],
		name: cleanText(wire.Name),
		line1: cleanDetail(wire.AddressLine1),
		line2: cleanDetail(wire.AddressLine2),
		city: cleanDetail(wire.City),
		region: cleanDetail(wire.State),
		postalCode: parsePostalCode(wire.ZipCode),
		phone,
		placeOfServiceCode: cleanDetail(wire.PlaceOfService),
		timeZone: scope.timeZone,
	});
}
