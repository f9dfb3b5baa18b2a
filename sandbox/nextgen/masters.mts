import { locations, practices, providers } from '../practice/directory.mjs';
import { appointmentTypes, cancelReasons } from '../practice/schedule.mjs';
import { ENTERPRISE, practiceId } from './account.mjs';
import { shown, ZERO_GUID } from './ids.mjs';
import { envelope, inOrder, meets, type Row } from './odata.mjs';
import { missing, type Answer, type Call, type Route } from './types.mjs';

/** Categories of the schedule templates; the second is kept out of searches (sheet 4.2). */
export const categories = [
	{ id: 1, name: 'Office Visit', excludeSlotsInSearch: false },
	{ id: 2, name: 'Lunch', excludeSlotsInSearch: true },
] as const;

/** Reasons to move a visit. */
export const rescheduleReasons = [{ id: 11, name: 'Patient asked for another time' }] as const;

/** Providers who treat and so have a resource, of both practices. */
export const resources = providers.filter(({ type }) => type === 'Normal Provider');

function listed(call: Call, rows: Row[]): Answer {
	const { query, route, account } = call;
	const found = inOrder(
		rows.filter((row) => meets(row, query)),
		query,
	);
	return { body: envelope(found, query, route, account.build) };
}

function practiceLocations(call: Call): Answer {
	const own = locations.filter((entry) => practiceId(entry.practiceId) === call.params.id);
	if (!practices.some(({ id }) => practiceId(id) === call.params.id)) return missing;
	return listed(
		call,
		own.map(({ id, name }) => ({ locationId: shown('location', id), locationName: name })),
	);
}

const rows: Record<string, (call: Call) => Row[]> = {
	'/providers': (call) =>
		providers.map((provider) => ({
			id: shown('provider', provider.id),
			firstName: provider.firstName,
			lastName: provider.lastName,
			degree: provider.degree,
			nationalProviderId: provider.npi,
			taxonomyId: null,
			isRenderingAtPractice:
				provider.practiceId === call.practice && provider.type === 'Normal Provider',
			isDeleted: !provider.active,
		})),
	'/resources': () =>
		resources.map((provider) => ({
			id: shown('resource', provider.id),
			resourceDisplayName: `${provider.firstName} ${provider.lastName}`,
			providerId: shown('provider', provider.id),
			resourceType: 'Person',
			interval: 15,
			practiceId: practiceId(provider.practiceId),
			isDeleted: !provider.active,
		})),
	'/master/locations': () =>
		locations.map((location) => ({
			id: shown('location', location.id),
			// Names of demo masters can begin with an asterisk (sheet 9.18).
			name: location.id === 2 ? `*${location.name}` : location.name,
			addressLine1: location.line1,
			city: location.city,
			state: location.state,
			zip: location.zip,
			phone: location.phone,
			isSchedulable: true,
		})),
	'/master/events': () => [
		...appointmentTypes.map((type) => ({
			id: shown('event', type.id),
			name: type.name,
			duration: type.minutes,
			practiceId: '0001',
			isDeleted: false,
		})),
		{
			id: shown('event', 90),
			name: 'Elm Visit',
			duration: 20,
			practiceId: '0002',
			isDeleted: false,
		},
	],
	'/master/appointments/categories': () =>
		categories.map(({ id, ...rest }) => ({ id: shown('category', id), ...rest })),
	'/master/events/:id/categories': () => [{ categoryId: shown('category', 1) }],
	'/master/list-items': () => [
		...cancelReasons.map(({ id, name }) => ({
			id: shown('reason', id),
			type: 'as_cancel_reason',
			name,
			order: id,
			isDeleted: false,
		})),
		...rescheduleReasons.map(({ id, name }) => ({
			id: shown('reason', id),
			type: 'as_resched_reason',
			name,
			order: id,
			isDeleted: false,
		})),
	],
};

export const masterRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '/core/version',
		name: 'core.version',
		withoutSession: true,
		run: ({ account }) => ({ body: { version: account.build, isDbConnectionSuccess: true } }),
	},
	{
		method: 'GET',
		path: '/master/practices',
		name: 'practices.list',
		withoutSession: true,
		run: (call) =>
			listed(
				call,
				practices.map(({ id, name }) => ({
					id: practiceId(id),
					enterpriseId: ENTERPRISE,
					name,
					isDeleted: false,
				})),
			),
	},
	{
		method: 'GET',
		path: '/master/practices/:id/locations',
		name: 'practiceLocations.list',
		run: practiceLocations,
	},
	...Object.entries(rows).map(
		([path, make]): Route => ({
			method: 'GET',
			path,
			name: path.replace(/^\//, '').replace('/:id', '').replaceAll('/', '.'),
			run: (call) => listed(call, make(call)),
		}),
	),
	{
		method: 'GET',
		path: '/users/:id/login-defaults',
		name: 'loginDefaults.get',
		run: () => ({
			body: {
				id: 3145,
				enterpriseId: null,
				practiceId: null,
				locationId: ZERO_GUID,
				providerId: null,
				timeZone: null,
			},
		}),
	},
	{
		method: 'GET',
		path: '/financial/transactions',
		name: 'transactions.list',
		run: () => ({
			status: 405,
			headers: { Allow: 'POST' },
			body: { message: "The requested resource does not support http method 'GET'." },
		}),
	},
];
