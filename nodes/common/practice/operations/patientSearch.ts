import { SafeError } from '../../../../lib/privacy/errors';
import { parseCivilDate } from '../../../../lib/values/civilDate';
import { limitField, searchFields } from '../fields';
import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { preparePage } from '../preparePage';

/** Finds patients by name and birth date, by the practice's own number, or by our external id. */
export const patientSearch: PracticeOperation = {
	resource: 'patient',
	operation: 'search',
	name: 'Search',
	action: 'Search patients',
	description: 'Find patients by name and birth date, or by a number of theirs',
	capability: 'patients.search',
	fields: (show) => [...searchFields(show), limitField(show)],
	async run({ session, param }) {
		const text = (name: string) => String(param<unknown>(name, '') ?? '').trim() || undefined;
		const query = {
			familyName: text('familyName'),
			givenName: text('givenName'),
			birthDate: toBirthDate(text('birthDate')),
			chartNumber: text('chartNumber'),
			externalId: text('externalId'),
		};
		const found = await session.port.patients.search(query, param<number>('limit', 50));
		const { items } = await preparePage(session, found, { dataScope: 'demographics' });
		return [toItems(items)];
	},
};

function toBirthDate(text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	const date = parseCivilDate(text);
	if (date !== undefined) return date;
	throw new SafeError({
		kind: 'validation',
		message: 'Birth Date is not a date.',
		nextStep: 'Give a date such as 1980-12-31.',
		fields: ['birthDate'],
	});
}
