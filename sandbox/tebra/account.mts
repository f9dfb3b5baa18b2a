import { practices } from '../practice/directory.mjs';
import type { Security } from './answers.mjs';
import type { Read } from './deserialize.mjs';

/** The one account of the sandbox and its API user. */
export const account = {
	customerId: 1001,
	customerKey: 'ck-sandbox',
	user: 'api@oak-clinic.example',
	password: 'p&ss-sandbox',
} as const;

/** What the service says of the login that came with a call (sheet 3.1, 6 b). */
export function checkLogin(header: Read | null | undefined): Security {
	const customerKeyValid = header?.CustomerKey === account.customerKey;
	const userKnown = header?.User === account.user;
	const authenticated = customerKeyValid && userKnown && header?.Password === account.password;
	return {
		authenticated,
		authorized: authenticated,
		customerId: authenticated ? account.customerId : 0,
		customerKeyValid,
		missing: [],
		practices: authenticated ? practices.map(({ id }) => id) : [],
		result: authenticated
			? ''
			: customerKeyValid && !userKnown
				? 'Unable to find user.'
				: 'Invalid user name and/or password',
	};
}

/** The same login without the right for an operation (sheet 6 c). */
export function withoutRight(security: Security, operation: string): Security {
	return { ...security, authorized: false, missing: [operation], result: 'Missing permission' };
}
