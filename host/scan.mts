// `scan`: n8n's package scan, as it will look at the published pack: the tarball's compiled files,
// and the sources that the provenance names.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Problem, projectFolder, runQuietly, step, tellProblem } from './boot.mjs';
import { packTarball } from './packInstall.mjs';

interface ScanResult {
	passed: boolean;
	message?: string;
	details?: string;
}

interface Scanner {
	analyzePackage(folder: string, patterns: string[]): Promise<ScanResult>;
	SOURCE_FILE_PATTERNS: string[];
}

async function main(): Promise<number> {
	const place = path.join('@n8n', 'scan-community-package', 'scanner', 'scanner.mjs');
	const file = path.join(projectFolder, 'node_modules', place);
	const scanner = (await import(pathToFileURL(file).href)) as Scanner;
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-scan-'));
	try {
		const tarball = await packTarball(folder);
		const unpacked = path.join(folder, 'package');
		await mkdir(unpacked, { recursive: true });
		await runQuietly('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'], {
			failure: 'The tarball could not be unpacked.',
		});
		const published = await step('Scanning the tarball', async () => {
			return await scanner.analyzePackage(unpacked, ['**/*.js', 'package.json']);
		});
		const sources = await step('Scanning the sources', async () => {
			return await scanner.analyzePackage(projectFolder, scanner.SOURCE_FILE_PATTERNS);
		});
		for (const [what, result] of Object.entries({ published, sources }))
			if (!result.passed)
				throw new Problem(`The scan of the ${what} failed: ${result.message}\n${result.details}`);
		process.stdout.write('The package scan passed for the tarball and for the sources.\n');
		return 0;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

process.exitCode = await main().catch(tellProblem);
