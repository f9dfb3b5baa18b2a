// The plain-JavaScript part of the host (host/boot), which runs before anything is compiled, for
// the compiled programs. It is loaded from the sources, not copied into build.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

interface RunOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** First sentence of the Problem that a failure becomes. */
	failure: string;
	shell?: boolean;
}

interface Npm {
	command: string;
	args: string[];
	shell: boolean;
}

interface Boot {
	step<T>(title: string, work: (note: (text: string) => void) => Promise<T>): Promise<T>;
	say(line: string): void;
	cached(key: string, make: (folder: string) => Promise<void>): Promise<string>;
	cacheFolder(): string;
	withLock<T>(folder: string, onWait: () => void, work: () => Promise<T>): Promise<T>;
	isAlive(pid: number): boolean;
	ensureNode24(): Promise<string>;
	headersOf(node: string): string | undefined;
	checkCompiler(): void;
	runQuietly(command: string, args: string[], options: RunOptions): Promise<string>;
	findProgram(name: string): string | undefined;
	npm(node?: string): Npm;
	Problem: new (message: string) => Error;
	tellProblem(error: unknown): number;
	buildPack(): Promise<void>;
}

/** The folder of the clone that this program was built from. */
export const projectFolder = findProject();

function findProject(): string {
	if (process.env.HEALTHSAIL_PROJECT) return process.env.HEALTHSAIL_PROJECT;
	let folder = path.dirname(fileURLToPath(import.meta.url));
	while (!isProject(folder)) {
		const above = path.dirname(folder);
		if (above === folder) throw new Error('The clone of n8n-nodes-healthsail was not found.');
		folder = above;
	}
	return folder;
}

function isProject(folder: string): boolean {
	const file = path.join(folder, 'package.json');
	if (!existsSync(file)) return false;
	const { name } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string };
	return name === 'n8n-nodes-healthsail';
}

async function load(name: string): Promise<Partial<Boot>> {
	const file = path.join(projectFolder, 'host', 'boot', `${name}.mjs`);
	return (await import(pathToFileURL(file).href)) as Partial<Boot>;
}

const parts = await Promise.all(
	['problem', 'progress', 'lock', 'cache', 'paths', 'node24', 'machine', 'run', 'build'].map(load),
);
const boot = Object.assign({}, ...parts) as Boot;

export const {
	step,
	say,
	cached,
	cacheFolder,
	withLock,
	isAlive,
	ensureNode24,
	headersOf,
	checkCompiler,
	runQuietly,
	findProgram,
	npm,
	Problem,
	tellProblem,
	buildPack,
} = boot;
