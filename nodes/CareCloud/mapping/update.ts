import { SafeError } from '../../../lib/privacy/errors';
import type { PracticeScope } from '../../common/practice/port';
import type { CareCloudAddress, CareCloudPatient, CareCloudPhone } from '../wire/patient';
import { settingsOf } from './context';
import { typeCodeOf } from './entries';

/**
 * The body of an update (sheet 4.1): write names, both names of the person, and the whole lists of
 * addresses and telephones, since it is not documented whether a list replaces or appends. A list that
 * the read did not tell is not sent: an empty one might replace it. Nothing is sent
 * as null. Throws SafeError `unsupported` for a telephone whose type would be lost.
 */
export function toUpdateBody(
	wire: Pick<CareCloudPatient, 'first_name' | 'last_name'> & WrittenLists,
	members: Readonly<Record<string, string>>,
	scope: PracticeScope,
): object {
	return {
		patient: { first_name: wire.first_name ?? '', last_name: wire.last_name ?? '', ...members },
		...listsBody(wire, scope),
	};
}

/** Addresses and telephones as they are written; a list that is not told is not sent. */
export interface WrittenLists {
	readonly addresses?: readonly CareCloudAddress[];
	readonly phones?: readonly CareCloudPhone[];
}

/** The lists of a create or an update (sheet 4.1). Throws as `toUpdateBody` does. */
export function listsBody({ addresses, phones }: WrittenLists, scope: PracticeScope): object {
	return {
		...(addresses && { addresses: addresses.map((address) => addressBody(address, scope)) }),
		...(phones && { phones: phones.map(phoneBody) }),
	};
}

function addressBody(wire: CareCloudAddress, scope: PracticeScope): object {
	return withoutNull({
		line1: wire.line1,
		line2: wire.line2,
		city: wire.city,
		[settingsOf(scope).stateMember]: wire.state_code ?? wire.state,
		zip_code: wire.zip_code ?? wire.zip,
		country_id: wire.country_id,
		country_name: wire.country_name,
		is_primary: wire.is_primary,
	});
}

/** Id or code as it was read; a word becomes its code. */
function phoneBody(wire: CareCloudPhone): object {
	const code = typeCodeOf(wire);
	if (code === undefined && wire.phone_type_id == null) throw unknownType();
	return withoutNull({
		phone_number: wire.phone_number,
		...(code !== undefined ? { phone_type_code: code } : { phone_type_id: wire.phone_type_id }),
		extension: wire.extension ?? wire.phone_ext,
		is_primary: wire.is_primary,
	});
}

function withoutNull(members: Readonly<Record<string, unknown>>): object {
	return Object.fromEntries(
		Object.entries(members).filter(([, value]) => value !== null && value !== undefined),
	);
}

function unknownType(): SafeError {
	return new SafeError({
		kind: 'unsupported',
		vendorCode: 'PhoneType',
		message:
			'A telephone of this patient has a type that could not be written back, so nothing was.',
		nextStep: 'Set the type of each telephone in CareCloud, or keep the link in HealthSail only.',
		system: 'carecloud',
		operation: 'updatePatient',
		fields: ['phones'],
	});
}
