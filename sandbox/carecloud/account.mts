import { practices } from '../practice/directory.mjs';
import type { Tokens } from './tokens.mjs';
import { type Answer, read, servedPractice } from './types.mjs';

/** The privileges that CareCloud gave the app, as the grant shows them (sheet 1, 3). */
const scopes = ['patients', 'appointments', 'insurance', 'billing', 'practice'];

/** What an access token opens (sheet 3); the practice is told as a text here, unlike on records. */
export function authorization(token: string, tokens: Tokens): Answer {
	const practice = practices.find(({ id }) => id === servedPractice);
	return read({
		access_token: token,
		type: 'Bearer',
		expires_in: tokens.secondsLeft(token) ?? 0,
		scopes,
		business_entity: { id: String(servedPractice), name: practice?.name },
		application: { id: 'app-1' },
		user: { id: 'user-1', first_name: 'Kim', last_name: 'Testadmin' },
	});
}

/** The shorter form of the same. */
export function tokenInfo(token: string, tokens: Tokens): Answer {
	return read({
		access_token: token,
		type: 'Bearer',
		expires_in: tokens.secondsLeft(token) ?? 0,
		scope: scopes.join(' '),
	});
}
