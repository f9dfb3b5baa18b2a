import type { PracticeOperation } from '../operation';
import { appointmentBook } from './appointmentBook';
import { appointmentCancel } from './appointmentCancel';
import { appointmentGet } from './appointmentGet';
import { appointmentGetAll, appointmentGetChanged, appointmentGetMany } from './appointmentPages';
import { appointmentReschedule } from './appointmentReschedule';
import { coverageGetMany } from './coverageGetMany';
import { demographicChangeCompare } from './demographicChangeCompare';
import { demographicChangeDeliver } from './demographicChangeDeliver';
import { demographicChangeFollowUp } from './demographicChangeFollowUp';
import { locationGetMany, practiceGetMany, providerGetMany } from './directory';
import { eligibilityGetLast, eligibilityRequest } from './eligibility';
import { encounterGetMany } from './encounterGetMany';
import { externalIdSet } from './externalIdSet';
import { findVanished } from './findVanished';
import { balanceGet, chargeGetMany, paymentGetMany } from './ledger';
import { patientFindCandidates } from './patientFindCandidates';
import { patientFindSecond } from './patientFindSecond';
import { patientGet } from './patientGet';
import { patientGetMany } from './patientGetMany';
import { patientGetMerges } from './patientGetMerges';
import { patientGetAll, patientGetChanged } from './patientPages';
import { patientSearch } from './patientSearch';
import { appointmentTypeGetMany, slotGetMany } from './schedule';
import { documentCreate, staffNoticeCreate } from './staff';

/** All shared operations, in the order in which a node lists them. */
export const practiceOperations: readonly PracticeOperation[] = [
	appointmentBook,
	appointmentCancel,
	appointmentGet,
	appointmentGetAll,
	appointmentGetChanged,
	appointmentGetMany,
	appointmentReschedule,
	appointmentTypeGetMany,
	balanceGet,
	chargeGetMany,
	coverageGetMany,
	demographicChangeCompare,
	demographicChangeDeliver,
	demographicChangeFollowUp,
	documentCreate,
	eligibilityGetLast,
	eligibilityRequest,
	encounterGetMany,
	externalIdSet,
	findVanished,
	locationGetMany,
	patientFindCandidates,
	patientFindSecond,
	patientGet,
	patientGetAll,
	patientGetChanged,
	patientGetMany,
	patientGetMerges,
	patientSearch,
	paymentGetMany,
	practiceGetMany,
	providerGetMany,
	slotGetMany,
	staffNoticeCreate,
];
