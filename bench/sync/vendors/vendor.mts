// What a practice system brings to the comparison. HealthSail's side (look-ups, audit, upserts, the
// comparison of the records) is the same for all and stands beside this folder.
import type { Agent } from 'node:http';
import type pLimit from 'p-limit';
import type { SystemName } from '../../../host/practiceSystems.mjs';
import type { Sandbox } from '../../../host/sandboxServer.mjs';
import type { NodeDraft, Wire } from '../../../workflow-templates/definitions/builder/workflow.mjs';
import type { StockWorkflow } from '../stock/build.mjs';
import type { MappedPatient } from '../mapping.mjs';

/** Addresses, login and practice by name: texts of the stock flows' Settings node, and of the script. */
export interface VendorSettings {
	/** As external ids name the practice. */
	readonly practiceId: string;
	readonly [name: string]: string;
}

/** A stock credential that the vendor's nodes name, beside those of HealthSail and of the hash key. */
export interface StockCredential {
	/** n8n's type, such as `oAuth2Api`; of each at most one, `httpHeaderAuth` being HealthSail's. */
	readonly type: string;
	readonly name: string;
	values(settings: VendorSettings): Record<string, unknown>;
}

/** Nodes that follow each other, and how they are wired. The first gets what stands before them. */
export interface FlowPart {
	readonly nodes: readonly NodeDraft[];
	/** Among these nodes; those around them are wired by the flow. */
	readonly wires: readonly Wire[];
	/** Names of nodes that run once, however many items come. */
	readonly once?: readonly string[];
}

/**
 * Form b2: stock nodes, paged and in bulk. The main flow is Settings → `start` → First Page → Load
 * One Page, again and again until a page answers with no cursor. The page flow is Start of Page →
 * Settings → `read` → Map Patients → HealthSail. Both Settings nodes hold `settings` and
 * `healthSailUrl`; the items of `Start of Page` hold `cursor` and `inputs`.
 */
export interface PagedFlow {
	/** Settings as the committed flows show them. */
	readonly settings: VendorSettings;
	readonly credentials?: readonly StockCredential[];
	/** What is done once before the first page, such as a login; left out where there is nothing. */
	readonly start?: FlowPart;
	/** Expression of the first cursor, a text that is not empty, on what `start` ends with. */
	readonly firstCursor: string;
	/** What every page is handed beside the cursor: expressions by name, on what `start` ends with. */
	readonly inputs?: Readonly<Record<string, string>>;
	/** Reads one page; its last node hands its items to Map Patients. At y = 0, from x = 448 on. */
	readonly read: FlowPart;
	/** Code of Map Patients, once for all items: gives items of MappedPatient, wanted ones only. */
	readonly map: string;
	/** Cursor of the next page: expression on the first item of the node `from`; '' = no further page. */
	readonly next: { readonly from: string; readonly cursor: string };
	/** Said on the canvas about the reading. */
	readonly note: string;
}

/** What a script may use in its calls. */
export interface ScriptTools {
	/** Keeps connections open. */
	readonly httpAgent: Agent;
	/** Waits until fewer calls are under way than the pack allows itself. */
	readonly limit: ReturnType<typeof pLimit>;
}

/** Form c: reads and maps the practice page by page; only wanted patients, some hundred per page. */
export type PatientPages = (
	settings: VendorSettings,
	tools: ScriptTools,
) => AsyncIterable<readonly MappedPatient[]>;

/** A system that takes part; its script is named in scripts.mts, so that it is loaded alone. */
export interface BenchVendor {
	readonly system: SystemName;
	/** Calls at a time, as many as the pack allows itself with this system. */
	readonly concurrency: number;
	/**
	 * How much faster the sandbox's clock runs where the system makes callers wait by its clock, 1 when
	 * not told. Its limits are off whatever the speed.
	 */
	readonly clockSpeed?: number;
	/** Practice profile of form a where the default does not do. */
	readonly profile?: object;
	/** Sizes that are measured when none are told. */
	readonly sizes: readonly number[];
	/** The values of this sandbox. */
	settings(sandbox: Sandbox): VendorSettings | Promise<VendorSettings>;
	readonly paged: PagedFlow;
	/** Form b1, one item at a time, where it was built. */
	readonly perItem?: StockWorkflow;
	/** Whether the memory of form a is weighed when several sizes are measured. */
	readonly weighsMemory?: boolean;
}
