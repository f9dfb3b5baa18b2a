import { createHash, scrypt, timingSafeEqual } from 'crypto';

import { pmSystemSchema } from '../canonical/externalId';
import { SafeError } from '../privacy/errors';

/** A practice that a reviewer may see. */
export interface ReviewerPractice {
	readonly system: string;
	readonly practiceId: string;
}

/** One line of the list of reviewers. */
export interface ListedReviewer {
	readonly id: string;
	readonly name: string;
	/** Absent = signs in through the proxy only. */
	readonly passwordHash?: string;
	/** Absent = all practices. */
	readonly practices?: readonly ReviewerPractice[];
}

/** Cost of scrypt: N, r and p of RFC 7914. */
export interface ScryptCost {
	readonly N: number;
	readonly r: number;
	readonly p: number;
}

/** 32 MB and about a fifth of a second each: what OWASP asks of scrypt. */
export const defaultCost: ScryptCost = { N: 32_768, r: 8, p: 3 };

export const shortestPassword = 12;
const longestPassword = 256;
const hashBytes = 32;
const largestMemory = 256 * 1024 * 1024;

const hashForm =
	/^scrypt\$(\d{5,7})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9_-]{22,86})\$([A-Za-z0-9_-]{43})$/;
const idForm = /^[A-Za-z0-9._@-]{1,100}$/;
const practiceForm = /^([a-z_]{1,40}):([^\s:,]{1,100})$/;

/**
 * The hash of a password as it stands in a reviewer's line: `scrypt$N$r$p$salt$hash`, salt and hash in
 * base64url. `salt` is 16 random bytes or more, new for each password.
 *
 * @throws SafeError `validation` for a password shorter than 12 or longer than 256 characters
 */
export async function hashPassword(
	password: string,
	salt: Uint8Array,
	cost: ScryptCost = defaultCost,
): Promise<string> {
	if (password.length < shortestPassword || password.length > longestPassword) {
		throw new SafeError({
			kind: 'validation',
			message: `A password has ${shortestPassword} to ${longestPassword} characters.`,
			nextStep: 'Choose another password, such as four words that do not belong together.',
			fields: ['password'],
		});
	}
	const { N, r, p } = cost;
	const hash = await derive(password, salt, cost);
	return `scrypt$${N}$${r}$${p}$${Buffer.from(salt).toString('base64url')}$${hash.toString('base64url')}`;
}

/** The line of a reviewer: `id | name | hash | practices`; `-` for a hash that there is none of. */
export function reviewerLine({ id, name, passwordHash, practices }: ListedReviewer): string {
	const places = practices?.map(({ system, practiceId }) => `${system}:${practiceId}`).join(' ');
	return [id, name, passwordHash ?? '-', ...(places ? [places] : [])].join(' | ');
}

/**
 * Whether a password is the reviewer's. Without a hash, as for a name that is on no list, as much work
 * is done as with one, so that the time tells nothing.
 */
export async function isPasswordOf(
	password: string,
	passwordHash: string | undefined,
): Promise<boolean> {
	const read = readHash(passwordHash ?? '');
	const { cost, salt, hash } = read ?? nobody;
	const derived = await derive(password.slice(0, longestPassword + 1), salt, cost);
	const isSame = timingSafeEqual(derived, hash);
	return isSame && read !== undefined && password.length <= longestPassword;
}

/**
 * Reads the list of reviewers, one a line; empty lines and lines that begin with # are passed over.
 * Throws SafeError `configuration` that names the numbers of the lines to correct, nothing of them.
 */
