import type { z } from 'zod';

import { wireCount, wireFlag, wireGuid, wireObject, wireReference, wireText } from './members';

/** A practice: ids are digits with zeros in front, kept as text (sheet 3). */
export const practiceSchema = wireObject({
	id: wireText,
	name: wireText,
	enterpriseId: wireText,
	isDeleted: wireFlag,
});
/** A practice as read. */
export type PracticeRow = z.output<typeof practiceSchema>;

/** A row of /providers (sheet 4.2). */
export const providerSchema = wireObject({
	id: wireGuid,
	firstName: wireText,
	lastName: wireText,
	degree: wireText,
	nationalProviderId: wireText,
	isRenderingAtPractice: wireFlag,
	isDeleted: wireFlag,
});
/** A provider as read. */
export type ProviderRow = z.output<typeof providerSchema>;

/** A row of /master/practices/{id}/locations: which locations the practice uses (sheet 4.2). */
export const practiceLocationSchema = wireObject({
	locationId: wireGuid,
	locationName: wireText,
});

/** A row of /master/locations (sheet 4.2). */
export const locationSchema = wireObject({
	id: wireGuid,
	name: wireText,
	addressLine1: wireText,
	addressLine2: wireText,
	city: wireText,
	state: wireText,
	zip: wireText,
	phone: wireText,
	isSchedulable: wireFlag,
});
/** A location as read. */
export type LocationRow = z.output<typeof locationSchema>;

/** A row of /master/events: the kind of visit (sheet 4.2). */
export const eventSchema = wireObject({
	id: wireGuid,
	name: wireText,
	duration: wireCount,
	practiceId: wireText,
	isDeleted: wireFlag,
});
/** An event as read. */
export type EventRow = z.output<typeof eventSchema>;

/** A row of /resources: what is booked (sheet 4.2). */
export const resourceSchema = wireObject({
	id: wireGuid,
	providerId: wireReference,
	resourceType: wireText,
	practiceId: wireText,
	isDeleted: wireFlag,
});
/** A resource as read. */
export type ResourceRow = z.output<typeof resourceSchema>;

/** A reason of /master/list-items (sheet 4.2). */
export const listItemSchema = wireObject({ id: wireGuid, name: wireText, isDeleted: wireFlag });

/** A category of time blocks; some stay out of searches (sheet 4.2). */
export const categorySchema = wireObject({
	id: wireGuid,
	excludeSlotsInSearch: wireFlag,
});

/** A category that an event may be booked into; both names for its id were seen (sheet 9.10). */
export const eventCategorySchema = wireObject({ id: wireReference, categoryId: wireReference });
