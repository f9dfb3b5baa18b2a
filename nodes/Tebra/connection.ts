import { SafeError } from '../../lib/privacy/errors';
import { foldText } from '../../lib/values/text';
import type { XmlElement } from '../../lib/values/xml';
import { textMembers, textOf } from '../../lib/values/xml';
import { parseWire } from '../common/parseWire';
import type { ConnectionReport, PracticeScope } from '../common/practice/port';
import type { Practice } from '../../lib/canonical/practice';
import type { CallFacts } from './faults';
import { rowsOf, tebraError } from './faults';
import { toPractice } from './mapping/directory';
import { practiceSchema } from './wire/directory';

/**
 * What GetCustomerIdFromKey says: it has no security block, and answers −1 or "not authorized" for a
 * wrong login (sheet 3.1). Throws SafeError `authentication`.
 */
export function checkCustomer(result: XmlElement, facts: CallFacts): void {
	const customerId = (textOf(result, 'CustomerId') ?? textOf(result, 'CustomerID') ?? '').trim();
	const refused = (textOf(result, 'IsAuthorized') ?? '').trim().toLowerCase() === 'false';
	if (!refused && /^\d+$/.test(customerId) && customerId !== '0') return;
	throw tebraError(facts, {
		kind: 'authentication',
		vendorCode: 'NotAuthorized',
		message: 'Tebra did not accept the customer key, the user name or the password.',
		nextStep:
			'Compare the customer key with Help > Get Customer Key in Tebra, and sign in there with the API user to see that its password works.',
	});
}

/** The practices of a GetPractices answer. Throws SafeError `wireShape`. */
export function readPractices(
	result: XmlElement,
	facts: CallFacts & { system: 'tebra' },
): Practice[] {
	return rowsOf(result, 'PracticeData').map((row) =>
		toPractice(parseWire(practiceSchema, textMembers(row), facts)),
	);
}

/**
 * Compares the credential's practice with those the login sees.
 * Throws SafeError `configuration` in words for practice IT when it is none of them.
 */
export function checkPractice(
	practices: readonly Practice[],
	scope: Pick<PracticeScope, 'practiceId' | 'practiceName'>,
): ConnectionReport {
	const refuse = (message: string, fields: string[]) =>
		new SafeError({
			kind: 'configuration',
			message,
			nextStep: 'Correct the practice in the credential; it must be written as Tebra shows it.',
			system: 'tebra',
			operation: 'GetPractices',
			fields,
		});
	const byId = practices.find((practice) => practice.id === scope.practiceId);
	if (byId === undefined) {
		const byName = practices.find((practice) => sameName(practice, scope));
		const unseen =
			scope.practiceId === ''
				? 'The login works, but the credential names no practice ID.'
				: 'The login works, but it does not see a practice with this ID.';
		throw refuse(
			byName === undefined
				? unseen
				: `The login works, but the practice of this name has the ID ${byName.id}.`,
			['practiceId'],
		);
	}
	if (!sameName(byId, scope)) {
		throw refuse('The login works, but the practice with this ID has another name.', [
			'practiceName',
		]);
	}
	return { ok: true, practices };
}

/** Most practices that one sentence lists. */
const listedPractices = 30;

/** Number and name of the practices a login sees, as a sentence for the test of a credential. */
export function listPractices(practices: readonly Practice[]): string {
	if (practices.length === 0) return 'This login sees no practice.';
	const named = practices
		.slice(0, listedPractices)
		.map(({ id, name }) => `${id} ${(name ?? '').slice(0, 80)}`.trim());
	const more = practices.length - named.length;
	return `This login sees: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

function sameName(practice: Practice, { practiceName }: Pick<PracticeScope, 'practiceName'>) {
	return foldText(practice.name ?? '') === foldText(practiceName ?? '');
}
