import { z } from 'zod';

/** A page of a FHIR search. `entry` may hold an OperationOutcome that is no record. */
export const fhirBundleSchema = z.object({
	resourceType: z.literal('Bundle'),
	link: z.array(z.object({ relation: z.string(), url: z.string() })).nullish(),
	entry: z
		.array(
			z.object({
				resource: z.object({ resourceType: z.string() }).passthrough().nullish(),
				search: z.object({ mode: z.string().nullish() }).nullish(),
			}),
		)
		.nullish(),
});
export type FhirBundle = z.infer<typeof fhirBundleSchema>;

/** The resources of one type that a page found; what came along with them is left out. */
export function resourcesOf(bundle: FhirBundle, resourceType: string): unknown[] {
	return (bundle.entry ?? []).flatMap(({ resource, search }) =>
		resource?.resourceType === resourceType && search?.mode !== 'outcome' ? [resource] : [],
	);
}

/** Address of the next page; undefined on the last one. */
export function nextLink(bundle: FhirBundle): string | undefined {
	return (bundle.link ?? []).find(({ relation }) => relation === 'next')?.url;
}
