import { normalizeAddress } from '../identity/normalize/address';
import { canonicalText } from '../sync/canonicalForm';
import { foldText } from '../values/text';
import type {
	AddressValue,
	ChangeField,
	ContactValue,
	CoverageValue,
	FieldValue,
	PhoneValue,
} from './field';

/**
 * Whether two values of a field are the same for a practice: upper and lower case, signs and spaces do
 * not count, telephones by their digits, postal codes by the first five (CareCloud sheet 4.1; systems
 * that keep upper case: AdvancedMD sheet 4.10). What only one side can tell (relationship, insurer's
 * name, country) does not count either, since not every system keeps it.
 */
export function sameValue(field: ChangeField, a: FieldValue | null, b: FieldValue | null): boolean {
	if (a === null || b === null) return a === b;
	switch (field) {
		case 'phone.mobile':
		case 'phone.home':
		case 'phone.work':
			return samePhone(a as PhoneValue, b as PhoneValue);
		case 'address.home':
		case 'address.mailing':
			return sameAddress(a as AddressValue, b as AddressValue);
		case 'emergencyContact':
			return sameContact(a as ContactValue, b as ContactValue);
		case 'coverage.primary':
		case 'coverage.secondary':
		case 'coverage.tertiary':
			return sameCoverage(a as CoverageValue, b as CoverageValue);
		case 'email':
		case 'birthDate':
			return foldText(a as string) === foldText(b as string);
		case 'givenName':
		case 'middleName':
		case 'familyName':
		case 'suffix':
		case 'administrativeSex':
			return plain(a as string) === plain(b as string);
	}
}

/**
 * The same for a value that staff keyed in by hand: an address also where they write it as the post
 * does (`St` for Street). Not for deciding whether a value still has to be written: a patient may
 * correct no more than a word.
 */
export function sameAsKeyedIn(
	field: ChangeField,
	a: FieldValue | null,
	b: FieldValue | null,
): boolean {
	if (sameValue(field, a, b)) return true;
	const isAddress = field === 'address.home' || field === 'address.mailing';
	if (!isAddress || a === null || b === null) return false;
	const [left, right] = [a, b].map((value) => normalizeAddress(value as AddressValue));
	// Without number and street the rest alone says little.
	if (!left?.number || !left.street) return false;
	return canonicalText(left) === canonicalText(right);
}

/** Letters and digits only, in lower case. A text of signs alone stays as it is. */
function plain(text: string | undefined): string {
	const folded = foldText(text ?? '');
	return folded.replace(/[^\p{L}\p{M}\p{N}]/gu, '') || folded;
}

function samePhone(a: PhoneValue | undefined, b: PhoneValue | undefined): boolean {
	const digits = (phone: PhoneValue | undefined) =>
		(phone?.number ?? '').replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
	const extension = (phone: PhoneValue | undefined) => (phone?.extension ?? '').replace(/\D/g, '');
	return digits(a) === digits(b) && extension(a) === extension(b);
}

function sameAddress(a: AddressValue, b: AddressValue): boolean {
	// Some systems keep both lines in one.
	const street = ({ line1, line2 }: AddressValue) => plain(`${line1 ?? ''} ${line2 ?? ''}`);
	const zip = ({ postalCode }: AddressValue) => plain(postalCode).slice(0, 5);
	return (
		street(a) === street(b) &&
		plain(a.city) === plain(b.city) &&
		plain(a.region) === plain(b.region) &&
		zip(a) === zip(b)
	);
}

function sameContact(a: ContactValue, b: ContactValue): boolean {
	return (
		plain(a.name) === plain(b.name) &&
		samePhone(a.phone, b.phone) &&
		sameWhereTold(a.relationship, b.relationship)
	);
}

function sameCoverage(a: CoverageValue, b: CoverageValue): boolean {
	return (
		plain(a.memberId) === plain(b.memberId) &&
		plain(a.groupNumber) === plain(b.groupNumber) &&
		sameWhereTold(a.payerName, b.payerName) &&
		sameWhereTold(a.planName, b.planName)
	);
}

function sameWhereTold(a: string | undefined, b: string | undefined): boolean {
	return a === undefined || b === undefined || plain(a) === plain(b);
}
