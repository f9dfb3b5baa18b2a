import type { AddressValue, FieldChange, PhoneValue } from '../../../lib/changes/field';
import type { FieldEntry } from '../../../lib/changes/newPatientValues';
import type { RefusalCode } from '../../../lib/changes/refusal';
import type { Writable } from '../../../lib/changes/writable';
import {
	writableAddress,
	writableDate,
	writableEmail,
	writablePhone,
	writableText,
} from '../../../lib/changes/writable';
import type { PracticeScope } from '../../common/practice/port';
import { settingsOf } from './context';
import type { PhoneUse } from './lists';

/**
 * A value in the write's form (sheet 4.1): members of `patient`, or an entry of one of its lists.
 * `touches` are the members of the read that it moves.
 */
export type Writing =
	| {
			readonly kind: 'members';
			readonly members: Readonly<Record<string, string>>;
			readonly touches: readonly string[];
	  }
	| {
			readonly kind: 'phone';
			readonly use: PhoneUse;
			readonly digits: string;
			readonly extension?: string;
	  }
	| { readonly kind: 'address'; readonly address: AddressValue };

/** The two codes that are safe (sheet 4.1). */
const genderCodes: Readonly<Record<string, string>> = { male: 'M', female: 'F' };

/** What a value becomes in a write, or why CareCloud cannot take it (sheet 4.1, 4.4). */
export function toWriting(
	{ field, to }: FieldEntry | FieldChange,
	scope: PracticeScope,
): Writable<Writing> {
	const { maxLengths } = settingsOf(scope);
	if (to === null) return refuse('clearing');
	switch (field) {
		case 'givenName':
			return name('first_name', writableText(to, maxLengths.name));
		case 'familyName':
			return name('last_name', writableText(to, maxLengths.name));
		case 'suffix':
			return name('suffix', writableText(to, maxLengths.name));
		case 'middleName':
			return name('middle_initial', initialOf(to));
		case 'birthDate':
			return member('date_of_birth', writableDate(to), ['dob', 'date_of_birth']);
		case 'administrativeSex': {
			const code = genderCodes[to];
			const touches = ['gender', 'gender_id', 'gender_code'];
			return code === undefined
				? refuse('unsupportedField')
				: member('gender_code', { ok: true, value: code }, touches);
		}
		case 'email':
			return member('email', writableEmail(to, maxLengths.email), ['email_address', 'email']);
		case 'phone.mobile':
			return phone('mobile', to);
		case 'phone.home':
			return phone('home', to);
		case 'phone.work':
			return phone('work', to);
		case 'address.home': {
			const address = writableAddress(to, maxLengths);
			return address.ok
				? { ok: true, value: { kind: 'address', address: address.value } }
				: address;
		}
		case 'address.mailing':
		case 'emergencyContact':
		case 'coverage.primary':
		case 'coverage.secondary':
		case 'coverage.tertiary':
			// No member (4.1); a policy that is on file cannot be changed (4.4).
			return refuse('unsupportedField');
	}
}

/** CareCloud keeps one letter of a middle name; a longer one would be lost. */
function initialOf(text: string): Writable<string> {
	return writableText(text.trim().replace(/\.$/, ''), 1);
}

function name(writeName: string, text: Writable<string>): Writable<Writing> {
	return member(writeName, text, [writeName, 'name']);
}

function member(
	writeName: string,
	text: Writable<string>,
	touches: readonly string[],
): Writable<Writing> {
	if (!text.ok) return text;
	return {
		ok: true,
		value: { kind: 'members', members: { [writeName]: text.value }, touches },
	};
}

function phone(use: PhoneUse, to: PhoneValue): Writable<Writing> {
	const number = writablePhone(to);
	return number.ok ? { ok: true, value: { kind: 'phone', use, ...number.value } } : number;
}

function refuse(code: RefusalCode): Writable<Writing> {
	return { ok: false, code };
}
