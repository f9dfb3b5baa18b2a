import type { PracticeOperation } from '../operation';
import { coverageGetMany } from './coverageGetMany';
import { locationGetMany, practiceGetMany, providerGetMany } from './directory';
import { externalIdSet } from './externalIdSet';
import { findVanished } from './findVanished';
import { patientFindCandidates } from './patientFindCandidates';
import { patientGet } from './patientGet';
import { patientGetMany } from './patientGetMany';
import { patientGetAll, patientGetChanged } from './patientPages';
import { patientSearch } from './patientSearch';

/** All shared operations, in the order in which a node lists them. */
export const practiceOperations: readonly PracticeOperation[] = [
	coverageGetMany,
	externalIdSet,
	findVanished,
	locationGetMany,
	patientFindCandidates,
	patientGet,
	patientGetAll,
	patientGetChanged,
	patientGetMany,
	patientSearch,
	practiceGetMany,
	providerGetMany,
];
