import type { FastifyInstance } from 'fastify';
import { newServer, requireFreePorts, startServer } from './core/server.mjs';
import type { SandboxSystem, VendorSystem } from './core/system.mjs';
import { createWorld, type World, type WorldOptions } from './core/world.mjs';
import { createHealthSailSystem, type HealthSailSystem } from './healthsail/system.mjs';
import { registerReset } from './status/reset.mjs';
import { registerStatus } from './status/register.mjs';
import type { PracticeSize } from './practice/size.mjs';
import { portOffsets, vendorSystems, type VendorKey } from './systems.mjs';

export interface SandboxOptions extends WorldOptions {
	/** First port: status and control; HealthSail is the next, then each system in the order of systems.mts. */
	port?: number;
	/** The practice systems to start, all with the same people; all when not told. */
	systems?: readonly VendorKey[];
	/** Patients that belong to the served practice and are to be synced. */
	patients?: number;
	/** Patients of the second practice; see practice/size.mts when not told. */
	secondPracticePatients?: number;
	/** Patients of the served practice on top that opted out (HealthSail's cohort list). */
	optedOutPatients?: number;
	/** Patients of the served practice on top that carry a flag (an alert, a collection category). */
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

/**
 * Starts the practice in a box on 127.0.0.1: status server and every system.
 * Throws an error with a sentence for people when a port is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
	const port = options.port ?? 4600;
	const keys = options.systems ?? (Object.keys(vendorSystems) as VendorKey[]);
	const ports = [port, port + 1, ...keys.map((key) => port + portOffsets[key])];
	await requireFreePorts(ports);
	const world = createWorld(options);
	const healthsail = createHealthSailSystem(world);
	const size: PracticeSize = {
		patients: options.patients ?? 500,
		seed: world.seed,
		secondPracticePatients: options.secondPracticePatients,
		optedOutPatients: options.optedOutPatients,
		flaggedPatients: options.flaggedPatients,
		markers: options.markers ?? false,
	};
	const vendors: VendorSystem[] = keys.map((key) => vendorSystems[key](world, size));
	for (const vendor of vendors) vendor.joinPractice?.(vendors);
	const seedOptOuts = () => {
		for (const { served, seeded } of vendors) {
			healthsail.seedOptOuts(served.system, served.practiceId, seeded.optedOutIds);
		}
	};
	seedOptOuts();
	const reset = (next: PracticeSize) => {
		for (const vendor of vendors) vendor.reset({ ...next, markers: size.markers });
		healthsail.reset();
		seedOptOuts();
	};
	const systems: SandboxSystem[] = [healthsail, ...vendors];
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
			urls[system.key] = `${await startServer(app, ports[index + 1])}${system.basePath ?? ''}`;
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
