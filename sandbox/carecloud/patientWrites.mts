import type { Person, PhoneNumber, PostalAddress, Sex } from '../people/person.mjs';
import { patientGuid } from './ids.mjs';
import { visiblePatient } from './patients.mjs';
import {
	type Answer,
	type Call,
	notFound,
	type PhoneKind,
	type Route,
	servedPractice,
	unprocessable,
	type Written,
} from './types.mjs';

interface WrittenAddress {
	line1?: string;
	line2?: string;
	city?: string;
	state_code?: string;
	state?: string;
	zip_code?: string;
	is_primary?: boolean;
}

interface WrittenPhone {
	phone_number?: string;
	phone_type_id?: string | number;
	phone_type_code?: string;
	extension?: string;
	is_primary?: boolean;
}

interface Body {
	patient: Record<string, unknown>;
	addresses?: WrittenAddress[];
	phones?: WrittenPhone[];
}

const phoneKinds: Readonly<Record<string, PhoneKind>> = { C: 'mobile', H: 'home', B: 'work' };
const sexes: Readonly<Record<string, Sex>> = { F: 'Female', M: 'Male', UNK: 'Unknown' };

/** Postal letters of states, district, territories and forces: an unknown code is ignored (4.1). */
const states = new Set(
	(
		'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ ' +
		'NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI FM MH PW AA AE AP'
	).split(' '),
);

const holdsNull = (value: unknown): boolean =>
	value === null ||
	(typeof value === 'object' && value !== null && Object.values(value).some(holdsNull));

/** Reads the body that create and update share (sheet 4.1), or says why it is refused. */
function bodyOf(body: unknown): Body | string {
	const { patient, addresses, phones } = (body ?? {}) as Partial<Body>;
	if (!patient?.first_name || !patient.last_name) return 'first_name and last_name are required';
	// What a null means is not documented; the sandbox takes none, so that nobody relies on it.
	if (holdsNull(body)) return 'null is not allowed';
	const born = patient.date_of_birth;
	if (born !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(String(born))) {
		return 'date_of_birth is not a date';
	}
	return { patient, addresses, phones };
}

/** Lists replace what was there; members that were left out stay (sheet 4.1). */
function apply({ patient: members, addresses, phones }: Body, person: Person): void {
	const onText = (name: string, set: (value: string) => void) => {
		const value = members[name];
		if (typeof value === 'string') set(value);
	};
	onText('first_name', (value) => (person.firstName = value));
	onText('last_name', (value) => (person.lastName = value));
	// One letter is kept.
	onText('middle_initial', (value) => (person.middleName = value.slice(0, 1) || undefined));
	onText('suffix', (value) => (person.suffix = value || undefined));
	onText('email', (value) => (person.email = value || undefined));
	onText('date_of_birth', (value) => (person.birthDate = value));
	onText('gender_code', (value) => (person.sex = sexes[value] ?? person.sex));
	if (addresses) person.address = toAddress(addresses);
	if (!phones) return;
	person.mobilePhone = phoneOf(phones, 'mobile');
	person.homePhone = phoneOf(phones, 'home');
	person.workPhone = phoneOf(phones, 'work');
}

function toAddress(addresses: readonly WrittenAddress[]): PostalAddress {
	const address = addresses.find(({ is_primary: isPrimary }) => isPrimary) ?? addresses[0];
	if (address === undefined) return {};
	const { line1, line2, city, state_code: code, state, zip_code: zip } = address;
	const letters = code ?? state;
	const known = letters !== undefined && states.has(letters) ? letters : undefined;
	const told = { line1, line2, city, state: known, zip };
	return Object.fromEntries(Object.entries(told).filter(([, value]) => value));
}

/** An unknown type code is ignored, and the telephone with it (sheet 4.1). */
function phoneOf(phones: readonly WrittenPhone[], kind: PhoneKind): PhoneNumber | undefined {
	const found = phones.find((phone) => phoneKinds[phone.phone_type_code ?? ''] === kind);
	if (found?.phone_number === undefined) return undefined;
	return {
		number: found.phone_number,
		...(found.extension !== undefined && { extension: found.extension }),
	};
}

/** Keeps what the shared records have no place for. */
function keep({ patient: members, phones }: Body, id: number, written: Written): void {
	if (typeof members.legacy_patient_id === 'string') {
		written.legacyIds.set(id, members.legacy_patient_id);
	}
	if (!phones) return;
	const primary = phones.find(({ is_primary: isPrimary }) => isPrimary)?.phone_type_code ?? '';
	written.primaryPhones.set(id, phoneKinds[primary]);
}

/** PUT: the body of a create; the answer is empty (sheet 4.1). */
function update({ params, body, store, written, now }: Call): Answer {
	const patient = visiblePatient(store, params.guid);
	if (patient === undefined) return notFound();
	const asked = bodyOf(body);
	if (typeof asked === 'string') return unprocessable(asked);
	keep(asked, patient.id, written);
	store.write(patient.id, ({ person }) => apply(asked, person), now);
	return { status: 204, effect: 'write' };
}

/** POST: nobody looks whether the person is there already; the answer is the GUID alone (4.1, 7). */
function create({ body, store, written, now }: Call): Answer {
	const asked = bodyOf(body);
	if (typeof asked === 'string') return unprocessable(asked);
	const person: Person = {
		firstName: '',
		lastName: '',
		sex: 'Unknown',
		address: {},
		active: true,
		cases: [],
	};
	apply(asked, person);
	const { id } = store.add(
		{ person, practiceId: servedPractice, providerId: 1, locationId: 1 },
		now,
	);
	keep(asked, id, written);
	return { status: 201, body: { patient: patientGuid(id) }, effect: 'write' };
}

export const patientWriteRoutes: readonly Route[] = [
	{ operation: 'createPatient', method: 'POST', path: '/patients', run: create },
	{ operation: 'updatePatient', method: 'PUT', path: '/patients/:guid', run: update },
];
