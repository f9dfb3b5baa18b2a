import { cleanEmail } from '../../values/text';
import { parsePhone } from '../../values/phone';
import { longestRaw } from './letters';
import { wordSet } from './tables';

/** More than these tell nothing more about a person. */
const mostRead = 200;
const mostKept = 20;

/** Local parts where a person has no e-mail address; the last two are the practice's own. */
const missingLocalParts = wordSet(`
declined decline donotemail donthave fake na noaddress nomail noemail noemailaddress none
nonegiven nope noreply notavailable notgiven notprovided null patient refused test testing tbd
unknown unk x xx xxx asdf frontdesk reception
`);
const missingDomains = wordSet(`
declined donotemail fake na no noaddress noemail nomail none nowhere refused test unknown xxx
`);

/** E.164, distinct, in a fixed order; placeholders are left out. */
export function normalizePhones(raw: readonly string[] | undefined): string[] {
	return distinct((raw ?? []).slice(0, mostRead).map(normalizePhone));
}

/** Lower case, distinct, in a fixed order; placeholders are left out. */
export function normalizeEmails(raw: readonly string[] | undefined): string[] {
	return distinct((raw ?? []).slice(0, mostRead).map(normalizeEmail));
}

function normalizePhone(text: string): string | undefined {
	const number = readUsDigits(text) ?? parsePhone(text)?.number;
	if (number === undefined) return undefined;
	const local = /^\+1\d{3}(\d{7})$/.exec(number)?.[1];
	if (local === undefined) return number;
	// `555-5555`, `555-1212` (directory assistance) and one digit seven times name nobody.
	return local === '5555555' || local === '5551212' || /^(\d)\1{6}$/.test(local)
		? undefined
		: number;
}

/** What `parsePhone` gives for ten plain digits, many times faster; a first load reads millions. */
function readUsDigits(text: string): string | undefined {
	if (text.length > 20 || !/^[\d ().+-]+$/.test(text)) return undefined;
	const digits = text.replace(/\D+/g, '');
	if (text.startsWith('+') && !digits.startsWith('1')) return undefined;
	const national = /^1?([2-9]\d{2}[2-9]\d{6})$/.exec(digits)?.[1];
	if (national === undefined || text.lastIndexOf('+') > 0) return undefined;
	return /^(\d)\1+$/.test(national) ? undefined : `+1${national}`;
}

function normalizeEmail(text: string): string | undefined {
	if (text.length > longestRaw + 40) return undefined;
	const address = cleanEmail(text.replace(/^\s*mailto:/i, ''));
	if (address === undefined || address === null) return undefined;
	const at = address.lastIndexOf('@');
	const local = address.slice(0, at).replace(/[._-]/g, '');
	const domain = address.slice(at + 1).split('.')[0] ?? '';
	return missingLocalParts.has(local) || missingDomains.has(domain.replaceAll('-', ''))
		? undefined
		: address;
}

function distinct(values: ReadonlyArray<string | undefined>): string[] {
	const known = values.filter((value): value is string => value !== undefined);
	return (known.length < 2 ? known : [...new Set(known)].sort()).slice(0, mostKept);
}
