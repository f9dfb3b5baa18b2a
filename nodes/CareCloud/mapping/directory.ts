import type { Location, Provider } from '../../../lib/canonical/practice';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { parsePhone } from '../../../lib/values/phone';
import { cleanDetail, cleanText } from '../../../lib/values/text';
import type { PracticeScope } from '../../common/practice/port';
import type { CareCloudLocation, CareCloudProvider } from '../wire/practice';
import { externalId } from './context';
import { parsePostalCode } from '../../../lib/values/postalCode';

/** A provider of the list (sheet 4.3), which holds active ones only. */
export function toProvider(wire: CareCloudProvider, scope: PracticeScope): Provider {
	const { family, given, credentials } = namesOf(wire);
	return dropAbsent({
		id: wire.id,
		externalIds: [externalId(scope, 'provider', wire.id)],
		givenName: given,
		familyName: family,
		credentials,
		npi: cleanDetail(wire.npi),
		specialty: cleanDetail(wire.specialty?.name),
		active: true,
	});
}

/**
 * Separate names where they are told, and else the whole name as the family name, since nobody knows
 * where it is to be parted. Letters behind a comma are the credentials.
 */
function namesOf(wire: CareCloudProvider) {
	const [whole, credentials] = (cleanText(wire.name) ?? '').split(/,\s*/, 2);
	const family = cleanText(wire.last_name);
	return {
		family: family ?? (whole === '' ? undefined : whole),
		given: cleanText(wire.first_name),
		credentials: credentials === undefined ? undefined : cleanDetail(credentials),
	};
}

/** A location of the list (sheet 4.3); CareCloud tells no zone of it, so it has the practice's. */
export function toLocation(wire: CareCloudLocation, scope: PracticeScope): Location {
	const { address, phones } = wire;
	const phone = phones?.find(({ is_primary: isPrimary }) => isPrimary === true) ?? phones?.[0];
	return dropAbsent({
		id: wire.id,
		externalIds: [externalId(scope, 'location', wire.id)],
		name: cleanText(wire.name),
		line1: cleanDetail(address?.line1),
		line2: cleanDetail(address?.line2),
		city: cleanDetail(address?.city),
		region: cleanDetail(address?.state_code ?? address?.state_name),
		postalCode: parsePostalCode(address?.zip_code),
		phone: phones === undefined ? undefined : (parsePhone(phone?.phone_number)?.number ?? null),
		placeOfServiceCode: cleanDetail(wire.place_of_service_code),
		timeZone: scope.timeZone,
	});
}
