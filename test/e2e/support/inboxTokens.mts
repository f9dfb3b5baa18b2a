// Forms of the inbox that nobody was given.
import { SIGNING_KEY } from '../../../host/reviewInbox.mjs';
import { createTokens, type RowToken } from '../../../lib/inbox/tokens.js';

type Form = Readonly<Record<string, string>>;

/**
 * Forms that look like this one, whose row token the inbox made: what is wrong with each, the form, and
 * the status that the inbox answers.
 */
export function forgedForms(own: Form): Array<readonly [string, Form, number]> {
	const [payload, signature] = own.row.split('.');
	const token = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as RowToken;
	const byStranger = createTokens('another-signing-key-0123456789abcdef').row;
	const other = Buffer.from(JSON.stringify({ ...token, version: token.version + 1 }));
	const withRow = (row: string): Form => ({ ...own, row });
	return [
		['changed on its way', withRow(`${other.toString('base64url')}.${signature}`), 403],
		['signed by a stranger', withRow(byStranger.issue(token)), 403],
		['without a token', withRow(''), 403],
		[
			'too old',
			withRow(createTokens(SIGNING_KEY).row.issue({ ...token, expires: Date.now() - 1 })),
			409,
		],
	];
}
