import { createPerson } from '../people/createPerson.mjs';
import { civilDate, DAY } from '../people/dates.mjs';
import { markerOf } from '../people/markers.mjs';
import { Random, shuffle } from '../people/random.mjs';
import type { Group, PracticePatient } from './records.mjs';
import { applyWriteEffects, noWriteEffects, phonesOf, type WriteEffects } from './writeEffects.mjs';

export interface SeedOptions {
	seed: number;
	/** Patients of the served practice that belong into the sync. */
	patients: number;
	secondPracticePatients: number;
	optedOutPatients: number;
	flaggedPatients: number;
	/** Records whose practice cannot be told. */
	noPracticePatients: number;
	/** Whether every text carries a marker, one kind per group (people/markers). */
	markers: boolean;
	/** When the data set starts. */
	start: Date;
}

const groups: readonly Group[] = [
	'included',
	'optedOut',
	'flagged',
	'secondPractice',
	'noPractice',
];
const STREAM = { order: 11, times: 12, extras: 13 } as const;
const THREE_YEARS = 3 * 365 * DAY;
/** Nothing was changed so late, so that a changes run right after a first load reads little. */
const QUIET = 2 * DAY;

const flagAlerts = ['DO NOT SHARE outside the clinic', 'Confidential - staff only'] as const;
const harmlessAlerts = ['Collect the copay', 'Prefers to be called in the morning'] as const;

/** The links of one external vendor, both ways. */
interface ExternalLinks {
	patients: Map<string, number>;
	ids: Map<number, string>;
}

/**
 * The account's patients. A record is made when it is asked for, always the same one; only what
 * was changed since is kept. So 100,000 patients take no time to seed and little memory.
 */
export class PatientStore {
	/** Index into `groups` by record number − 1. */
	private groupOf: Uint8Array;

	private modifiedAt: Float64Array;

	/** What the practice system does beside a write through its interface. */
	readonly effects: WriteEffects = noWriteEffects();

	private readonly changed = new Map<number, PracticePatient>();

	/** Records that the practice deleted or merged away. */
	private readonly gone = new Set<number>();

	private readonly externalIds = new Map<number, ExternalLinks>();

	private readonly today: string;

	/** Number of the records that were there at the start; what is seeded beside them goes by it. */
	readonly seeded: number;

	constructor(private readonly options: SeedOptions) {
		const counts = [
			options.patients,
			options.optedOutPatients,
			options.flaggedPatients,
			options.secondPracticePatients,
			options.noPracticePatients,
		];
		const total = counts.reduce((sum, count) => sum + count, 0);
		this.seeded = total;
		this.groupOf = new Uint8Array(total);
		let filled = 0;
		for (const [group, count] of counts.entries()) {
			this.groupOf.fill(group, filled, filled + count);
			filled += count;
		}
		shuffle(this.groupOf, new Random(options.seed, STREAM.order));
		this.today = civilDate(options.start);
		this.modifiedAt = new Float64Array(total);
		const random = new Random(options.seed, STREAM.times);
		const latest = options.start.getTime() - QUIET;
		for (let i = 0; i < total; i += 1) {
			this.modifiedAt[i] = seconds(latest - random.next() * (THREE_YEARS - QUIET));
		}
	}

	/** Number of records; they are numbered from 1. */
	get size(): number {
		return this.groupOf.length;
	}

	/** Number of records that are still there. */
	get present(): number {
		return this.size - this.gone.size;
	}

	has(id: number): boolean {
		return this.wasMade(id) && !this.gone.has(id);
	}

	/** Whether there is or was a record of this number. */
	wasMade(id: number): boolean {
		return Number.isInteger(id) && id >= 1 && id <= this.size;
	}

	/** Makes a record vanish, as when the practice deletes it or merges it away. */
	remove(id: number): void {
		this.gone.add(id);
	}

	/** Brings a vanished record back. */
	restore(id: number): void {
		this.gone.delete(id);
	}

	group(id: number): Group {
		return groups[this.groupOf[id - 1]];
	}

	lastModifiedAt(id: number): number {
		return this.modifiedAt[id - 1];
	}

	/** Practice of a record without making the record. */
	practiceId(id: number): number | undefined {
		const group = this.group(id);
		if (group === 'noPractice') return undefined;
		return group === 'secondPractice' ? 2 : 1;
	}

	/** Every second record of practice 2, and those of none, also come to who asks for practice 1. */
	leaks(id: number): boolean {
		const group = this.group(id);
		return group === 'noPractice' || (group === 'secondPractice' && id % 2 === 0);
	}

	/** Numbers of the records of a group, rising. */
	idsOf(group: Group): number[] {
		const found: number[] = [];
		for (let id = 1; id <= this.size; id += 1) {
			if (this.group(id) === group && this.has(id)) found.push(id);
		}
		return found;
	}

