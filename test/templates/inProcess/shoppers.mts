import type { TruthPatient } from '../../../sandbox/practice/truth.mjs';

/** A customer that came by the shop, as the sandbox is given one. */
export interface Shopper {
	readonly demographics: {
		readonly givenName?: string;
		readonly familyName?: string;
		readonly birthDate?: string;
		readonly email?: string;
		readonly phones?: ReadonlyArray<{ readonly use: string; readonly number: string }>;
	};
	readonly addresses?: ReadonlyArray<Readonly<Record<string, string>>>;
}

/** Whether enough is filled in for a shopper to be recognised by. */
export function isFilledIn({ birthDate, email, phones, address }: TruthPatient): boolean {
	const isPhone = /^[2-9]\d{9}$/.test(phones.mobile?.number ?? '');
	const isEmail = /^[^@\s]+@[^@\s]+\.[a-z]+$/.test(email ?? '');
	return /^\d{4}-/.test(birthDate ?? '') && isPhone && isEmail && address.line1 !== undefined;
}

/** The same person as a patient, with all that a shopper tells. */
export function sameAs(patient: TruthPatient): Shopper {
	const { email, phones, address } = patient;
	return {
		demographics: {
			...nameAndBirthDateOf(patient).demographics,
			email,
			phones: [{ use: 'mobile', number: `+1${phones.mobile?.number ?? ''}` }],
		},
		addresses: [
			{
				use: 'home',
				line1: address.line1 ?? '',
				city: address.city ?? '',
				region: address.state ?? '',
				postalCode: address.zip?.slice(0, 5) ?? '',
			},
		],
	};
}

/** Somebody with the patient's name and birth date, of whom nothing else is known. */
export function nameAndBirthDateOf({ firstName, lastName, birthDate }: TruthPatient): Shopper {
	return { demographics: { givenName: firstName, familyName: lastName, birthDate } };
}

/** Somebody whom no practice knows. */
export function stranger(number: number): Shopper {
	const letter = (place: number) => 'bcdfghjklmnpqrstvwxz'[Math.floor(number / 20 ** place) % 20];
	return {
		demographics: {
			givenName: `Synth${letter(1)}a${letter(0)}o`,
			familyName: `Nobod${letter(0)}i${letter(1)}um`,
			birthDate: `19${40 + (number % 50)}-0${1 + (number % 9)}-2${number % 8}`,
			email: `synthetic${number}@shopper.example`,
		},
	};
}
