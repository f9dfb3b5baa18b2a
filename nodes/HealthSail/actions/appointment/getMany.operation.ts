import { appointmentStatusSchema } from '../../../../lib/canonical/appointment';
import { getManyOperation } from '../factories';
import {
	customerIdFilter,
	textFilter,
	timeFilter,
	updatedSinceFilter,
	wordsFilter,
} from '../filters';

export const getMany = getManyOperation({
	plural: 'appointments',
	path: '/appointments',
	filters: [
		customerIdFilter,
		textFilter('Location ID', 'locationId', 'Only appointments at this location'),
		textFilter('Provider ID', 'providerId', 'Only appointments with this provider'),
		timeFilter('Starts Before', 'startsBefore', 'startsAt[lt]'),
		timeFilter('Starts Since', 'startsSince', 'startsAt[gte]'),
		wordsFilter('Status', 'status', appointmentStatusSchema.options),
		updatedSinceFilter,
	],
});
