import type { NameSuffix } from '../record';
import { phraseSet, wordSet } from './tables';

/** Words before a name that are no part of it. */
export const titles = wordSet(`
mr mrs ms mx miss mister master dr doctor prof professor rev reverend sir capt sgt lt sra srta
señor senor senora
`);

/** Letters behind a family name that tell a profession. `do` and `ma` are family names, so not here. */
export const degrees = wordSet(`
md phd dds dmd dvm esq rn lpn cpa pharmd psyd edd usn usmc ret
`);

/** Generation words behind a name. */
export const suffixWords: ReadonlyMap<string, NameSuffix> = new Map<string, NameSuffix>([
	['jr', 'jr'],
	['jnr', 'jr'],
	['junior', 'jr'],
	['sr', 'sr'],
	['snr', 'sr'],
	['senior', 'sr'],
	['ii', 'ii'],
	['2nd', 'ii'],
	['second', 'ii'],
	['iii', 'iii'],
	['3rd', 'iii'],
	['third', 'iii'],
	['iv', 'iv'],
	['iiii', 'iv'],
	['4th', 'iv'],
	['fourth', 'iv'],
	['v', 'v'],
	['5th', 'v'],
	['fifth', 'v'],
]);

/**
 * Particles that are written apart, joined or with a hyphen by whoever types: they join the word
 * behind them. `saint` becomes `st` there.
 */
export const particles = wordSet(`
abd abdel abdul abou abu al ap ben bin bint d da dal das de del della delle delli dello
dem den der des di do dos du el fitz ibn l la las le les lo los mac mc nic o saint san santa st
ste te ten ter van vander vande vom von zu zum zur
`);

/** Words that stand where a name is missing, in any of the name fields. */
export const missingNames = phraseSet(`
nn, nil, none, null, undefined, not available, not given, not known, not provided, no
name, noname, no first name, no given name, no last name, no middle name, no middle initial, no
surname, nfn, nln, nmn, nmi, nlmn, fnu, lnu, mnu, fname, lname, first name, firstname, last
name, lastname, middle name, given name, surname, family name, unk, unkn, unknown, unknown
unknown, unidentified, anonymous, declined, refused, tbd, test, tester, testing, test patient,
testpatient, patient test, patient, dummy, dummy patient, fake patient, do not use, donotuse,
duplicate, delete, void
`);

/** First words of a given name that only tell that a child has none yet. */
export const newbornWords = wordSet(`
baby babyboy babygirl bb bg boy girl infant newborn newbornboy newborngirl nb neonate twin twina
twinb triplet fetus stillborn
`);

/** Remarks in brackets that are no nickname. */
export const remarks = phraseSet(`
a, b, c, deceased, dec, decd, dead, expired, inactive, do not use, donotuse, duplicate, dup,
merged, old, new, test, minor, child, mother, father, mom, dad, son, daughter, wife, husband,
twin, twin a, twin b, self, male, female, m, f, spouse, guardian, confidential, vip, alias,
maiden
`);

/** Words that stand before a former or another name. */
export const otherNameWords = wordSet(`
nee born aka fka formerly goes dba
`);
