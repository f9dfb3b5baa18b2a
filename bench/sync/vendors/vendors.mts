// The systems that take part in the comparison.
import { advancedMd } from './advancedMd/vendor.mjs';
import { careCloud } from './careCloud/vendor.mjs';
import { greenwayIntergy, greenwayPrimeSuite } from './greenway/vendor.mjs';
import { nextGen } from './nextGen/vendor.mjs';
import { tebra } from './tebra/vendor.mjs';
import type { BenchVendor } from './vendor.mjs';

/** In the order of the tables. A new system is one line here, and one in scripts.mts. */
export const benchVendors: readonly BenchVendor[] = [
	tebra,
	advancedMd,
	careCloud,
	nextGen,
	greenwayIntergy,
	greenwayPrimeSuite,
];

/** Names of the systems, as `--vendor` takes them. */
export const benchVendorNames: readonly string[] = benchVendors.map(({ system }) => system);
