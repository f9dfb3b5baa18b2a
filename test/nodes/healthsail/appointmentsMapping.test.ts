import { appointmentSchema, type Appointment } from '../../../lib/canonical/appointment';
import { createKeyedHasher } from '../../../lib/sync/keyedHash';
import { toAppointmentUpsert } from '../../../lib/sync/toAppointment';
import contract from '../../../contract/healthsail.openapi.json';

/** The mapping to the contract and its content hash. All data is synthetic. */

const hasher = createKeyedHasher('a synthetic hash key of a test');
const practice = { system: 'nextgen', practiceId: '990001' } as const;
const id = (value: string) => ({ ...practice, type: 'appointment' as const, value });
const visit: Appointment = {
	...practice,
	id: '88121',
	externalIds: [id('88121')],
	patientId: '4412',
	providerId: '17',
	locationId: '31',
	type: { id: '12', name: 'Office visit' },
	startsAt: '2026-03-04T15:30:00Z',
	endsAt: '2026-03-04T16:00:00Z',
	timeZone: 'America/Chicago',
	status: 'booked',
	modality: 'telehealth',
	reason: 'synthetic reason text',
	rescheduledFromId: '88000',
	sourceAt: '2026-03-01T10:00:00Z',
};
const references = { customerId: 'cus_0001', providerId: 'prv_01', locationId: 'loc_01' };
const at = '2026-03-04T12:00:00Z';
const hashOf = (more: Partial<Appointment>, refs = references, observedAt = at) =>
	toAppointmentUpsert({ ...visit, ...more }, refs, observedAt, hasher).contentHash;

describe('the words of an appointment', () => {
	it('are those of the contract', () => {
		const { status, modality } = contract.components.schemas.AppointmentUpsert.properties;
		expect(appointmentSchema.shape.status.options).toEqual(status.enum);
		expect([...appointmentSchema.shape.modality.unwrap().unwrap().options, null]).toEqual(
			modality.enum,
		);
	});

	it.each([
		['a status of another system', { status: 'scheduled' }],
		['a modality that nobody told', { modality: 'unknown' }],
		['a start without a zone', { startsAt: '2026-03-04T15:30:00' }],
		['a start in local time', { startsAt: '2026-03-04T09:30:00-06:00' }],
		['a zone by its offset', { timeZone: '-06:00' }],
		['an id of another type', { externalIds: [{ ...practice, type: 'patient', value: '1' }] }],
	])('do not include %s', (_name, more) => {
		expect(appointmentSchema.safeParse(visit).success).toBe(true);
		expect(appointmentSchema.safeParse({ ...visit, ...more }).success).toBe(false);
	});
});

describe('the content hash of an appointment', () => {
	it.each<[string, Partial<Appointment>]>([
		['the source time', { sourceAt: '2026-03-02T10:00:00Z' }],
		['the visit reason', { reason: 'another synthetic text' }],
		['the former appointment', { rescheduledFromId: null }],
		['the order of further ids', { externalIds: [id('x'), id('y'), id('88121')] }],
	])('does not change with %s', (_name, more) => {
		const ids = [id('88121'), id('y'), id('x')];
		const base = more.externalIds ? { externalIds: ids } : {};
		expect(hashOf(more)).toBe(hashOf(base));
	});

	it('does not change with the time of reading', () => {
		expect(hashOf({}, references, '2026-03-05T12:00:00Z')).toBe(hashOf({}));
	});

	it.each<[string, Partial<Appointment>]>([
		['the status', { status: 'cancelled' }],
		['the start', { startsAt: '2026-03-04T15:45:00Z' }],
		['the end', { endsAt: null }],
		['the zone', { timeZone: 'America/Denver' }],
		['the modality', { modality: null }],
		['the type', { type: { id: '13', name: 'Office visit' } }],
		["the type's name", { type: { id: '12', name: 'Visit' } }],
		['a further id', { externalIds: [id('88121'), id('y')] }],
	])('changes with %s', (_name, more) => {
		expect(hashOf(more)).not.toBe(hashOf({}));
	});

	it('changes with the customer, the provider, the location and the key', () => {
		const hashes = [
			hashOf({}),
			hashOf({}, { ...references, customerId: 'cus_0002' }),
			hashOf({}, { ...references, providerId: 'prv_02' }),
			hashOf({}, { ...references, locationId: 'loc_02' }),
			toAppointmentUpsert(visit, references, at, createKeyedHasher('another synthetic key'))
				.contentHash,
		];
		expect(new Set(hashes).size).toBe(5);
	});
});

it('an appointment that leaves out its own id among its ids is still found by it', () => {
	const { externalIds } = toAppointmentUpsert(
		{ ...visit, externalIds: [id('y'), id('y')] },
		references,
		at,
		hasher,
	);
	expect(externalIds).toEqual([id('88121'), id('y')]);
});
