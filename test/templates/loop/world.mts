import assert from 'node:assert/strict';

import type { TruthPatient } from '../../../sandbox/practice/truth.mjs';
import type { Stage } from '../inProcess/stage.mjs';
import { fields, type LoopField, type RequestState, type Values } from './model.mjs';

const reviewer = { id: 'dana', name: 'Dana Reviewer', method: 'test' };
const town = { city: 'Looptown', region: 'IL', postalCode: '62701' };

/** A value of a field that differs for each number from 0 to 99. */
export function valueOf(field: LoopField, number: number): string {
	const letters = [...String(number)].map((digit) => String.fromCharCode(97 + Number(digit)));
	const values: Values = {
		address: `${number + 1} Loop Street`,
		phone: `+121755501${String(number).padStart(2, '0')}`,
		email: `loop${number}@example.org`,
		name: `Looper${letters.join('')}`,
	};
	return values[field];
}

interface Customer {
	id: string;
	version: number;
	externalIds: Array<{ type: string; value: string }>;
	demographics: {
		familyName: string;
		email: string;
		phones: Array<{ id: string; use: string; number: string }>;
	};
	addresses: Array<{ id: string; use: string; line1: string }>;
}

interface Request {
	id: string;
	version: number;
	closedAs?: string | null;
	changes: Array<{ id: string; from: unknown; current?: { value: unknown } | null }>;
	review: { state: string; reviewer?: { method: string } | null };
}

/** The practice, HealthSail and the shipped flows between them, as tests and people reach them. */
export class LoopWorld {
	private keys = 0;

	/** @param patients numbers of the records that the test edits */
	constructor(
		private readonly stage: Stage,
		private readonly patients: readonly string[],
	) {}

	/** A later edit is later by more than a second, which is what the practice's system tells. */
	private pass(): void {
		this.stage.sandbox.world.clock.advance(2000);
	}

	async edit(patient: number, values: Partial<Values>): Promise<void> {
		this.pass();
		await this.stage.control('POST', 'tebra/staff-edit', {
			patientId: this.patients[patient],
			...(values.address !== undefined && {
				address: {
					line1: values.address,
					city: town.city,
					state: town.region,
					zip: town.postalCode,
				},
			}),
			...(values.phone !== undefined && { mobilePhone: values.phone.slice(2) }),
			...(values.email !== undefined && { email: values.email }),
			...(values.name !== undefined && { lastName: values.name }),
		});
	}

	/** What the practice holds of its patients. */
	async practice(): Promise<Values[]> {
		const truth = await this.stage.truth('included');
		return this.patients.map((id) => fromTruth(truth.find((one) => one.id === id)));
	}

	private async customers(): Promise<Customer[]> {
		const { customers } = await this.stage.control<{ customers: Customer[] }>(
			'GET',
			'healthsail/state',
		);
		return this.patients.map((id) => {
			const found = customers.find(({ externalIds }) =>
				externalIds.some(({ type, value }) => type === 'patient' && value === id),
			);
			assert.ok(found, 'a patient has no customer');
			return found;
		});
	}

	/** What HealthSail has of the practice's patients. */
	async mirror(): Promise<Values[]> {
		return (await this.customers()).map(({ demographics, addresses }) => ({
			address: addresses.find(({ use }) => use === 'home')?.line1 ?? '',
			phone: demographics.phones.find(({ use }) => use === 'mobile')?.number ?? '',
			email: demographics.email,
			name: demographics.familyName,
		}));
	}

	/** Asks for a change as the patient page does; answers where it points. */
	async propose(
		patient: number,
		field: LoopField,
		[from, to]: readonly [string, string],
	): Promise<{ id: string; path: string }> {
		this.pass();
		const customer = (await this.customers())[patient];
		const { path, form } = pointer(customer, field);
		const { id } = await this.stage.healthSail<Request>(
			'POST',
			'demographic-change-requests',
			{
				customerId: customer.id,
				pmSystem: 'tebra',
				practiceId: '1',
				direction: 'to_pm',
				origin: 'patient',
				reviewMode: 'in_healthsail',
				changes: [{ path, from: form(from), to: form(to) }],
			},
			{ 'Idempotency-Key': this.key() },
		);
		return { id, path };
	}

