import type { PracticeProfile } from '../../../lib/profile/schema';
import type { PracticeScope } from '../../../nodes/common/practice/port';
import { membersOf } from '../../../nodes/CareCloud/image';
import { applyWriting, startEdit } from '../../../nodes/CareCloud/mapping/edit';
import { putAddress, putPhone } from '../../../nodes/CareCloud/mapping/lists';
import { toUpdateBody } from '../../../nodes/CareCloud/mapping/update';
import { patientSchema } from '../../../nodes/CareCloud/wire/patient';

/** Lists that are sent whole (sheet 4.1), and the image that is compared. All values are made up. */

const scope = { profile: {} as PracticeProfile } as PracticeScope;
const wireOf = (more: object) => patientSchema.parse({ id: 'p', first_name: 'Ana', ...more });
const phones = (...list: object[]) => wireOf({ phones: list }).phones ?? [];
const addresses = (...list: object[]) => wireOf({ addresses: list }).addresses ?? [];

test('a number takes the place of the one that is read, not of one that cannot be', () => {
	const { list, touches } = putPhone(
		phones(
			{ phone_number: 'n/a', phone_type_code: 'C' },
			{ phone_number: '3525550142', phone_type: 'Cell', phone_ext: '3' },
			{ phone_number: '3525550144', phone_type_code: 'F' },
		),
		'mobile',
		{ digits: '7755550111' },
		scope,
	);
	expect(list.map(({ phone_number: number }) => number)).toEqual([
		'n/a',
		'7755550111',
		'3525550144',
	]);
	expect(list[1].phone_ext).toBeUndefined();
	expect(touches).toEqual(['phones.C#2.']);
});

test('what staff typed where a number is missing makes room for one', () => {
	const { list } = putPhone(
		phones({ phone_number: 'none', phone_type_code: 'H' }),
		'home',
		{ digits: '7755550111', extension: '4' },
		scope,
	);
	expect(list).toMatchObject([
		{ phone_number: '7755550111', phone_type_code: 'H', extension: '4' },
	]);
});

test('the first telephone of all is the primary one', () => {
	expect(putPhone([], 'work', { digits: '7755550111' }, scope).list).toMatchObject([
		{ phone_number: '7755550111', phone_type_code: 'B', is_primary: true },
	]);
});

test('the primary address is the one that changes, and the other stays', () => {
	const put = putAddress(
		addresses(
			{ line1: 'PO Box 1', city: 'Ocala', state: 'FL', zip: '34470' },
			{
				line1: '1 Elm St',
				line2: 'Apt 9',
				city: 'Ocala',
				state: 'FL',
				zip: '34470',
				is_primary: true,
			},
		),
		{ line1: '9 Elm St', city: 'Reno', region: 'NV', postalCode: '89501' },
	);
	if (!put.ok) throw new Error(put.code);
	const { list, touches } = put.value;
	expect(list[0].line1).toBe('PO Box 1');
	expect(touches).toEqual(['addresses.primary#1.']);
	const body = toUpdateBody({ first_name: 'Ana', addresses: list }, {}, scope) as {
		addresses: object[];
	};
	expect(body.addresses[1]).toEqual({
		line1: '9 Elm St',
		line2: '',
		city: 'Reno',
		state_code: 'NV',
		zip_code: '89501',
		is_primary: true,
	});
});

test('an address abroad is left to staff', () => {
	const put = putAddress(
		addresses({ line1: '1 King St', city: 'Toronto', country_name: 'Canada' }),
		{
			line1: '9 Elm St',
			city: 'Reno',
		},
	);
	expect(put).toEqual({ ok: false, code: 'unsupportedField' });
});

test('a list that the read did not tell is not written to', () => {
	const untold = startEdit({});
	const number = { kind: 'phone', use: 'home', digits: '7755550111' } as const;
	const address = { kind: 'address', address: { line1: '9 Elm St' } } as const;
	expect(applyWriting(untold, number, scope)).toEqual({ ok: false, code: 'unsupportedField' });
	expect(applyWriting(untold, address, scope)).toEqual({ ok: false, code: 'unsupportedField' });
});

test('telephones and addresses are the same in the image wherever they stand, by their digits', () => {
	const of = (record: object) => membersOf(record, patientSchema.parse(record));
	const cell = { phone_number: '(352) 555-0142', phone_type_code: 'C' };
	const desk = { phone_number: '3525550143', phone_type: 'Business' };
	const first = of({ id: 'p', first_name: 'ANA', ssn: '900112222', phones: [cell, desk] });
	expect(first).toEqual({
		id: 'p',
		first_name: 'ana',
		ssn: 'told',
		'phones.C#1.phone_number': '3525550142',
		'phones.C#1.phone_type_code': 'c',
		'phones.B#1.phone_number': '3525550143',
		'phones.B#1.phone_type': 'business',
	});
	expect(of({ id: 'p', first_name: 'Ana', ssn: '900112222', phones: [desk, cell] })).toEqual(first);
});

test('a picture, the interface and its password, and the time of change are in no image', () => {
	const record = {
		id: 'p',
		photo: 'c3ludGhldGlj',
		interface: { interface_code: 'IF-1', interface_password: 'if-secret-1' },
		updated_at: '2026-01-01T00:00:00Z',
		addresses: [{ zip: '34470-1234', is_primary: true }],
	};
	expect(membersOf(record, patientSchema.parse(record))).toEqual({
		id: 'p',
		'addresses.primary#1.zip': '34470',
		'addresses.primary#1.is_primary': 'true',
	});
});
