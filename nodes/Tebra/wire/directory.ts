import { z } from 'zod';

import { wireFlag, wireId, wireReference, wireText } from './members';

/** ProviderData (sheet 4.6). SocialSecurityNumber is left behind here. */
export const providerSchema = z.object({
	ID: wireId,
	FirstName: wireText,
	LastName: wireText,
	FullName: wireText,
	Degree: wireText,
	NationalProviderIdentifier: wireText,
	SpecialtyName: wireText,
	Active: wireFlag,
	PracticeID: wireReference,
	PracticeName: wireText,
});
/** A provider row as read. */
export type TebraProvider = z.output<typeof providerSchema>;

/** ServiceLocationData (sheet 4.6). */
export const locationSchema = z.object({
	ID: wireId,
	Name: wireText,
	AddressLine1: wireText,
	AddressLine2: wireText,
	City: wireText,
	State: wireText,
	ZipCode: wireText,
	Phone: wireText,
	PlaceOfService: wireText,
	PracticeID: wireReference,
	PracticeName: wireText,
});
/** A location row as read. */
export type TebraLocation = z.output<typeof locationSchema>;

/** PracticeData (sheet 4.6). */
export const practiceSchema = z.object({
	ID: wireId,
	PracticeName: wireText,
	NPI: wireText,
	Active: wireFlag,
});
/** A practice row as read. */
export type TebraPractice = z.output<typeof practiceSchema>;

/** ExternalVendorData (sheet 3.3). */
export const externalVendorSchema = z.object({
	ExternalVendorID: wireId,
	ExternalVendorName: wireText,
});
