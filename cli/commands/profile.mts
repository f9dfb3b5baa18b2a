import { parseProfile, type ProfileProblem } from '../../lib/profile/parse.js';
import { checkProfileFile } from '../profile/checkFile.mjs';
import { describeDifference, differences } from '../profile/difference.mjs';
import { readStoredProfile } from '../profile/stored.mjs';
import { CliFailure, exitCodes, type ExitCode } from '../support/failure.mjs';
import { confirm, type Terminal } from '../support/terminal.mjs';
import { withProgress } from '../support/progress.mjs';
import { editorAccess } from './n8nAccess.mjs';

/** `profile check FILE` */
export async function profileCheck(
	terminal: Terminal,
	file: string,
	options: { readonly system?: string; readonly effective?: boolean },
): Promise<ExitCode> {
	const { system, profile, problems } = await checkProfileFile(file, options.system);
	if (problems.length > 0) {
		terminal.say(describeProblems(problems));
		return exitCodes.refused;
	}
	terminal.say(
		options.effective
			? JSON.stringify(profile, null, 2)
			: `The profile for ${system} is good. Settings it leaves out take their defaults (--effective shows all).`,
	);
	return exitCodes.ok;
}

interface RemoteOptions {
	readonly url: string;
	readonly credential: string;
}

/** `profile show` */
export async function profileShow(
	terminal: Terminal,
	options: RemoteOptions & { readonly effective?: boolean },
): Promise<ExitCode> {
	const api = await editorAccess(terminal, options.url);
	const stored = await withProgress(terminal, 'Reading the profile', () =>
		readStoredProfile(api, options.credential),
	);
	const { profile, problems } = parseProfile(stored.system, stored.text);
	if (stored.text.trim() === '') terminal.note('The credential holds no profile: defaults apply.');
	if (problems.length > 0) terminal.note(describeProblems(problems));
	terminal.say(options.effective ? JSON.stringify(profile, null, 2) : stored.text.trim() || '{}');
	return problems.length > 0 ? exitCodes.refused : exitCodes.ok;
}

/** `profile set FILE`: changes one plain member of the credential, and nothing else. */
export async function profileSet(
	terminal: Terminal,
	file: string,
	options: RemoteOptions & { readonly yes?: boolean; readonly dryRun?: boolean },
): Promise<ExitCode> {
	const checked = await checkProfileFile(file, undefined);
	if (checked.problems.length > 0) {
		terminal.say(describeProblems(checked.problems));
		return exitCodes.refused;
	}
	const api = await editorAccess(terminal, options.url);
	const stored = await withProgress(terminal, 'Reading the profile', () =>
		readStoredProfile(api, options.credential),
	);
	if (stored.system !== checked.system) {
		throw new CliFailure(
			'refused',
			`The file is for ${checked.system}, the credential "${options.credential}" for ${stored.system}.`,
			'Choose the file or the credential of the same system.',
		);
	}
	const changes = differences(parseText(stored.text), parseText(checked.text));
	if (changes.length === 0) {
		terminal.say('The credential holds this profile already. Nothing was changed.');
		return exitCodes.ok;
	}
	terminal.say(changes.map(describeDifference).join('\n'));
	if (options.dryRun) return exitCodes.ok;
	const agreed = await confirm(terminal, `Change the profile in "${options.credential}"?`, {
		yes: options.yes === true,
	});
	if (!agreed) {
		terminal.say('Nothing was changed.');
		return exitCodes.ok;
	}
	const { credential, member } = stored;
	await withProgress(terminal, 'Writing the profile', async () => {
		await api.updateCredential({
			...credential,
			data: { ...credential.data, [member]: checked.text.trim() },
		});
		const after = await readStoredProfile(api, options.credential);
		if (after.text === checked.text.trim()) return;
		throw new CliFailure(
			'refused',
			'n8n took the profile, but gives back another one.',
			'Somebody may have saved the credential at the same time: look at it, then run this again.',
		);
	});
	terminal.say(
		`The profile stands in "${options.credential}". Running flows use it from their next run on.`,
	);
	return exitCodes.ok;
}

/** Setting by setting what is wrong with a profile. */
export function describeProblems(problems: readonly ProfileProblem[]): string {
	return [
		`The profile has ${problems.length} problem${problems.length === 1 ? '' : 's'}:`,
		...problems.map(({ path, message }) => `  ${path}: ${message}`),
	].join('\n');
}

/** What is stored may be broken; the whole text then counts as one setting. */
function parseText(text: string): unknown {
	if (text.trim() === '') return {};
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
