import { collection, row } from '../answers.mjs';
import { locationColumns, practiceColumns, providerColumns } from '../columns.mjs';
import type { Read } from '../deserialize.mjs';
import { locations, practices, providers } from '../../practice/directory.mjs';
import { dateWindow, filterText, practiceTest } from '../filters.mjs';
import { flagText, usDateTime } from '../format.mjs';
import { part, wantedColumns, type Operation } from './types.mjs';

/** All directory records were made and last changed then. */
const SEEDED_AT = Date.UTC(2024, 0, 15, 15, 30);

/** Whether the seeded moment passes the date windows of the filter. Throws RefusedFilter. */
function datesPass(filter: Read): boolean {
	return ['CreatedDate', 'LastModifiedDate'].every((name) => {
		const window = dateWindow(filter, name);
		return !window || (SEEDED_AT >= window.from && SEEDED_AT < window.to);
	});
}

function textPasses(filter: Read, name: string, value: string): boolean {
	const wanted = filterText(filter, name);
	return wanted === undefined || wanted.toLowerCase() === value.toLowerCase();
}

const practiceName = (id: number) => practices.find((practice) => practice.id === id)?.name;

/** The practices that the login sees. */
export const getPractices: Operation = {
	dataElement: 'Practices',
	run(request) {
		const filter = part(request, 'Filter');
		if (!filter) return { nullReference: true };
		const wanted = wantedColumns(request);
		const rows = practices
			.filter(
				(practice) =>
					textPasses(filter, 'ID', String(practice.id)) &&
					textPasses(filter, 'PracticeName', practice.name) &&
					textPasses(filter, 'NPI', practice.npi) &&
					textPasses(filter, 'TaxID', practice.taxId) &&
					textPasses(filter, 'Active', 'True') &&
					datesPass(filter),
			)
			.map((practice) =>
				row(
					'PracticeData',
					practiceColumns,
					{
						Active: 'True',
						CreatedDate: usDateTime(SEEDED_AT),
						ID: String(practice.id),
						LastModifiedDate: usDateTime(SEEDED_AT),
						NPI: practice.npi,
						PracticeCity: practice.city,
						PracticeName: practice.name,
						PracticeState: 'IL',
						SubscriptionEdition: 'Complete',
						TaxID: practice.taxId,
					},
					{ wanted },
				),
			);
		return { data: collection('Practices', 'PracticeData', practiceColumns, rows) };
	},
};

/** Providers of the practice, referring and inactive ones too. */
export const getProviders: Operation = {
	dataElement: 'Providers',
	run(request) {
		const filter = part(request, 'Filter');
		if (!filter) return { nullReference: true };
		const wanted = wantedColumns(request);
		const inPractice = practiceTest(filter);
		const rows = providers
			.filter(
				(provider) =>
					inPractice(provider.practiceId) &&
					textPasses(filter, 'FullName', `${provider.firstName} ${provider.lastName}`) &&
					textPasses(filter, 'Type', provider.type) &&
					textPasses(filter, 'DepartmentName', '') &&
					datesPass(filter),
			)
			.map((provider) =>
				row(
					'ProviderData',
					providerColumns,
					{
						Active: flagText(provider.active),
						CreatedDate: usDateTime(SEEDED_AT),
						Degree: provider.degree,
						FirstName: provider.firstName,
						FullName: `${provider.firstName} ${provider.lastName}`,
						ID: String(provider.id),
						LastModifiedDate: usDateTime(SEEDED_AT),
						LastName: provider.lastName,
						NationalProviderIdentifier: provider.npi,
						PracticeID: String(provider.practiceId),
						PracticeName: practiceName(provider.practiceId),
						SocialSecurityNumber: `98765432${provider.id}`,
						SpecialtyName: provider.specialty,
						Type: provider.type,
					},
					{ wanted },
				),
			);
		return { data: collection('Providers', 'ProviderData', providerColumns, rows) };
	},
};

/** Service locations; their rows are in the namespace without the slash (sheet 3.3 rule 4). */
export const getServiceLocations: Operation = {
	dataElement: 'a:ServiceLocations',
	run(request) {
		const filter = part(request, 'Filter');
		if (!filter) return { nullReference: true };
		const wanted = wantedColumns(request);
		const inPractice = practiceTest(filter);
		const rows = locations
			.filter(
				(location) =>
					inPractice(location.practiceId) &&
					textPasses(filter, 'ID', String(location.id)) &&
					datesPass(filter),
			)
			.map((location) =>
				row(
					'ServiceLocationData',
					locationColumns,
					{
						AddressLine1: location.line1,
						BillingName: location.name,
						City: location.city,
						CreatedDate: usDateTime(SEEDED_AT),
						ID: String(location.id),
						ModifiedDate: usDateTime(SEEDED_AT),
						NPI: location.npi,
						Name: location.name,
						Phone: location.phone,
						PlaceOfService: location.placeOfService,
						PracticeID: String(location.practiceId),
						PracticeName: practiceName(location.practiceId),
						State: location.state,
						ZipCode: location.zip,
					},
					{ wanted, prefix: 'a:' },
				),
			);
		return {
			data: collection('ServiceLocations', 'ServiceLocationData', locationColumns, rows, 'a:'),
		};
	},
};
