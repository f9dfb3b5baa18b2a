import { idField } from '../fields';

export const phoneIdField = idField(
	'phoneId',
	'Phone ID',
	'ID of the phone on the customer; it starts with ph_',
);
