import type { Effect } from '../core/callLog.mjs';
import { account, SERVER, SERVER_ZONE } from './account.mjs';
import type { MessageContext } from './context.mjs';
import type { Limits } from './limits.mjs';
import { messages } from './messages/index.mjs';
import type { Sessions } from './sessions.mjs';
import { envelope, fault, type Node } from './wire.mjs';
import { usStamp } from './zones.mjs';

export interface DispatchContext extends MessageContext {
	sessions: Sessions;
	limits: Limits;
	hasLimits: boolean;
	missingRights: ReadonlySet<string>;
	/** Address of this server, as the client reached it. */
	origin: string;
	/** The login came to the address that all office keys share. */
	isSharedLogin: boolean;
	/** Token of the cookie, if there was one. */
	cookie: string | undefined;
	/** A fault switch makes this call end so. */
	forced?: 'wrongCredentials' | 'throttle' | 'expiredSession';
}

/** An answer: a node to be written as JSON or XML, or plain text with an HTTP error. */
export interface Answer {
	status: number;
	node?: Node;
	text?: string;
	effect: Effect;
}

const webServer = (origin: string): string =>
	`${origin}/processrequest/${SERVER}/${account.appName}`;

/** Answers one message of the message interface (sheet 3, 4.0). */
export function dispatch(message: Node, context: DispatchContext): Answer {
	const action = String(message['@action'] ?? '');
	const done = (results: Node, effect: Effect): Answer => ({
		status: 200,
		node: envelope(results, null, stamp(context)),
		effect,
	});
	const failed = (code: string, description: string, results: Node | null = null): Answer => ({
		status: 200,
		node: envelope(results, fault(code, description, { ppmdmsg: message }), stamp(context)),
		effect: 'none',
	});
	if (context.forced === 'throttle') return tooMany;
	if (action === 'login') return logIn(message, context, done, failed);
	if (context.isSharedLogin) return failed('-2147217000', 'Only a login is taken here.');
	const token = tokenOf(message, context);
	if (token === undefined) {
		return { status: 400, text: 'Improperly Formatted Token', effect: 'none' };
	}
	if (context.forced === 'expiredSession') context.sessions.endAll();
	if (!context.sessions.isOpen(token, context.millis)) return failed('1025', 'Session timed out');
	const known = messages[action];
	if (!known?.classes.includes(String(message['@class'] ?? ''))) {
		return failed('-2147217001', 'action not found');
	}
	if (context.missingRights.has(action)) {
		return failed('-2147217002', `The user lacks the privilege for ${action}.`);
	}
	if (context.hasLimits && !context.limits.take(action, context.millis, context.now))
		return tooMany;
	const outcome = known.run(message, context);
	if ('badRequest' in outcome) return { status: 400, text: outcome.badRequest, effect: 'none' };
	if ('code' in outcome) return failed(outcome.code, outcome.description);
	return done(outcome.results, outcome.effect ?? 'read');
}

const tooMany: Answer = { status: 429, text: 'Too Many Requests', effect: 'none' };

const stamp = ({ now }: MessageContext): string => usStamp(now, SERVER_ZONE);

/**
 * The two-step login (sheet 3.1): at the shared address the right server is named as if that were a
 * failure, at the server the token is given. About one login a minute: a second one is HTTP 429.
 */
function logIn(
	message: Node,
	context: DispatchContext,
	done: (results: Node, effect: Effect) => Answer,
	failed: (code: string, description: string, results?: Node | null) => Answer,
): Answer {
	const { sessions, limits, millis, now, origin, isSharedLogin } = context;
	if (isSharedLogin && context.hasLimits && !limits.take('login', millis, now)) return tooMany;
	const isRight =
		message['@class'] === 'login' &&
		message['@username'] === account.user &&
		message['@psw'] === account.password &&
		message['@officecode'] === account.officeKey &&
		message['@appname'] === account.appName;
	if (!isRight || context.forced === 'wrongCredentials') {
		return failed('-2147220477', 'Login failed for this user.', { '@success': '0' });
	}
	const usercontext = { '@webserver': webServer(origin), '@username': account.user };
	if (isSharedLogin) {
		return failed('-2147220476', 'The client must be redirected to another server.', {
			'@success': '0',
			usercontext,
		});
	}
	return done(
		{
			'@success': '1',
			'@version': '21.2',
			usercontext: {
				...usercontext,
				'@officecode': account.officeKey,
				'@officename': account.officeName,
				'@servertimezone': 'Pacific Standard Time',
				'#text': sessions.open(millis),
			},
		},
		'none',
	);
}

/**
 * The token of the cookie, or of a `usercontext` that stands before all other children (sheet 3.2);
 * empty = none, undefined = it stands in a wrong place.
 */
function tokenOf(message: Node, { cookie }: DispatchContext): string | undefined {
	if ('@usercontext' in message || '#text' in message) return undefined;
	const children = Object.keys(message).filter((name) => !name.startsWith('@'));
	if (!children.includes('usercontext')) return cookie ?? '';
	if (children[0] !== 'usercontext' || message['@nocookie'] !== '1') return undefined;
	return String(message.usercontext);
}
