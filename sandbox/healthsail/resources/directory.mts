import { bulkRows, ok, requireMatch, type Call, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import { invalid } from '../http/problem.mjs';
import { requireVersion } from '../store/customers.mjs';
import { isEqual, layOver } from '../store/equal.mjs';
import { mergeLinks, type GivenExternalId } from '../store/externalIds.mjs';
import type { Directory, Tenant } from '../store/tenant.mjs';

type Entry = ReturnType<Directory['collection']['get']>;
type Given = Record<string, unknown> & {
	id?: string;
	externalIds?: GivenExternalId[];
	ifVersion?: number;
};

interface Kind {
	of: (tenant: Tenant) => Directory;
	/** Members that a new one must have. */
	required: readonly string[];
	/** Members that a new one gets when they are not given. */
	defaults: Record<string, unknown>;
}

const locations: Kind = {
	of: (tenant) => tenant.locations,
	required: ['name', 'timeZone'],
	defaults: { active: true },
};

const providers: Kind = {
	of: (tenant) => tenant.providers,
	required: ['familyName'],
	defaults: { active: true, bookable: false, locationIds: [] },
};

function create(call: Call, kind: Kind, given: Given): Entry {
	const { id: _id, ifVersion: _v, externalIds = [], ...members } = given;
	const missing = kind.required.filter((name) => members[name] === undefined);
	if (missing.length > 0) {
		throw invalid(
			missing.map((name) => ({
				pointer: `/${name}`,
				code: 'required',
				detail: 'A new one needs this member.',
			})),
		);
	}
	const directory = kind.of(call.tenant);
	directory.externalIds.requireFree(externalIds);
	const links = mergeLinks([], externalIds, call.tenant.now(), 'external_id');
	const item = directory.collection.insert({ ...kind.defaults, ...members, externalIds: links });
	directory.externalIds.move(item.id, [], links);
	return item;
}

function change(call: Call, kind: Kind, existing: Entry, given: Given): Entry {
	const { id: _id, ifVersion: _v, externalIds, ...members } = given;
	const directory = kind.of(call.tenant);
	const next = layOver(existing, members);
	if (externalIds) {
		directory.externalIds.requireFree(externalIds, existing.id);
		next.externalIds = mergeLinks(
			existing.externalIds,
			externalIds,
			call.tenant.now(),
			'external_id',
		);
	}
	if (isEqual(existing, next)) return existing;
	const after = directory.collection.replace(next);
	directory.externalIds.move(after.id, existing.externalIds, after.externalIds);
	return after;
}

function upsert(call: Call, kind: Kind, given: Given, matchOn: string) {
	const directory = kind.of(call.tenant);
	const required = matchOn === 'id' ? 'id' : 'externalIds';
	if (given[required] === undefined) {
		const detail = 'This member is required.';
		throw invalid([{ pointer: `/${required}`, code: 'required', detail }]);
	}
	const id =
		matchOn === 'id' ? given.id : directory.externalIds.commonOwner(given.externalIds ?? []);
	if (id === undefined) {
		const item = create(call, kind, given);
		return { result: 'created', id: item.id, version: item.version };
	}
	const existing = directory.collection.get(id);
	requireVersion(existing, given.ifVersion);
	const item = change(call, kind, existing, given);
	const result = item === existing ? 'unchanged' : 'updated';
	return { result, id: item.id, version: item.version };
}

function bulk(call: Call, kind: Kind) {
	const { items, matchOn } = call.body as { items: Given[]; matchOn: string };
	const data = bulkRows(call, 'items', items, (item) => upsert(call, kind, item, matchOn));
	return { status: 200, body: { data } };
}

function patch(call: Call, kind: Kind, id: string) {
	const existing = kind.of(call.tenant).collection.get(id);
	requireMatch(call, existing);
	return ok(change(call, kind, existing, call.body as Given));
}

/** Locations and providers: read, patch, bulk upsert. */
export const directoryHandlers: Handlers = {
	listLocations: (call) => ({
		status: 200,
		body: listPage(call.tenant.locations.collection, call.query, call.tenant.world.clock.millis()),
	}),
	getLocation: (call) => ok(call.tenant.locations.collection.get(call.params.locationId)),
	updateLocation: (call) => patch(call, locations, call.params.locationId),
	bulkUpsertLocations: (call) => bulk(call, locations),
	listProviders: (call) => {
		const { locationId } = call.query;
		const { providers: own, world } = call.tenant;
		const body = listPage(own.collection, call.query, world.clock.millis(), {
			handled: ['locationId'],
			where: (item) => !locationId || (item.locationIds as string[]).includes(locationId),
		});
		return { status: 200, body };
	},
	getProvider: (call) => ok(call.tenant.providers.collection.get(call.params.providerId)),
	updateProvider: (call) => patch(call, providers, call.params.providerId),
	bulkUpsertProviders: (call) => bulk(call, providers),
};
