import type { PmSystem } from '../../lib/canonical/externalId.js';
import type { EditorApi, EditorCredentialWithData } from '../n8n/editorApi.mjs';
import { CliFailure } from '../support/failure.mjs';
import { isProfileCredential, profileCredentials } from './systems.mjs';

/** A vendor credential in n8n and the profile in it. Its other members are n8n's blanks. */
export interface StoredProfile {
	readonly credential: EditorCredentialWithData;
	readonly system: PmSystem;
	readonly member: string;
	/** As stored; empty = all defaults. */
	readonly text: string;
}

/** @throws CliFailure when there is no such credential, several, or one without a profile */
export async function readStoredProfile(api: EditorApi, name: string): Promise<StoredProfile> {
	const all = await api.listCredentials();
	const named = all.filter((credential) => credential.name === name);
	const able = named.filter(({ type }) => isProfileCredential(type));
	const [only] = able;
	if (only === undefined) {
		throw new CliFailure(
			'refused',
			named.length === 0
				? `This n8n has no credential "${name}" that this login may see.`
				: `The credential "${name}" holds no practice profile.`,
			`Name a credential of type ${Object.keys(profileCredentials).join(' or ')}.`,
		);
	}
	if (able.length > 1) {
		throw new CliFailure(
			'refused',
			`This n8n has ${able.length} credentials called "${name}".`,
			'Rename all but one, so that the profile reaches the right practice.',
		);
	}
	const { systemOf, member } = profileCredentials[only.type];
	const credential = await api.getCredential(only.id);
	const text = credential.data[member];
	return {
		credential,
		system: systemOf(credential.data),
		member,
		text: typeof text === 'string' ? text : '',
	};
}
