import { randomBytes } from 'node:crypto';

import {
	hashPassword,
	parseReviewers,
	reviewerLine,
	shortestPassword,
	type ListedReviewer,
} from '../../lib/inbox/reviewers.js';
import { SafeError } from '../../lib/privacy/errors.js';
import { CliFailure } from '../support/failure.mjs';
import type { Terminal } from '../support/terminal.mjs';

export interface ReviewersHashOptions {
	readonly id?: string;
	readonly name?: string;
	readonly practice?: readonly string[];
	/** For reviewers whom a proxy of the practice signs in. */
	readonly withoutPassword?: boolean;
}

const saltBytes = 16;

/**
 * `reviewers hash`: the line of one reviewer for the credential of the review inbox. The password is
 * typed in and never shown, stored or sent.
 */
export async function reviewersHash(
	terminal: Terminal,
	options: ReviewersHashOptions,
): Promise<void> {
	const reviewer: ListedReviewer = {
		id: (options.id ?? (await terminal.ask('ID to sign in with (such as dana): '))).trim(),
		name: (options.name ?? (await terminal.ask('Name, as colleagues read it: '))).trim(),
		...(options.practice && { practices: options.practice.map(toPractice) }),
	};
	requireReadable(reviewer);
	if (options.withoutPassword) {
		terminal.say(reviewerLine(reviewer));
		return;
	}
	const password = await askPassword(terminal);
	const passwordHash = await hash(password);
	terminal.say(reviewerLine({ ...reviewer, passwordHash }));
	terminal.note(
		'Put the line into the credential "Staff reviewers account", in place of an older line with the same ID.',
	);
}

/** A password from the environment is for scripts; people type it, twice. */
async function askPassword(terminal: Terminal): Promise<string> {
	const given = terminal.env.HEALTHSAIL_REVIEWER_PASSWORD;
	if (given !== undefined && given !== '') return given;
	const password = await terminal.askSecret(
		`Password, at least ${shortestPassword} characters (not shown): `,
	);
	if ((await terminal.askSecret('The same password again: ')) === password) return password;
	throw new CliFailure(
		'refused',
		'The two passwords differ.',
		'Run the command again and type the same password twice.',
	);
}

async function hash(password: string): Promise<string> {
	try {
		return await hashPassword(password, randomBytes(saltBytes));
	} catch (error) {
		if (!(error instanceof SafeError)) throw error;
		throw new CliFailure('refused', error.details.message, error.details.nextStep);
	}
}

function toPractice(text: string) {
	const [system = '', ...rest] = text.split(':');
	return { system, practiceId: rest.join(':') };
}

/** What the inbox could not read back must not be printed. */
function requireReadable(reviewer: ListedReviewer): void {
	const line = reviewerLine(reviewer);
	const isOneLine = !/[\r\n]/.test(line) && !reviewer.name.includes('|');
	try {
		const [read] = isOneLine ? parseReviewers(line) : [];
		if (read?.id === reviewer.id && read.name === reviewer.name) return;
	} catch (error) {
		if (!(error instanceof SafeError)) throw error;
	}
	throw new CliFailure(
		'refused',
		'The inbox could not read this reviewer.',
		'An ID has letters, digits, dots, hyphens, underscores and @; a name has no vertical bar; a practice is written as tebra:1.',
	);
}
