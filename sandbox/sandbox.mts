import type { FastifyInstance } from 'fastify';
import { newServer, requireFreePorts, startServer } from './core/server.mjs';
import type { SandboxSystem } from './core/system.mjs';
import { createWorld, type World, type WorldOptions } from './core/world.mjs';
import { createHealthSailSystem, type HealthSailSystem } from './healthsail/system.mjs';
import { registerReset } from './status/reset.mjs';
import { registerStatus } from './status/register.mjs';
import { createTebraSystem, type TebraPractice } from './tebra/system.mjs';

export interface SandboxOptions extends WorldOptions {
	/** First port: status and control; HealthSail is the next, Tebra the one after. */
	port?: number;
	/** Patients that belong to the served practice and are to be synced. */
	patients?: number;
	/** Patients of the second practice; Tebra's own default when not told. */
	secondPracticePatients?: number;
	/** Patients of the served practice on top that opted out (HealthSail's cohort list). */
	optedOutPatients?: number;
	/** Patients of the served practice on top that carry a flag (Alert, collection category). */
	flaggedPatients?: number;
	/** Whether every text of every patient carries a marker, for tests that search for leaks. */
	markers?: boolean;
}

export interface RunningSandbox {
	world: World;
	healthsail: HealthSailSystem;
	/** URL of each server by key; `status` is the page for people. */
	urls: Record<string, string>;
	stop(): Promise<void>;
}

/** The practice that the sandbox's credentials serve. */
const SERVED_PRACTICE = '1';

/**
 * Starts the practice in a box on 127.0.0.1: status server and every system.
 * Throws an error with a sentence for people when a port is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
	const port = options.port ?? 4600;
	const patients = options.patients ?? 500;
	await requireFreePorts([port, port + 1, port + 2]);
	const world = createWorld(options);
	const healthsail = createHealthSailSystem(world);
	const tebra = createTebraSystem(world, {
		patients,
		seed: world.seed,
		secondPracticePatients: options.secondPracticePatients,
		optedOutPatients: options.optedOutPatients,
		flaggedPatients: options.flaggedPatients,
		markers: options.markers ?? false,
	});
	const seedOptOuts = () =>
		healthsail.seedOptOuts('tebra', SERVED_PRACTICE, tebra.seeded.optedOutIds);
	seedOptOuts();
	const reset = (practice: TebraPractice) => {
		tebra.reset(practice);
		healthsail.reset();
		seedOptOuts();
	};
	const systems: SandboxSystem[] = [healthsail, tebra];
	const apps: FastifyInstance[] = [];
	const urls: Record<string, string> = {};
	const stop = async () => {
		for (const system of systems) await system.close?.();
		await Promise.all(apps.map((app) => app.close()));
	};
	try {
		for (const [index, system] of systems.entries()) {
			const app = newServer();
			apps.push(app);
			await system.register(app);
			urls[system.key] = `${await startServer(app, port + 1 + index)}${system.basePath ?? ''}`;
		}
		const status = newServer();
		apps.push(status);
		registerStatus(status, world, systems, urls);
		registerReset(status, reset);
		urls.status = await startServer(status, port);
	} catch (error) {
		await stop();
		throw error;
	}
	return { world, healthsail, urls, stop };
}
