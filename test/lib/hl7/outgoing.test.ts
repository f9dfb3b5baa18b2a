import type { Patient } from '../../../lib/canonical/patient';
import { buildP03, transactionSchema, type Transaction } from '../../../lib/hl7/build/charges';
import type { Outgoing } from '../../../lib/hl7/build/header';
import { buildA31 } from '../../../lib/hl7/build/patient';
import { toPatient } from '../../../lib/hl7/mapping/patient';
import { omit } from '../../../lib/values/omit';
import { a08, context, read } from './messages';

const outgoing: Outgoing = {
	settings: {
		...context().settings,
		outgoing: {
			...context().settings.outgoing,
			receivingApplication: 'PMAPP',
			receivingFacility: 'OAK',
			patientNumberAuthority: 'OAKPM',
		},
	},
	timeZone: 'America/Chicago',
	at: '2026-03-10T12:00:01Z',
	controlId: 'HSB7F3A2K9',
};

const patient: Patient = {
	system: 'greenway_intergy',
	practiceId: '1',
	id: '501',
	externalIds: [],
	givenName: 'Ana',
	familyName: 'Rivera & Co',
	birthDate: '1984-02-29',
	administrativeSex: 'female',
	phones: [{ use: 'mobile', number: '+12175550142' }],
	addresses: [
		{ use: 'home', line1: '12 Oak St', city: 'Oakfield', region: 'IL', postalCode: '62701' },
	],
};

const head = (type: string) =>
	`MSH|^~\\&|HEALTHSAIL||PMAPP|OAK|20260310070001-0500||${type}|HSB7F3A2K9|P|2.5.1||||||UNICODE UTF-8`;

describe('ADT A31', () => {
	it('tells the patient as the other side reads it', () => {
		expect(buildA31(patient, outgoing).split('\r')).toEqual([
			head('ADT^A31^ADT_A05'),
			'EVN|A31|20260310070001-0500',
			'PID|1||501^^^OAKPM^PI||Rivera \\T\\ Co^Ana^^^^^L||19840229|F|||12 Oak St^^Oakfield^IL^62701^^H||(217)555-0142^PRN^CP^^^217^5550142',
			'PV1|1|N',
			'',
		]);
	});

	it('is silent about what is absent, and says "" for what is known to be empty', () => {
		const bare = {
			...patient,
			givenName: undefined,
			familyName: undefined,
			birthDate: null,
			phones: [],
			addresses: undefined,
		};
		expect(buildA31(bare, outgoing).split('\r')[2]).toBe('PID|1||501^^^OAKPM^PI||||""|F|||||""|""');
	});

	it('comes back as the same patient', () => {
		const first = toPatient(read(a08).message, context());
		const again = toPatient(read(buildA31(first, outgoing)).message, context());
		const told = omit(first, 'emergencyContacts', 'primaryProviderId', 'sourceAt', 'externalIds');
		expect(again).toMatchObject(told);
	});
});

describe('DFT P03', () => {
	const transactions: Transaction[] = [
		{
			kind: 'charge',
			date: '2026-03-09',
			code: 'L1833',
			description: 'Knee brace',
			amount: { amount: 15_200, currency: 'USD' },
			quantity: 2,
			procedureCode: 'L1833',
			modifiers: ['RT', 'NU'],
			diagnosisCodes: ['M25.561', 'M54.50'],
			providerId: '2',
			locationId: '1',
		},
		{
			kind: 'payment',
			date: '2026-03-09',
			code: 'CARD',
			amount: { amount: 10_600, currency: 'USD' },
		},
		{ kind: 'credit', date: '2026-03-10', code: 'REFUND', amount: { amount: 5, currency: 'USD' } },
	];

	it('tells charge, payment and credit, each with a reference of its own', () => {
		const segments = buildP03(patient, transactions, 'HSB7F3A2K9', outgoing).split('\r');
		expect(segments[0]).toBe(head('DFT^P03^DFT_P03'));
		expect(segments[2]).toBe('PID|1||501^^^OAKPM^PI||Rivera \\T\\ Co^Ana^^^^^L||19840229');
		expect(segments.slice(4, 7)).toEqual([
			'FT1|1|HSB7F3A2K9-1||20260309|20260310070001-0500|CG|L1833^Knee brace|||2|152.00&USD|76.00&USD||||^^^1|||M25.561^^I10~M54.50^^I10|2|||||L1833^^HCPCS|RT~NU',
			'FT1|2|HSB7F3A2K9-2||20260309|20260310070001-0500|PY|CARD|||1|106.00&USD|106.00&USD',
			'FT1|3|HSB7F3A2K9-3||20260310|20260310070001-0500|CD|REFUND|||1|0.05&USD|0.05&USD',
		]);
	});

	it('leaves out a unit price that would not add up', () => {
		const odd = [
			{ ...transactions[1], quantity: 3, amount: { amount: 100, currency: 'USD' as const } },
		];
		expect(buildP03(patient, odd, 'R', outgoing).split('\r')[4]).toMatch(/\|3\|1\.00&USD$/);
	});

	it.each([
		['an amount of nothing', { amount: { amount: 0, currency: 'USD' } }],
		['a negative amount', { amount: { amount: -100, currency: 'USD' } }],
		['half a cent', { amount: { amount: 1.5, currency: 'USD' } }],
		['another currency', { amount: { amount: 100, currency: 'EUR' } }],
		['a date that is none', { date: '03/09/2026' }],
		['an unknown member', { tax: 1 }],
	])('takes no transaction with %s', (_name, over) => {
		expect(transactionSchema.safeParse({ ...transactions[1], ...over }).success).toBe(false);
	});
});