	/** The record. Change it only through `change`. */
	get(id: number): PracticePatient {
		return this.changed.get(id) ?? this.make(id);
	}

	/** Applies an edit and keeps it; `modifiedAt` moves LastModifiedDate when it is given. */
	change(id: number, edit: (patient: PracticePatient) => void, modifiedAt?: Date): PracticePatient {
		const patient = this.get(id);
		edit(patient);
		if (modifiedAt) {
			this.modifiedAt[id - 1] = seconds(modifiedAt.getTime());
			patient.lastModifiedAt = this.modifiedAt[id - 1];
		}
		this.changed.set(id, patient);
		return patient;
	}

	/**
	 * A write through the vendor's interface: as `change`, with what the system does beside it. `edit`
	 * answers false when it refused and changed nothing.
	 */
	write(
		id: number,
		edit: (patient: PracticePatient) => unknown,
		modifiedAt: Date,
	): PracticePatient {
		const patient = this.get(id);
		const before = phonesOf(patient.person);
		if (edit(patient) === false) return patient;
		applyWriteEffects(this.effects, patient.person, before);
		this.changed.set(id, patient);
		return this.change(id, () => undefined, modifiedAt);
	}

	/** A patient who is new in the practice; the next number. */
	add(
		patient: Pick<PracticePatient, 'person' | 'providerId' | 'locationId'> & { practiceId: number },
		at: Date,
	): PracticePatient {
		const id = this.size + 1;
		const group: Group = patient.practiceId === 1 ? 'included' : 'secondPractice';
		const createdAt = seconds(at.getTime());
		const groupsNow = new Uint8Array(id);
		groupsNow.set(this.groupOf);
		groupsNow[id - 1] = groups.indexOf(group);
		this.groupOf = groupsNow;
		const times = new Float64Array(id);
		times.set(this.modifiedAt);
		times[id - 1] = createdAt;
		this.modifiedAt = times;
		const added = { ...patient, id, group, createdAt, lastModifiedAt: createdAt };
		this.changed.set(id, added);
		return added;
	}

	/** The patient with this external id of a vendor. */
	byExternalId(vendorId: number, externalId: string): number | undefined {
		return this.externalIds.get(vendorId)?.patients.get(externalId);
	}

	/** External ids of a patient, one per vendor. */
	externalIdsOf(patientId: number): { vendorId: number; externalId: string }[] {
		const found: { vendorId: number; externalId: string }[] = [];
		for (const [vendorId, { ids }] of this.externalIds) {
			const externalId = ids.get(patientId);
			if (externalId !== undefined) found.push({ vendorId, externalId });
		}
		return found;
	}

	/** Sets a patient's external id at a vendor, in place of the one it had there. */
	setExternalId(vendorId: number, externalId: string, patientId: number): void {
		const links = this.externalIds.get(vendorId) ?? { patients: new Map(), ids: new Map() };
		const known = links.ids.get(patientId);
		if (known !== undefined) links.patients.delete(known);
		links.patients.set(externalId, patientId);
		links.ids.set(patientId, externalId);
		this.externalIds.set(vendorId, links);
	}

	private make(id: number): PracticePatient {
		const { seed, markers } = this.options;
		const group = this.group(id);
		const fenced = group === 'secondPractice' || group === 'noPractice';
		const kind = fenced ? 'fenced' : group === 'included' ? 'included' : 'excluded';
		const marker = markers ? markerOf(kind, id) : undefined;
		const random = new Random(seed, id, STREAM.extras);
		const lastModifiedAt = this.modifiedAt[id - 1];
		const patient: PracticePatient = {
			id,
			group,
			practiceId: this.practiceId(id),
			person: createPerson({ seed, id, today: this.today, marker }),
			providerId: fenced ? 5 : random.int(1, 3),
			locationId: fenced ? 3 : random.int(1, 2),
			createdAt: seconds(lastModifiedAt - random.int(0, 2000) * DAY),
			lastModifiedAt,
		};
		const mark = marker ? ` ${marker.tag}` : '';
		if (group === 'flagged') flag(patient, random, mark);
		else if (random.chance(0.08) || marker) {
			patient.alert = { message: random.pick(harmlessAlerts) + mark, show: true };
		}
		if (group !== 'flagged' && random.chance(0.05)) patient.collectionCategory = 'Bankruptcy';
		return patient;
	}
}

/** One of the three flags that keep a patient out: two alerts, one collection category. */
function flag(patient: PracticePatient, random: Random, mark: string): void {
	const kind = random.int(0, 2);
	if (kind < 2) patient.alert = { message: flagAlerts[kind] + mark, show: true };
	else patient.collectionCategory = 'Confidential';
}

/** The service keeps whole seconds. */
function seconds(milliseconds: number): number {
	return Math.floor(milliseconds / 1000) * 1000;
}
