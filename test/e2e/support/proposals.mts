// Proposals of patients at HealthSail, the decisions of staff there, and what the practice really has.
import assert from 'node:assert/strict';
import { practiceSystems, type SystemName } from '../../../host/practiceSystems.mjs';
import { proposalWorkflow, type ProposalFlow, type Reviewer } from '../../../host/reviewInbox.mjs';
import type { Sandbox, SandboxCall } from '../../../host/sandboxServer.mjs';
import { SANDBOX_LOGIN } from '../../../host/sandboxServer.mjs';
import type { Stage } from '../../../host/stage.mjs';
import {
	healthSailState,
	patientIdOf,
	type ChangeRequest,
	type Customer,
	type PmIncident,
	type TruthPatient,
} from './sandboxState.mjs';

/** A patient as the practice holds it, with the id by which the vendor's interface knows it. */
export interface HeldPatient extends TruthPatient {
	vendorId: string;
	reached: boolean;
	lastModifiedAt: string;
}

/** An address as a request carries it. */
export interface ProposedAddress {
	line1: string;
	line2: string;
	city: string;
	region: string;
	postalCode: string;
}

/** Every patient of a system, of all groups. */
export async function allPatients(sandbox: Sandbox, key: string): Promise<HeldPatient[]> {
	const { patients } = (await sandbox.ask(`${key}/state?group=all`)) as { patients: HeldPatient[] };
	return patients;
}

/** Patients who belong into the sync, can be reached, and of whom a patient page shows enough. */
export function usable(patients: readonly HeldPatient[]): HeldPatient[] {
	return patients.filter(
		({ group, reached, birthDate, phones, address }) =>
			group === 'included' &&
			reached &&
			birthDate !== undefined &&
			/^[2-9]\d{9}$/.test(phones.mobile?.number ?? '') &&
			address.line1 !== undefined &&
			/^[A-Z]{2}$/.test(address.state ?? ''),
	);
}

/** The customer of a patient. */
export async function customerOf(sandbox: Sandbox, patient: HeldPatient): Promise<Customer> {
	const { customers } = await healthSailState(sandbox);
	const found = customers.find((customer) => patientIdOf(customer) === patient.vendorId);
	assert.ok(found, `patient ${patient.id} is a customer`);
	return found;
}

/** Makes a patient of a system a customer, without a sync; the address is the practice's secret. */
export async function makeCustomer(
	sandbox: Sandbox,
	system: SystemName,
	{ vendorId, firstName, lastName, birthDate }: HeldPatient,
): Promise<Customer> {
	const { key, credential } = practiceSystems[system];
	const { practiceId } = await credential(sandbox);
	return await healthSail<Customer>(sandbox, 'customers', {
		externalIds: [
			{ system: key, practiceId: String(practiceId), type: 'patient', value: vendorId },
		],
		demographics: { givenName: firstName, familyName: lastName, birthDate },
		addresses: [],
		source: 'pm',
	});
}

/** A request as HealthSail holds it now. */
export async function requestOf(sandbox: Sandbox, id: string): Promise<ChangeRequest> {
	const { demographicChangeRequests } = await healthSailState(sandbox);
	const found = demographicChangeRequests.find((request) => request.id === id);
	assert.ok(found, 'HealthSail holds the request');
	return found;
}

/** The only request of a customer. */
export async function onlyRequestOf(sandbox: Sandbox, customerId: string): Promise<ChangeRequest> {
	const { demographicChangeRequests } = await healthSailState(sandbox);
	const found = demographicChangeRequests.filter((request) => request.customerId === customerId);
	assert.equal(found.length, 1);
	return found[0];
}

export async function openIncidents(sandbox: Sandbox): Promise<PmIncident[]> {
	const { pmIncidents } = await healthSailState(sandbox);
	return pmIncidents.filter(({ state }) => state === 'open');
}

let keys = 0;

async function healthSail<T>(
	sandbox: Sandbox,
	path: string,
	body: object,
	version?: number,
): Promise<T> {
	keys += 1;
	const response = await fetch(`${sandbox.healthSailUrl}/${path}`, {
		method: 'POST',
		headers: {
			Authorization: `Bearer ${SANDBOX_LOGIN.healthSailApiKey}`,
			'Content-Type': 'application/json',
			'Idempotency-Key': `e2e-approval-${process.pid}-${keys}`,
			...(version !== undefined && { 'If-Match': `"${version}"` }),
		},
		body: JSON.stringify(body),
	});
	assert.ok(response.ok, `HealthSail took ${path.split('/')[0]} (HTTP ${response.status})`);
	return (await response.json()) as T;
}

