import { locations, providers } from '../practice/directory.mjs';
import { appointmentTypes } from '../practice/schedule.mjs';
import { bookable } from './appointmentForm.mjs';
import { locationId, providerId, resourceId, resourceNumber, visitReasonId } from './ids.mjs';
import { type Answer, notFound, read, type Route, servedPractice } from './types.mjs';

type Provider = (typeof providers)[number];

/** Active ones only, in an envelope; those who only refer are in another dictionary (sheet 4.3). */
function listProviders(): Answer {
	return read({
		providers: bookable.map((provider) => ({
			id: providerId(provider.id),
			npi: provider.npi,
			name: `${provider.firstName} ${provider.lastName}, ${provider.degree}`,
			first_name: provider.firstName,
			last_name: provider.lastName,
			email: null,
			phone_number: null,
			specialty: { name: provider.specialty, taxonomy_code: null },
		})),
	});
}

function listLocations(): Answer {
	return read({
		locations: locations
			.filter(({ practiceId }) => practiceId === servedPractice)
			.map((location) => ({
				id: locationId(location.id),
				name: location.name,
				is_visible_appointment_scheduler: true,
				place_of_service_code: location.placeOfService,
				address: {
					line1: location.line1,
					line2: null,
					line3: null,
					city: location.city,
					zip_code: location.zip,
					county_name: null,
					state_name: location.state,
					country_name: 'USA',
				},
				phones: [
					{ phone_number: location.phone, phone_type: 'Main', phone_ext: null, is_primary: true },
				],
			})),
	});
}

function resourceForm(provider: Provider): object {
	return {
		id: resourceId(provider.id),
		name: `${provider.lastName} column`,
		code: `COL${provider.id}`,
		description: null,
		status: 'A',
		sort_code: provider.id,
		is_for_requests: false,
		business_entity_id: servedPractice,
	};
}

function showResource(id: string): Answer {
	const provider = bookable.find((one) => one.id === resourceNumber(id));
	if (provider === undefined) return notFound();
	const resource = {
		...resourceForm(provider),
		default_provider: {
			id: providerId(provider.id),
			name: `${provider.firstName} ${provider.lastName}`,
		},
	};
	// A draws the single resource as an array (sheet 9.4).
	return read([{ resource }]);
}

const visitReasons = appointmentTypes.map(({ id, name }) => ({
	id: visitReasonId(id),
	name,
	description: null,
}));

export const directoryRoutes: readonly Route[] = [
	{ operation: 'listProviders', method: 'GET', path: '/providers', run: listProviders },
	{ operation: 'listLocations', method: 'GET', path: '/locations', run: listLocations },
	{
		operation: 'listResources',
		method: 'GET',
		path: '/appointment_resources',
		run: () => read(bookable.map((provider) => ({ resource: resourceForm(provider) }))),
	},
	{
		operation: 'getResource',
		method: 'GET',
		path: '/appointment_resources/:id',
		run: ({ params }) => showResource(params.id),
	},
	{
		operation: 'listVisitReasons',
		method: 'GET',
		path: '/visit_reasons',
		run: () => read(visitReasons),
	},
];
