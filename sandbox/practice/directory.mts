import type { PracticeLocation, PracticeRecord, PracticeProvider } from './records.mjs';

/** The account's practices. The API login may see both; the credentials serve the first. */
export const practices: readonly PracticeRecord[] = [
	{ id: 1, name: 'Oak Clinic', npi: '1000000012', taxId: '00-0000001', city: 'Oakfield' },
	{ id: 2, name: 'Elm Clinic', npi: '1000000020', taxId: '00-0000002', city: 'Elmside' },
];

/** Providers, one of them no longer active and one who only refers. */
export const providers: readonly PracticeProvider[] = [
	{
		id: 1,
		practiceId: 1,
		firstName: 'Ada',
		lastName: 'Sample',
		degree: 'MD',
		npi: '1000000038',
		specialty: 'Family Medicine',
		active: true,
		type: 'Normal Provider',
	},
	{
		id: 2,
		practiceId: 1,
		firstName: 'Ben',
		lastName: 'Example',
		degree: 'DPT',
		npi: '1000000046',
		specialty: 'Physical Therapy',
		active: true,
		type: 'Normal Provider',
	},
	{
		id: 3,
		practiceId: 1,
		firstName: 'Cleo',
		lastName: 'Retired',
		degree: 'MD',
		npi: '1000000053',
		specialty: 'Internal Medicine',
		active: false,
		type: 'Normal Provider',
	},
	{
		id: 4,
		practiceId: 1,
		firstName: 'Drew',
		lastName: 'Referrer',
		degree: 'DO',
		npi: '1000000061',
		specialty: 'Orthopedics',
		active: true,
		type: 'Referring Provider',
	},
	{
		id: 5,
		practiceId: 2,
		firstName: 'Eli',
		lastName: 'Elsewhere',
		degree: 'MD',
		npi: '1000000079',
		specialty: 'Dermatology',
		active: true,
		type: 'Normal Provider',
	},
];

/** Places where the practices see patients. */
export const locations: readonly PracticeLocation[] = [
	{
		id: 1,
		practiceId: 1,
		name: 'Oak Clinic Main Street',
		line1: '1 Main Street',
		city: 'Oakfield',
		state: 'IL',
		zip: '62701',
		phone: '2175550101',
		npi: '1000000087',
		placeOfService: '11',
	},
	{
		id: 2,
		practiceId: 1,
		name: 'Oak Clinic Riverside',
		line1: '20 River Road',
		city: 'Oakfield',
		state: 'IL',
		zip: '62702',
		phone: '2175550102',
		npi: '1000000095',
		placeOfService: '11',
	},
	{
		id: 3,
		practiceId: 2,
		name: 'Elm Clinic',
		line1: '3 Elm Avenue',
		city: 'Elmside',
		state: 'IL',
		zip: '62703',
		phone: '2175550103',
		npi: '1000000103',
		placeOfService: '11',
	},
];
