import type { FastifyInstance } from 'fastify';
import type { PracticeSize } from '../practice/size.mjs';
import type { PatientStore } from '../practice/store.mjs';

/** One system of the sandbox. Each gets an HTTP server of its own. */
export interface SandboxSystem {
	/** Short name used in calls, faults and control paths, such as `healthsail`. */
	key: string;
	/** Name for people. */
	title: string;
	/** Path of the URL that people and credentials use, such as `/v1`. */
	basePath?: string;
	/** Puts the system's routes on its own server. */
	register(app: FastifyInstance): void | Promise<void>;
	/** What it holds, for the status page. */
	counts(): Record<string, number>;
	/** Puts routes on the status server; paths begin with `/control/<key>/`. */
	control?(app: FastifyInstance): void;
	/** Ends timers when the sandbox stops. */
	close?(): void | Promise<void>;
}

/** A practice-management system of the sandbox. */
export interface VendorSystem extends SandboxSystem {
	/** The practice that the sandbox's credentials serve, as external ids name it. */
	readonly served: { system: string; practiceId: string };
	/** Patients who opted out, by the vendor's id: HealthSail holds that list. */
	readonly seeded: { optedOutIds: string[] };
	/** Its patients now; others after `reset`. */
	readonly store: PatientStore;
	/** Lets it serve the people of another system that was started beside it. */
	joinPractice?(systems: readonly VendorSystem[]): void;
	/** Another account in place of this one: new patients, nothing written, every right granted. */
	reset(size: PracticeSize): void;
}
