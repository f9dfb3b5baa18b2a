import { insurers, places } from '../people/lists.mjs';
import type { Policy } from '../people/person.mjs';
import { Random } from '../people/random.mjs';
import type { PracticePatient } from './records.mjs';
import type { PatientStore } from './store.mjs';

/** What the front desk can change on one patient. */
const single = [
	'address',
	'phone',
	'email',
	'name',
	'emergency',
	'policy',
	'plan',
	'flag',
	'unflag',
] as const;
type SingleKind = (typeof single)[number];

export const changeKinds = [...single, 'random'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface ChangeRequest {
	kind: ChangeKind;
	/** Absent: patients of the served practice who belong into the sync, chosen by the seed. */
	patientId?: string;
	/** How many patients, each once; 1 when not told. */
	count?: number;
	seed?: number;
	/** Whether LastModifiedDate moves, as it does not for every edit of a policy. */
	moveLastModified?: boolean;
}

export interface Change {
	patientId: string;
	kind: SingleKind;
}

/** The request names no patient that can be changed so. */
export class NoSuchPatient extends Error {}

/** A value unlike the one before, with the marker that was in it, if any. */
function renew(before: string | undefined, fresh: string): string {
	const tag = /ZQ[A-Z]+\d+X/i.exec(before ?? '')?.[0];
	return tag && !fresh.includes(tag) ? `${fresh} ${tag}` : fresh;
}

function policiesOf(patient: PracticePatient): Policy[] {
	return patient.person.cases.flatMap((entry) => entry.policies);
}

/** Whether a patient can be changed in this way. */
function suits(patient: PracticePatient, kind: SingleKind): boolean {
	if (kind === 'policy' || kind === 'plan') return policiesOf(patient).length > 0;
	return true;
}

const edits: Record<SingleKind, (patient: PracticePatient, random: Random) => void> = {
	address({ person }, random) {
		const { state, zip } = random.pick(places);
		const { address } = person;
		person.address = {
			line1: renew(address.line1, `${random.int(10_000, 99_999)} Moved Avenue`),
			city: renew(address.city, `Newtown ${random.int(1, 999)}`),
			state,
			zip: zip + random.digits(2),
		};
	},
	phone({ person }, random) {
		const last = person.mobilePhone?.number.slice(-7) ?? '';
		// Marked telephones keep the digits that mark them.
		const kept = ['5550142', '5550166', '5550177'].includes(last) ? last : undefined;
		const codes = places.filter(({ areaCode }) => !person.mobilePhone?.number.startsWith(areaCode));
		const { areaCode } = random.pick(codes);
		person.mobilePhone = { number: areaCode + (kept ?? `55501${random.digits(2)}`) };
	},
	email({ person }, random) {
		const tag = /zq[a-z]+\d+x/i.exec(person.email ?? '')?.[0] ?? 'moved';
		person.email = `${tag}.${random.digits(6)}@example.com`;
	},
	name({ person }, random) {
		person.lastName = renew(person.lastName, `Married${letters(random)}`).replace(' ', '');
	},
	emergency({ person }, random) {
		person.emergency = {
			name: renew(person.emergency?.name, `Chris Newcontact${letters(random)}`),
			phone: person.emergency?.phone ?? { number: `21755501${random.digits(2)}` },
		};
	},
	policy(patient, random) {
		const policy = random.pick(policiesOf(patient));
		policy.number = renew(policy.number, `NEW${random.digits(9)}`).replace(' ', '');
	},
	plan(patient, random) {
		const policy = random.pick(policiesOf(patient));
		const plans = insurers
			.flatMap((insurer) => insurer.plans.map(([id, name]) => ({ insurer, id, name })))
			.filter(({ id }) => id !== policy.planId);
		const plan = random.pick(plans);
		policy.companyId = plan.insurer.id;
		policy.companyName = renew(policy.companyName, plan.insurer.name);
		policy.planId = plan.id;
		policy.planName = renew(policy.planName, plan.name);
	},
	flag(patient) {
		patient.alert = { message: renew(patient.alert?.message, 'DO NOT SHARE'), show: true };
	},
	unflag(patient) {
		delete patient.alert;
		delete patient.collectionCategory;
	},
};

function letters(random: Random): string {
	return Array.from({ length: 6 }, () => String.fromCharCode(97 + random.int(0, 25))).join('');
}

const randomKinds: readonly SingleKind[] = [
	'address',
	'phone',
	'email',
	'name',
	'emergency',
	'policy',
	'plan',
];

/** The patients to change, in the order of the seed. */
function* candidates(
	store: PatientStore,
	request: ChangeRequest,
	random: Random,
): Iterable<number> {
	if (request.patientId !== undefined) {
		const id = Number(request.patientId);
		if (!store.has(id)) throw new NoSuchPatient('There is no patient of this id.');
		yield id;
		return;
	}
	const ids = store.idsOf(request.kind === 'unflag' ? 'flagged' : 'included');
	// A seeded starting point and a step that has no divisor in common visit each record once.
	const start = random.int(0, Math.max(0, ids.length - 1));
	let step = random.int(1, Math.max(1, ids.length - 1));
	while (divisor(step, ids.length) !== 1) step += 1;
	for (let i = 0; i < ids.length; i += 1) yield ids[(start + i * step) % ids.length];
}

function divisor(a: number, b: number): number {
	return b === 0 ? a : divisor(b, a % b);
}

/**
 * Changes patients as a front desk would, and answers who was changed how.
 * Throws NoSuchPatient when fewer patients suit than were asked for; then nothing is changed.
 */
export function applyChanges(store: PatientStore, request: ChangeRequest, now: Date): Change[] {
	const { kind, count = 1, seed = 1, moveLastModified = true } = request;
	const random = new Random(seed, 21);
	const changes: { id: number; kind: SingleKind }[] = [];
	for (const id of candidates(store, request, random)) {
		if (changes.length === count) break;
		const fitting = (kind === 'random' ? randomKinds : [kind]).filter((one) =>
			suits(store.get(id), one),
		);
		if (fitting.length > 0) changes.push({ id, kind: random.pick(fitting) });
	}
	if (changes.length < count) throw new NoSuchPatient('Not enough patients can be changed so.');
	for (const change of changes) {
		store.change(
			change.id,
			(patient) => edits[change.kind](patient, random),
			moveLastModified ? now : undefined,
		);
	}
	return changes.map((change) => ({ patientId: String(change.id), kind: change.kind }));
}
