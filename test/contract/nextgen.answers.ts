/** The ids of the answers; all synthetic. */
export const id = (kind: string, n = 1) =>
	`3f0c2b1e-00${kind}-4000-8000-${String(n).padStart(12, '0')}`;

const appointment = {
	id: id('09'),
	appointmentDate: '2099-03-04T00:00:00',
	beginTime: '0920',
	duration: 20,
	practiceId: '0001',
	personId: id('01'),
	encounterId: id('0a'),
	isKept: false,
};

/** What a NextGen of one patient answers, by method and folded route. */
export const answers: Record<string, unknown> = {
	'GET /core/version': { version: '6.0.0.1752', isDbConnectionSuccess: true },
	'GET /master/practices': { items: [{ id: '0001', enterpriseId: '00001' }] },
	'GET /persons': {
		items: [{ personId: id('01'), practiceId: '0001', modifyTimestamp: '2026-03-04T13:05:11.25' }],
	},
	'GET /persons/payers': { items: [] },
	'GET /persons/lookup': [{ id: id('01') }],
	'GET /persons/{id}': { id: id('01'), chart: [{}] },
	'GET /persons/{id}/insurances': [{ personPayerId: id('02') }],
	'GET /persons/{id}/insurances/{id}': { policyNumber: 'M1' },
	'GET /persons/{id}/insurances/{id}/eligibilities': [{ responseStatus: 'A' }],
	'GET /persons/{id}/external-ids': [{ externalSystemId: 7, externalId: "cus_O'1" }],
	'GET /master/external-systems': { items: [{ id: 7, name: 'HealthSail' }] },
	'GET /persons/{id}/chart/encounters': {
		items: [{ id: id('0a'), timestamp: '2026-03-04T09:00:00', isLocked: false }],
	},
	'GET /persons/{id}/chart/procedures': {
		items: [
			{
				id: id('0b'),
				encounterId: id('0a'),
				cpt4Code: '99213',
				serviceDate: '2026-03-04T00:00:00',
			},
		],
	},
	'GET /persons/{id}/chart/encounters/{id}/procedures/{id}': { units: 1, amount: 10 },
	'GET /appointments': { items: [appointment] },
	'GET /appointments/{id}': appointment,
	'GET /resources': { items: [{ id: id('05'), providerId: id('04'), practiceId: '0001' }] },
	'GET /master/list-items': { items: [{ id: id('0d'), name: 'Asked' }] },
};
