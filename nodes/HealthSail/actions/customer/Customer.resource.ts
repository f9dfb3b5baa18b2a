import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { compare } from './compare.operation';
import { create } from './create.operation';
import { createOrUpdate } from './createOrUpdate.operation';
import { findCandidates } from './findCandidates.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { lookUp } from './lookUp.operation';
import { match } from './match.operation';
import { merge } from './merge.operation';
import { strip } from './strip.operation';
import { unmerge } from './unmerge.operation';
import { update } from './update.operation';

export const customer: Resource<HealthSailMap['customer']> = {
	name: 'Customer',
	operations: {
		compare,
		create,
		createOrUpdate,
		findCandidates,
		get,
		getMany,
		lookUp,
		match,
		merge,
		strip,
		unmerge,
		update,
	},
};