	/** Decides a request of one change as the inbox does, with the value that it shows. */
	async decide(id: string, approve: boolean): Promise<void> {
		this.pass();
		const request = await this.request(id);
		const [change] = request.changes;
		await this.stage.healthSail(
			'POST',
			`demographic-change-requests/${id}/decisions`,
			{
				decisions: [
					{
						changeId: change.id,
						decision: approve ? 'approved' : 'rejected',
						valueSeen: change.current ? change.current.value : change.from,
					},
				],
				reviewer,
			},
			{ 'Idempotency-Key': this.key(), 'If-Match': `"${request.version}"` },
		);
	}

	/** The sweep of the changes, then the demographic sync. */
	async sync(): Promise<void> {
		this.pass();
		const sweep = await this.stage.engine.run(/deliver what staff approved/, 'Every 15 Minutes');
		assert.equal(sweep.run.data.resultData.error?.message, undefined);
		const sync = await this.stage.engine.run(/patients to HealthSail/, 'Every 15 Minutes');
		assert.equal(sync.run.data.resultData.error?.message, undefined);
	}

	async stateOf(id: string): Promise<RequestState> {
		const { closedAs, review } = await this.request(id);
		if (closedAs === 'accepted') return 'accepted';
		if (review.state === 'cancelled') return 'replaced';
		if (review.state === 'rejected') {
			return review.reviewer?.method === 'policy' ? 'overruled' : 'declined';
		}
		return review.state === 'approved' ? 'approved' : 'pending';
	}

	/** Writes to patients that the practice's system took. */
	writes(): number {
		return this.stage.sandbox.world.calls.sums('tebra').writes;
	}

	/** Versions of everything that an echo would move. */
	async versions(): Promise<Array<readonly [string, number]>> {
		const { customers, demographicChangeRequests } = await this.stage.control<{
			customers: Customer[];
			demographicChangeRequests: Request[];
		}>('GET', 'healthsail/state');
		return [...customers, ...demographicChangeRequests].map(({ id, version }) => [id, version]);
	}

	private async request(id: string): Promise<Request> {
		return await this.stage.healthSail<Request>('GET', `demographic-change-requests/${id}`);
	}

	private key(): string {
		this.keys += 1;
		return `loop-${this.keys}`;
	}
}

/** Where a field stands in the customer, and the form that its values have there. */
function pointer(
	{ addresses, demographics }: Customer,
	field: LoopField,
): { path: string; form: (value: string) => unknown } {
	switch (field) {
		case 'address': {
			const { id } = addresses.find(({ use }) => use === 'home') ?? { id: 'new' };
			return {
				path: `/addresses/${id}`,
				form: (line1) => ({ use: 'home', line1, ...town }),
			};
		}
		case 'phone': {
			const { id } = demographics.phones.find(({ use }) => use === 'mobile') ?? { id: 'new' };
			return {
				path: `/demographics/phones/${id}`,
				form: (number) => ({ use: 'mobile', number }),
			};
		}
		case 'email':
			return { path: '/demographics/email', form: (value) => value };
		case 'name':
			return { path: '/demographics/familyName', form: (value) => value };
	}
}

function fromTruth(patient: TruthPatient | undefined): Values {
	assert.ok(patient, 'the practice lost a patient');
	return {
		address: patient.address?.line1 ?? '',
		phone: `+1${patient.phones.mobile?.number ?? ''}`,
		email: patient.email ?? '',
		name: patient.lastName,
	};
}

/** First values of every field, another for each patient. */
export function firstValues(patient: number): Values {
	return Object.fromEntries(fields.map((field) => [field, valueOf(field, 90 + patient)])) as Values;
}
