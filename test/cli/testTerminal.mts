import type { Terminal } from '../../cli/support/terminal.mjs';

export interface TestTerminal extends Terminal {
	/** All results and remarks so far. */
	readonly said: string[];
	readonly noted: string[];
	readonly asked: string[];
}

/** A terminal that records; `answers` are given to questions in order. */
export function testTerminal(
	env: Record<string, string> = {},
	answers?: readonly string[],
): TestTerminal {
	const said: string[] = [];
	const noted: string[] = [];
	const asked: string[] = [];
	const left = [...(answers ?? [])];
	const answer = (question: string) => {
		asked.push(question);
		const next = left.shift();
		return next === undefined
			? Promise.reject(new Error(`No answer for: ${question}`))
			: Promise.resolve(next);
	};
	return {
		env,
		interactive: answers !== undefined,
		said,
		noted,
		asked,
		say: (text) => void said.push(text),
		note: (text) => void noted.push(text),
		ask: answer,
		askSecret: answer,
	};
}
