import type { PmSystem } from '../../lib/canonical/externalId';
import type { Product } from '../common/practice/description';

/** The products that the node serves, by the value of its product parameter. */
export const greenwayProducts = [
	{ name: 'Intergy', value: 'intergy', system: 'greenway_intergy' },
	{ name: 'Prime Suite', value: 'primeSuite', system: 'greenway_prime_suite' },
] as const satisfies readonly Product[];
export type GreenwaySystem = (typeof greenwayProducts)[number]['system'];

/** The system of a product; undefined for a word that is none. */
export function systemOf(product: unknown): GreenwaySystem | undefined {
	return greenwayProducts.find(({ value }) => value === product)?.system;
}

/** The product's name of a system, as its vendor calls it. */
export function productName(system: PmSystem): string {
	return greenwayProducts.find((entry) => entry.system === system)?.name ?? 'Greenway';
}
