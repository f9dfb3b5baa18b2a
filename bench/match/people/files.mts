import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Characters that are written at once; one call per line would cost more than making it. */
const CHUNK = 65_536;

/** A file that is written line by line and keeps no more than one chunk in memory. */
export class LineFile {
	private readonly descriptor: number;
	private chunk = '';

	/** Starts the file anew. Its folder must exist. */
	constructor(file: string) {
		this.descriptor = openSync(file, 'w');
	}

	/** Adds a line, which ends with its line end. */
	add(line: string): void {
		this.chunk += line;
		if (this.chunk.length >= CHUNK) this.flush();
	}

	close(): void {
		this.flush();
		closeSync(this.descriptor);
	}

	private flush(): void {
		const bytes = Buffer.from(this.chunk);
		for (let done = 0; done < bytes.length; ) done += writeSync(this.descriptor, bytes, done);
		this.chunk = '';
	}
}

/** Writes lines, which end with their line end, to a file. */
export function writeLines(file: string, lines: Iterable<string>): void {
	const target = new LineFile(file);
	try {
		for (const line of lines) target.add(line);
	} finally {
		target.close();
	}
}

/** Makes a folder with the README.md that says that its people are invented. */
export async function writeReadme(folder: string, text: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	await writeFile(path.join(folder, 'README.md'), text);
}
