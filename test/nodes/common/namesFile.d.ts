/** What the importer needs of a template set. */
export interface TemplateManifest {
	readonly id: string;
	readonly credentials: ReadonlyArray<{ readonly name: string; readonly type: string }>;
	readonly workflows: ReadonlyArray<{
		readonly key: string;
		readonly id: string;
		readonly name: string;
	}>;
}

/** The names in contract/names.json. */
export function readNames(): string[];
export function writeNames(names: readonly string[]): void;
export function readTemplateManifests(): TemplateManifest[];
export function loadClass(file: string): new () => unknown;
