import type { Schedule } from '../practice/schedule.mjs';
import type { PatientStore } from '../practice/store.mjs';
import { visitOf } from '../practice/visits.mjs';
import { coverageResources, patientResource, visitResources, type FhirNames } from './render.mjs';
import { directoryResources } from './renderDirectory.mjs';
import { asJson, type FhirResource } from './resource.mjs';

/** What differs between servers: ids, and what they hold. */
export interface FhirSite {
	readonly names: FhirNames;
	/** Record of a patient's id; undefined when it has not the form. */
	recordOf(id: string): number | undefined;
	/** Record of the number that staff know a patient by; everybody is looked at when not told. */
	recordOfNumber?(number: string | undefined): number | undefined;
	/** Whether the server holds this record; all of them when not told. */
	holds?(record: number): boolean;
	/** No privacy labels stand on the resources, so that nobody can rely on them. */
	readonly isPlain?: boolean;
	/** Whether organizations are named by their number alone; never when not told. */
	namesByNumber?(): boolean;
	/** Resources that belong to no patient, beside those of the directory. */
	readonly more?: readonly FhirResource[];
}

export interface FhirSource {
	store(): PatientStore;
	schedule(): Schedule;
	seed(): number;
}

const visitTypes = ['Encounter', 'Condition', 'Procedure', 'CarePlan', 'ServiceRequest'];

/** Patients, policies and visits of the invented practice as FHIR resources. */
export class FhirData {
	constructor(
		private readonly source: FhirSource,
		private readonly site: FhirSite,
	) {}

	/** One resource by type and id. */
	read(type: string, id: string): FhirResource | undefined {
		if (type === 'Patient') {
			const record = this.site.recordOf(id);
			return record !== undefined && this.has(record) ? this.patient(record) : undefined;
		}
		return this.unbound().find((entry) => entry.resourceType === type && entry.id === id);
	}

	/** Every resource of a type that can fit a query. */
	*candidates(type: string, query: ReadonlyMap<string, string>): Iterable<FhirResource> {
		if (type === 'Patient') {
			for (const record of this.records(query)) if (this.has(record)) yield this.patient(record);
		} else if (type === 'Coverage' || visitTypes.includes(type)) {
			const record = this.site.recordOf((query.get('patient') ?? '').replace('Patient/', ''));
			if (record === undefined || !this.has(record)) return;
			if (type === 'Coverage') yield* this.coverages(record);
			else yield* this.visits(record).filter(({ resourceType }) => resourceType === type);
		} else yield* this.unbound().filter(({ resourceType }) => resourceType === type);
	}

	/** The patient of a record. */
	patient(record: number): FhirResource {
		return this.shown(patientResource(this.source.store().get(record), this.site.names));
	}

	/** The policies of a record. */
	coverages(record: number): FhirResource[] {
		return coverageResources(this.source.store().get(record), this.site.names);
	}

	private has(record: number): boolean {
		return this.source.store().has(record) && (this.site.holds?.(record) ?? true);
	}

	private unbound(): FhirResource[] {
		return [...(this.site.more ?? []), ...directoryResources()];
	}

	private visits(record: number): FhirResource[] {
		const patient = this.source.store().get(record);
		return this.source
			.schedule()
			.all()
			.filter(({ patientId }) => patientId === record)
			.flatMap((appointment) => {
				const visit = visitOf(appointment, this.source.seed());
				return visit === undefined ? [] : visitResources(visit, patient, this.site.names);
			})
			.map((resource) => this.shown(resource));
	}

	private shown(resource: FhirResource): FhirResource {
		const named = this.site.namesByNumber?.() ? withoutNames(resource) : resource;
		if (!this.site.isPlain || named.meta === undefined) return named;
		return asJson({ ...named, meta: { ...named.meta, security: undefined } });
	}

	/** Records that a patient search can find, without looking at each where a number tells. */
	private *records(query: ReadonlyMap<string, string>): Iterable<number> {
		const id = query.get('_id');
		const number = query.get('identifier')?.split('|').pop();
		if (id !== undefined) {
			for (const one of id.split(',')) yield this.site.recordOf(one) ?? 0;
			return;
		}
		const record = this.site.recordOfNumber?.(number);
		if (record !== undefined) yield record;
		else for (let each = 1; each <= this.source.store().size; each += 1) yield each;
	}
}

/** The resource with references to organizations as a server sends them that adds no words. */
function withoutNames(resource: FhirResource): FhirResource {
	const bare = (member: string) => {
		const value = resource[member] as object | undefined;
		return value && { [member]: { ...value, display: undefined } };
	};
	return asJson({ ...resource, ...bare('managingOrganization'), ...bare('serviceProvider') });
}
