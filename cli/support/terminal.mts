import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

import { CliFailure } from './failure.mjs';

/** All that a command may touch of the outside: tests hand in their own. */
export interface Terminal {
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Result of the command. */
	say(text: string): void;
	/** Remarks and progress: never mixed with a result that another program reads. */
	note(text: string): void;
	/**
	 * Writes a line of progress over the last one; an empty text takes it away. Absent where remarks
	 * do not go to a screen.
	 */
	redraw?(text: string): void;
	/** Whether a person sits in front of it. */
	readonly interactive: boolean;
	/** @throws CliFailure when nobody can answer */
	ask(question: string): Promise<string>;
	askSecret(question: string): Promise<string>;
}

/** The terminal that the process runs in; it asks only where a person sits at both ends. */
export function processTerminal(): Terminal {
	// A reader that stops early (`| head`) must not break off an import that is under way.
	for (const stream of [process.stdout, process.stderr]) {
		stream.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code !== 'EPIPE') throw error;
		});
	}
	const interactive = Boolean(process.stdin.isTTY && process.stderr.isTTY);
	const prompt = async (question: string, hidden: boolean) => {
		if (!interactive) throw nobodyThere();
		// With a silent output nothing typed is shown, and the question neither.
		if (hidden) process.stderr.write(question);
		const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
		const reader = createInterface({
			input: process.stdin,
			output: hidden ? silent : process.stderr,
			terminal: true,
		});
		try {
			return (await reader.question(question)).trim();
		} finally {
			reader.close();
			if (hidden) process.stderr.write('\n');
		}
	};
	return {
		env: process.env,
		interactive,
		say: (text) => void process.stdout.write(`${text}\n`),
		note: (text) => void process.stderr.write(`${text}\n`),
		...(process.stderr.isTTY && {
			redraw: (text: string) => void process.stderr.write(`\r${text}\x1b[K`),
		}),
		ask: (question) => prompt(question, false),
		askSecret: (question) => prompt(question, true),
	};
}

function nobodyThere(): CliFailure {
	return new CliFailure(
		'usage',
		'The command has a question, but nobody is there to answer it.',
		'Give the answer as an option (see --help), or add --yes to agree to everything.',
	);
}

/** @returns true for y or yes; with `yes` set, without asking */
export async function confirm(
	terminal: Terminal,
	question: string,
	options: { readonly yes: boolean },
): Promise<boolean> {
	if (options.yes) return true;
	return /^y(es)?$/i.test(await terminal.ask(`${question} [y/N] `));
}