export function parseReviewers(text: string): ListedReviewer[] {
	const reviewers: ListedReviewer[] = [];
	const wrong: number[] = [];
	text.split(/\r?\n/).forEach((line, index) => {
		if (/^\s*(#|$)/.test(line)) return;
		const reviewer = readLine(line);
		const isTwice = reviewers.some(({ id }) => sameId(id, reviewer?.id ?? ''));
		if (reviewer === undefined || isTwice) wrong.push(index + 1);
		else reviewers.push(reviewer);
	});
	if (wrong.length > 0) {
		throw new SafeError({
			kind: 'configuration',
			message: `The list of reviewers cannot be read in line ${wrong.join(', ')}.`,
			nextStep:
				'Write one reviewer a line as “id | name | hash”, each ID once; “healthsail-n8n reviewers hash” prints the line.',
			fields: ['reviewers'],
		});
	}
	if (reviewers.length === 0) {
		throw new SafeError({
			kind: 'configuration',
			message: 'The list of reviewers is empty, so nobody can sign in.',
			nextStep: 'Add a reviewer; “healthsail-n8n reviewers hash” prints the line.',
			fields: ['reviewers'],
		});
	}
	return reviewers;
}

/** Upper and lower case do not tell reviewers apart. */
export function findReviewer(
	reviewers: readonly ListedReviewer[],
	id: string,
): ListedReviewer | undefined {
	return reviewers.find((reviewer) => sameId(reviewer.id, id.trim()));
}

/** Whether a reviewer may see what belongs to a practice. */
export function maySee(
	{ practices }: Pick<ListedReviewer, 'practices'>,
	place: { readonly pmSystem: string; readonly practiceId: string },
): boolean {
	return (
		practices === undefined ||
		practices.some(
			({ system, practiceId }) => system === place.pmSystem && practiceId === place.practiceId,
		)
	);
}

function readLine(line: string): ListedReviewer | undefined {
	const [id = '', name = '', hash = '', places = '', ...more] = line
		.split('|')
		.map((part) => part.trim());
	if (more.length > 0 || !idForm.test(id) || name === '' || name.length > 200) return undefined;
	if (hash !== '-' && readHash(hash) === undefined) return undefined;
	const read = places.split(/[\s,]+/).filter(Boolean);
	const practices = read.map((place) => practiceForm.exec(place));
	const isNone = read.length === 0 && places !== '';
	if (isNone || practices.some((place) => !isPractice(place))) return undefined;
	return {
		id,
		name,
		...(hash !== '-' && { passwordHash: hash }),
		...(practices.length > 0 && {
			practices: practices.map((place) => ({
				system: place?.[1] ?? '',
				practiceId: place?.[2] ?? '',
			})),
		}),
	};
}

/** A practice of a system that there is: with a slip of the pen a person would see nothing. */
const isPractice = (place: RegExpExecArray | null) => pmSystemSchema.safeParse(place?.[1]).success;

interface ReadHash {
	readonly cost: ScryptCost;
	readonly salt: Buffer;
	readonly hash: Buffer;
}

function readHash(text: string): ReadHash | undefined {
	const parts = hashForm.exec(text);
	if (parts === null) return undefined;
	const [N, r, p] = parts.slice(1, 4).map(Number);
	const isPower = (N & (N - 1)) === 0;
	if (!isPower || N < 16_384 || r < 8 || p < 1 || memoryOf({ N, r, p }) > largestMemory) {
		return undefined;
	}
	return {
		cost: { N, r, p },
		salt: Buffer.from(parts[4], 'base64url'),
		hash: Buffer.from(parts[5], 'base64url'),
	};
}

/** What a name that is on no list is compared with. */
const nobody: ReadHash = {
	cost: defaultCost,
	salt: createHash('sha256').update('nobody').digest().subarray(0, 16),
	hash: Buffer.alloc(hashBytes),
};

const sameId = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

const memoryOf = ({ N, r, p }: ScryptCost) => 128 * N * r + 128 * r * p;

async function derive(password: string, salt: Uint8Array, cost: ScryptCost): Promise<Buffer> {
	const options = { ...cost, maxmem: memoryOf(cost) + 1024 * 1024 };
	return await new Promise((resolve, reject) => {
		scrypt(password.normalize('NFKC'), salt, hashBytes, options, (error, key) => {
			if (error) reject(error);
			else resolve(key);
		});
	});
}
