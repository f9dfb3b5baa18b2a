import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { runCli } from '../../cli/program.mjs';
import { testTerminal } from './testTerminal.mjs';

export const header =
	'rec_id,given_name,surname,date_of_birth,phone,email,address_1,city,state,postcode';

/** Invented persons that have nothing in common. */
export const synthetic = {
	quill:
		'Alma,Quillfeather,1961-03-14,(312) 555-0114,alma.q@example.org,12 Main Street,Springfield,IL,62701',
	okafor:
		'Chidi,Okafor,1984-11-02,312-555-0187,c.okafor@example.org,840 N Fourth Ave,Peoria,IL,61602',
	lindqvist:
		'Signe,Lindqvist,1947-07-29,217-555-0133,signe@example.net,3 Harbor Ct,Quincy,IL,62301',
	tran: 'Bao,Tran,2001-01-31,309-555-0162,bao.tran@example.com,77 Cedar Lane,Moline,IL,61265',
} as const;

export interface MatchRun {
	readonly code: number;
	readonly said: string;
	readonly noted: string;
	readonly asked: readonly string[];
	/** The pairs file as rows of cells, without its header line; absent when none was written. */
	readonly pairs?: readonly string[][];
}

export class MatchFolder {
	private constructor(readonly path: string) {}

	static async create(): Promise<MatchFolder> {
		return new MatchFolder(await mkdtemp(path.join(tmpdir(), 'healthsail-match-')));
	}

	file(name: string): string {
		return path.join(this.path, name);
	}

	async write(name: string, content: string | readonly string[] | object): Promise<string> {
		const text =
			typeof content === 'string'
				? content
				: Array.isArray(content)
					? `${content.join('\n')}\n`
					: JSON.stringify(content);
		await writeFile(this.file(name), text);
		return this.file(name);
	}

	/** Runs `match` with `--out pairs.csv`; words that end in .csv or .json are files of the folder. */
	async run(words: string, answers?: readonly string[]): Promise<MatchRun> {
		const args = words
			.split(' ')
			.filter(Boolean)
			.map((word) => (/\.(csv|json)$/.test(word) ? this.file(word) : word));
		const out = args.includes('--out') ? [] : ['--out', this.file('pairs.csv')];
		const terminal = testTerminal({}, answers);
		const code = await runCli(['match', ...args, ...out], terminal, '0.0.0');
		const text = await readFile(this.file('pairs.csv'), 'utf8').catch(() => undefined);
		const lines = text?.trimEnd().split('\n').slice(1);
		return {
			code,
			said: terminal.said.join('\n'),
			noted: terminal.noted.join('\n'),
			asked: terminal.asked,
			...(lines && { pairs: lines.map((line) => line.split(',')) }),
		};
	}
}
