/** What every resource has. */
export interface Resource {
	id: string;
	version: number;
	createdAt: string;
	updatedAt: string;
}

export interface ExternalId {
	system: string;
	practiceId: string;
	type: string;
	value: string;
}

export interface ExternalIdLink extends ExternalId {
	key: string;
	primary: boolean;
	verification: 'verified' | 'suspected' | 'rejected';
	matchMethod: string;
	linkedAt: string;
}

export interface Phone {
	id: string;
	use: string;
	number: string;
	preferred?: boolean;
	textAllowed?: boolean;
	[more: string]: unknown;
}

export interface Address {
	id: string;
	use: string;
	line1?: string | null;
	city?: string | null;
	region?: string | null;
	postalCode?: string | null;
	isDefault?: boolean;
	[more: string]: unknown;
}

export interface Demographics {
	givenName?: string | null;
	familyName?: string | null;
	birthDate?: string | null;
	email?: string | null;
	phones?: Phone[];
	[more: string]: unknown;
}

export interface SyncStamp {
	system: string;
	practiceId: string;
	lastInboundAt?: string;
	lastOutboundAt?: string;
	sourceAt?: string | null;
	contentHash?: string | null;
	fieldHashes?: Record<string, string> | null;
}

export type SyncState = 'included' | 'excluded' | 'left';

export interface Customer extends Resource {
	status: 'active' | 'inactive' | 'merged' | 'deceased';
	mergedIntoId?: string;
	externalIds: ExternalIdLink[];
	demographics?: Demographics | null;
	addresses: Address[];
	emergencyContacts?: Array<Record<string, unknown>>;
	guardian?: unknown;
	contactPreferences?: Record<string, unknown> | null;
	consentSummary: Record<string, unknown>;
	source: string;
	sync: SyncStamp[];
	syncState: SyncState;
	syncReason?: string | null;
	homeLocationId?: string | null;
	primaryProviderId?: string | null;
}

export interface Coverage extends Resource {
	customerId: string;
	status: string;
	externalIds: ExternalIdLink[];
	[more: string]: unknown;
}

/** The mirror of a practice's appointment; null = the practice system does not tell. */
export interface Appointment extends Resource {
	customerId: string;
	providerId: string | null;
	locationId: string | null;
	externalIds: ExternalIdLink[];
	typeExternalId: string | null;
	typeName?: string | null;
	startsAt: string;
	endsAt: string | null;
	timeZone: string;
	status: string;
	modality: string | null;
	encounterExternalId?: string | null;
	observedAt: string;
	sourceAt?: string | null;
	contentHash?: string;
}

/** Any other resource, held as the contract writes it. */
export type Plain = Resource & Record<string, unknown>;

/** Key of an external id within the tenant; only ever used in memory. */
export function externalIdKey(id: ExternalId): string {
	return `${id.system}\u0000${id.practiceId}\u0000${id.type}\u0000${id.value}`;
}
