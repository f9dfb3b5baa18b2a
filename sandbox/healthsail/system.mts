import { readFileSync } from 'node:fs';
import type { SandboxSystem } from '../core/system.mjs';
import type { World } from '../core/world.mjs';
import { registerControl } from './control.mjs';
import { Authentication } from './http/auth.mjs';
import { Contract, contractPath } from './http/contract.mjs';
import { IdempotencyStore } from './http/idempotency.mjs';
import type { Services } from './http/pipeline.mjs';
import { RateLimits } from './http/rateLimit.mjs';
import { registerApi } from './http/register.mjs';
import { registerPortal } from './portal/register.mjs';
import { handlers } from './resources/index.mjs';
import { Tenant } from './store/tenant.mjs';

export interface HealthSailSystem extends SandboxSystem {
	/** What it holds now; another one after `reset`. */
	readonly tenant: Tenant;
	/** Forgets everything that it was told, idempotency keys too. Logins stay. */
	reset(): void;
	/** Puts PM patient ids on the opted-out list, as a practice would before the first sync. */
	seedOptOuts(system: string, practiceId: string, patientIds: readonly string[]): void;
	/** Answers that missed the contract since the start. */
	contractViolations(): number;
}

/** HealthSail as its contract tells it, with everything in memory. */
export function createHealthSailSystem(world: World): HealthSailSystem {
	const path = contractPath(import.meta.dirname);
	const contract = new Contract(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>);
	let tenant = new Tenant(world);
	let violations = 0;
	const services: Services = {
		contract,
		get tenant() {
			return tenant;
		},
		authentication: new Authentication(world.clock),
		limits: new RateLimits(world.clock, () => world.limits),
		idempotency: new IdempotencyStore(world.clock),
		handlers,
		reportViolation: (operation, where) => {
			violations += 1;
			console.error(`HealthSail sandbox: answer of ${operation} misses the contract: ${where}`);
		},
	};
	return {
		key: 'healthsail',
		title: 'HealthSail',
		basePath: '/v1',
		get tenant() {
			return tenant;
		},
		reset: () => {
			tenant.events.deliveries.stop();
			tenant = new Tenant(world);
			services.idempotency = new IdempotencyStore(world.clock);
		},
		contractViolations: () => violations,
		register: (app) => {
			registerApi(app, world, services);
			registerPortal(app, () => tenant);
		},
		counts: () => ({
			customers: tenant.customers.collection.size,
			coverages: tenant.coverages.collection.size,
			appointments: tenant.appointments.collection.size,
			openMatchReviews: openReviews(tenant),
			matchExclusions: tenant.matches.exclusions.size,
			patientMerges: appliedMerges(tenant),
			changeRequests: tenant.changeRequests.collection.size,
			cohortEntries: tenant.cohort.collection.size,
			leases: tenant.leases.size,
			runs: tenant.runs.size,
			auditEvents: tenant.audit.events.size,
			webhookEndpoints: tenant.endpoints.size,
			events: tenant.events.events.size,
			contractViolations: violations,
		}),
		control: (app) => registerControl(app, () => tenant, contract),
		close: () => tenant.events.deliveries.stop(),
		seedOptOuts: (system, practiceId, patientIds) => {
			for (const value of patientIds) {
				tenant.cohort.upsert({
					externalId: { system, practiceId, type: 'patient', value },
					list: 'opted_out',
					reason: 'asked not to be synced (synthetic)',
					by: 'sandbox',
				});
			}
		},
	};
}

function openReviews(tenant: Tenant): number {
	return [...tenant.matches.reviews.values()].filter(({ state }) => state === 'open').length;
}

function appliedMerges(tenant: Tenant): number {
	const merges = [...tenant.patientMerges.collection.values()];
	return merges.filter(({ state }) => state === 'applied').length;
}
