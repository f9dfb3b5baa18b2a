// Names of the package that the sandbox takes its people's names from.
import { en } from '@faker-js/faker';

const { first_name: first, last_name: last } = en.person ?? {};

/** The given and family names of the package. */
export const nameLists = {
	female: first?.female ?? [],
	male: first?.male ?? [],
	either: first?.generic ?? [],
	family: last?.generic ?? [],
};
