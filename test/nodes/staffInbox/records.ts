import type { IDataObject } from 'n8n-workflow';

/** Writes to and reads from the HealthSail of the sandbox as its own users would (all invented). */
export function recordsAt(healthSail: string, status: string) {
	const call = async (method: string, path: string, body?: object, version?: number) => {
		const answer = await fetch(`${healthSail}${path}`, {
			method,
			headers: {
				Authorization: 'Bearer hs_test_sandbox_0000000000000000',
				'Content-Type': 'application/json',
				'HS-Purpose-Of-Use': 'HOPERAT',
				'Idempotency-Key': crypto.randomUUID(),
				...(version !== undefined && { 'If-Match': `"${version}"` }),
			},
			...(body && { body: JSON.stringify(body) }),
		});
		const read = (await answer.json()) as IDataObject;
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(read)}`);
		return read;
	};
	let made = 0;
	return {
		call,
		/** A customer with one telephone and one address. */
		async customer(demographics: IDataObject = {}, more: IDataObject = {}): Promise<IDataObject> {
			made += 1;
			return await call('POST', '/customers', {
				demographics: {
					givenName: 'Ada',
					familyName: `Sample${made}`,
					birthDate: '1984-02-29',
					phones: [{ use: 'mobile', number: '+12175550123' }],
					...demographics,
				},
				addresses: [
					{
						use: 'home',
						line1: '1 Old Rd',
						city: 'Springfield',
						region: 'IL',
						postalCode: '62701',
					},
				],
				...more,
			});
		},
		/** A request for two fields: the mobile phone and the home address. */
		async request(customerId: string, more: IDataObject = {}): Promise<IDataObject> {
			return await call('POST', '/demographic-change-requests', {
				customerId,
				pmSystem: 'tebra',
				practiceId: '1',
				direction: 'to_pm',
				origin: 'patient',
				reviewMode: 'in_healthsail',
				changes: [
					{
						path: '/demographics/phones/new',
						from: { use: 'mobile', number: '+12175550123' },
						to: { use: 'mobile', number: '+12175550199' },
					},
					{
						path: '/addresses/new',
						from: {
							use: 'home',
							line1: '1 Old Rd',
							city: 'Springfield',
							region: 'IL',
							postalCode: '62701',
						},
						to: {
							use: 'home',
							line1: '2 New St',
							city: 'Springfield',
							region: 'IL',
							postalCode: '62702',
						},
					},
				],
				...more,
			});
		},
		async get(id: string): Promise<IDataObject> {
			return await call('GET', `/demographic-change-requests/${id}`);
		},
		/** Tells what the practice has now, as a vendor's flow does. */
		async compare(
			request: IDataObject,
			values: ReadonlyArray<[unknown, string]>,
		): Promise<IDataObject> {
			return await call(
				'POST',
				`/demographic-change-requests/${String(request.id)}/comparison`,
				{
					readAt: new Date(Date.now() - 4 * 60_000).toISOString(),
					changes: changesOf(request).map(({ id }, index) => ({
						changeId: id,
						value: values[index][0],
						verdict: values[index][1],
					})),
				},
				request.version as number,
			);
		},
		async state(): Promise<Record<string, IDataObject[]>> {
			const answer = await fetch(`${status}/control/healthsail/state`);
			return (await answer.json()) as Record<string, IDataObject[]>;
		},
	};
}

/** The changes of a request. */
export const changesOf = (request: IDataObject) =>
	request.changes as Array<IDataObject & { id: string }>;