/** Asks for a new home address, as the patient page does; answers the request's id. */
export async function proposeAddress(
	sandbox: Sandbox,
	key: string,
	customer: Customer,
	to: ProposedAddress,
): Promise<string> {
	const stored = customer.addresses.find(({ use }) => use === 'home');
	const from =
		stored === undefined
			? null
			: Object.fromEntries(
					['use', 'line1', 'line2', 'city', 'region', 'postalCode', 'country']
						.filter((name) => typeof stored[name] === 'string')
						.map((name) => [name, stored[name]]),
				);
	const { id } = await healthSail<{ id: string }>(sandbox, 'demographic-change-requests', {
		customerId: customer.id,
		kind: 'change',
		pmSystem: key,
		practiceId: practiceIdOf(customer, key),
		direction: 'to_pm',
		origin: 'patient',
		reviewMode: 'in_healthsail',
		changes: [
			{
				path: `/addresses/${typeof stored?.id === 'string' ? stored.id : 'new'}`,
				from,
				to: { use: 'home', ...to, country: 'US' },
			},
		],
	});
	return id;
}

function practiceIdOf({ externalIds }: Customer, key: string): string {
	const link = externalIds.find(({ system, type }) => system === key && type === 'patient');
	assert.ok(link, `the customer is a patient of ${key}`);
	return link.practiceId;
}

/** Staff approve everything of a request by the value that they saw, as the inbox does. */
export async function approveAll(sandbox: Sandbox, id: string, reviewer: Reviewer): Promise<void> {
	const { version, changes } = await requestOf(sandbox, id);
	await healthSail(
		sandbox,
		`demographic-change-requests/${id}/decisions`,
		{
			decisions: changes.map(({ id: changeId, from, current }) => ({
				changeId,
				decision: 'approved',
				valueSeen: current ? current.value : from,
			})),
			reviewer: { id: reviewer.id, name: reviewer.name, method: 'password' },
		},
		version,
	);
}

/** Releases an incident without the inbox. */
export async function releaseByApi(
	sandbox: Sandbox,
	{ id, version }: PmIncident,
	by: Reviewer,
): Promise<void> {
	const body = { by: by.id, comment: 'compared by hand (synthetic)' };
	await healthSail(sandbox, `pm-incidents/${id}/release`, body, version);
}

/** Sends something to a control route of the sandbox. */
export async function control<T>(sandbox: Sandbox, path: string, body: object): Promise<T> {
	const response = await fetch(`${sandbox.statusUrl}/control/${path}`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(body),
	});
	assert.ok(response.ok, `the sandbox took ${path} (HTTP ${response.status})`);
	return (await response.json()) as T;
}

/** Runs a flow of proposals by hand, to its good end. */
export async function runFlow(
	{ api }: Pick<Stage, 'api'>,
	system: SystemName,
	flow: ProposalFlow,
): Promise<void> {
	const { status, error } = await api.run(await proposalWorkflow(api, system, flow), 'Run by Hand');
	const why = error ? ` The node "${error.node}" says: ${error.message}` : '';
	assert.equal(status, 'success', `${flow} of ${system}.${why}`);
}

/** Calls that changed something in a practice system. */
export async function writesSince(
	sandbox: Sandbox,
	key: string,
	after: number,
): Promise<SandboxCall[]> {
	const calls = await sandbox.calls(after);
	return calls.filter(({ system, effect }) => system === key && effect === 'write');
}

/** What differs between two states of a practice: `17: address`, and nothing of the values. */
export function differencesOf(
	before: readonly HeldPatient[],
	after: readonly HeldPatient[],
): string[] {
	const later = new Map(after.map((patient) => [patient.id, patient]));
	const missing = before.filter(({ id }) => !later.has(id)).map(({ id }) => `${id}: gone`);
	const known = new Set(before.map(({ id }) => id));
	const added = after.filter(({ id }) => !known.has(id)).map(({ id }) => `${id}: new`);
	const changed = before.flatMap((patient) => {
		const now = later.get(patient.id) as unknown as Record<string, unknown> | undefined;
		const old = patient as unknown as Record<string, unknown>;
		const names = new Set([...Object.keys(old), ...Object.keys(now ?? {})]);
		return [...names]
			.filter((name) => now && JSON.stringify(old[name]) !== JSON.stringify(now[name]))
			.map((name) => `${patient.id}: ${name}`);
	});
	return [...missing, ...added, ...changed].sort();
}
