/** What the rows of the page are made from, as HealthSail tells it (contract 2.2 and section 15). */
export interface ChangeSource {
	readonly id: string;
	readonly path: string;
	readonly from: unknown;
	readonly to: unknown;
	readonly decision: 'pending' | 'approved' | 'rejected';
	readonly decisionReason?: string | null;
	readonly valueSeen?: unknown;
	readonly current?: {
		readonly value: unknown;
		readonly readAt: string;
		readonly verdict: string;
		/** False = no mark, although the practice changed it. */
		readonly isConflict?: boolean;
	} | null;
	readonly outcome?: string | null;
	readonly outcomeCode?: string | null;
}

export interface RequestSource {
	readonly id: string;
	readonly version: number;
	readonly kind: 'change' | 'new_patient';
	readonly customerId?: string | null;
	readonly pmSystem: string;
	readonly practiceId: string;
	readonly origin: string;
	readonly submittedAt: string;
	readonly updatedAt?: string | null;
	readonly changes: readonly ChangeSource[];
	readonly review: {
		readonly state: string;
		readonly reviewer?: { readonly id: string; readonly name: string } | null;
		readonly reviewedAt?: string | null;
		readonly comment?: string | null;
	};
	readonly delivery: {
		readonly state: string;
		readonly channel?: string | null;
		readonly pmRefs: ReadonlyArray<{ readonly type: string; readonly id: string }>;
		readonly lastErrorCode?: string | null;
		readonly landedAt?: string | null;
		readonly remindedAt?: string | null;
	};
	readonly shortRef: string;
	readonly closedAs?: string | null;
}

export interface PhoneSource {
	readonly id?: string | null;
	readonly use: string;
	readonly number: string;
	readonly extension?: string | null;
}

export interface AddressSource {
	readonly id?: string | null;
	readonly use: string;
	readonly line1?: string | null;
	readonly line2?: string | null;
	readonly city?: string | null;
	readonly region?: string | null;
	readonly postalCode?: string | null;
	readonly country?: string | null;
}

export interface DemographicsSource {
	readonly givenName?: string | null;
	readonly middleName?: string | null;
	readonly familyName?: string | null;
	readonly suffix?: string | null;
	readonly birthDate?: string | null;
	readonly administrativeSex?: string | null;
	readonly email?: string | null;
	readonly phones?: readonly PhoneSource[] | null;
}

export interface CustomerSource {
	readonly id: string;
	readonly status?: string | null;
	readonly syncState?: string | null;
	readonly demographics?: DemographicsSource | null;
	readonly addresses?: readonly AddressSource[] | null;
	readonly externalIds?: ReadonlyArray<{
		readonly system: string;
		readonly practiceId: string;
		readonly type: string;
		readonly value: string;
	}> | null;
}

export type MatchKind = 'link' | 'customer_merge' | 'vanished';

export interface MatchSource {
	readonly id: string;
	readonly version: number;
	readonly createdAt?: string | null;
	readonly pair: {
		readonly externalId: {
			readonly system: string;
			readonly practiceId: string;
			readonly type: string;
			readonly value: string;
		};
		readonly customerId: string;
	};
	readonly kind: MatchKind;
	readonly grade: string;
	readonly reasons: readonly string[];
	readonly state: string;
	readonly decision?: string | null;
	readonly by?: string | null;
	readonly at?: string | null;
	readonly patient?: {
		readonly demographics?: DemographicsSource | null;
		readonly addresses?: readonly AddressSource[] | null;
	} | null;
}

export interface IncidentSource {
	readonly id: string;
	readonly version: number;
	readonly pmSystem: string;
	readonly practiceId: string;
	readonly kind: string;
	readonly fields: readonly string[];
	readonly state: string;
	readonly at: string;
	readonly by?: string | null;
	readonly releasedBy?: string | null;
	readonly releasedAt?: string | null;
	readonly comment?: string | null;
}
