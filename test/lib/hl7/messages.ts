import { Hl7Refusal, type RefusalDetails } from '../../../lib/hl7/refusal';
import { readMessage, type Received } from '../../../lib/hl7/receive';
import { defaultInterfaceSettings, type InterfaceSettings } from '../../../lib/hl7/settings';
import type { Hl7Context } from '../../../lib/hl7/mapping/context';
import { defaultProfile } from '../../../lib/profile/defaults';

/** Messages as an interface engine sends them. All people are invented. */

/** A message from its lines, each closed as the standard asks. */
export function lines(...segments: readonly string[]): string {
	return segments.map((segment) => `${segment}\r`).join('');
}

export const msh = (event: string, more: { at?: string; id?: string; version?: string } = {}) =>
	`MSH|^~\\&|PMAPP|OAK|HEALTHSAIL||${more.at ?? '20260304105530-0600'}||${event}|${more.id ?? 'MSG00001'}|P|${more.version ?? '2.5.1'}`;

export const pid =
	'PID|1||501^^^OAKPM^PI~M-77^^^OAKEMR^MR~000-00-0000^^^SSA^SS||Rivera^Ana^Maria^Jr^^^L||19840229|F|||12 Oak St^Apt 4^Oakfield^IL^62701^USA^H~PO Box 9^^Oakfield^IL^62702^USA^M||^PRN^PH^^1^217^5550123~^PRS^CP^^1^217^5550142~^NET^Internet^Ana.Rivera@Example.com|^WPN^PH^^1^217^5550177^88|||||000-00-0000';

export const a08 = lines(
	msh('ADT^A08^ADT_A01'),
	'EVN|A08|20260304105500-0600',
	pid,
	'PD1||||1^Sample^Ada',
	'NK1|1|Rivera^Luis|SPO^Spouse|1 Elm St|2175550188||C',
	'PV1|1|O|^^^1|||||||||||||||||||||||||||||||||||||||||20260301090000',
	'IN1|1|PPO1^Example PPO|CAR9|Example Health Plan||||GRP-EX|||||20991231|||Rivera^Luis|SPO|19820101||||||||||||||||||EX000123',
	'ZPX|1|kept as it is|a^b~c&d',
);

export const s12 = lines(
	msh('SIU^S12^SIU_S12'),
	'SCH|PL-1|9001^OAKPM|||||ROUTINE^Knee pain|2^Follow-up Visit|20|MIN|^^20^20260401143000-0500||||||||||||||Booked',
	pid,
	'RGS|1',
	'AIS|1||2^Follow-up Visit|20260401143000-0500|||20|min',
	'AIL|1||^^^1',
	'AIP|1||2^Example^Ben',
);

export const a40 = lines(
	msh('ADT^A40^ADT_A39'),
	'EVN|A40|20260304105500-0600',
	'PID|1||501^^^OAKPM^PI||Rivera^Ana||19840229|F',
	'MRG|777^^^OAKPM^PI',
);

export function context(settings: Partial<InterfaceSettings> = {}): Hl7Context {
	return {
		settings: { ...structuredClone(defaultInterfaceSettings), ...settings },
		system: 'greenway_intergy',
		practiceId: '1',
		timeZone: 'America/Chicago',
		today: '2026-03-04',
		codes: defaultProfile('greenway_intergy').codes,
	};
}

export function read(text: string, settings: Partial<InterfaceSettings> = {}): Received {
	return readMessage(new TextEncoder().encode(text), {
		...defaultInterfaceSettings,
		...settings,
	});
}

/** What a message is refused with; one that is taken fails the test. */
export function refusalOf(work: () => unknown): RefusalDetails {
	let thrown: unknown;
	try {
		work();
	} catch (error) {
		thrown = error;
	}
	expect(thrown).toBeInstanceOf(Hl7Refusal);
	return (thrown as Hl7Refusal).details;
}
