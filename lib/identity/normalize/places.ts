import { phraseSet, shortForms, wordSet } from './tables';

/** Regions that are written in full as often as short: states and territories of the US, provinces
 * of Canada, states of Australia. */
const regionRows = `alabama:al alaska:ak arizona:az arkansas:ar california:ca colorado:co
connecticut:ct delaware:de district of columbia:dc washington dc:dc washington d c:dc florida:fl
georgia:ga hawaii:hi idaho:id illinois:il indiana:in iowa:ia kansas:ks kentucky:ky louisiana:la
maine:me maryland:md massachusetts:ma michigan:mi minnesota:mn mississippi:ms missouri:mo montana:mt
nebraska:ne nevada:nv new hampshire:nh new jersey:nj new mexico:nm new york:ny north carolina:nc
north dakota:nd ohio:oh oklahoma:ok oregon:or pennsylvania:pa rhode island:ri south carolina:sc
south dakota:sd tennessee:tn texas:tx utah:ut vermont:vt virginia:va washington:wa west virginia:wv
wisconsin:wi wyoming:wy puerto rico:pr guam:gu american samoa:as virgin islands:vi
us virgin islands:vi northern mariana islands:mp d c:dc n y:ny n j:nj n c:nc s c:sc calif:ca
penna:pa penn:pa mass:ma mich:mi minn:mn tenn:tn tex:tx wash:wa wis:wi ariz:az colo:co conn:ct
fla:fl ill:il
alberta:ab british columbia:bc manitoba:mb new brunswick:nb newfoundland and labrador:nl
nova scotia:ns ontario:on prince edward island:pe quebec:qc saskatchewan:sk
new south wales:nsw victoria:vic queensland:qld south australia:sa western australia:wa
tasmania:tas northern territory:nt australian capital territory:act`;

/** Full names of regions, folded, to the letters the post writes. */
export const regions: ReadonlyMap<string, string> = new Map(
	Array.from(regionRows.replace(/\s+/g, ' ').matchAll(/([a-z ]+):([a-z]+)/g)).map(
		([, name = '', short = '']) => [name.trim(), short],
	),
);

/** States whose ZIP codes begin with a zero, which spreadsheets lose. */
export const zeroZipRegions = wordSet('ct ma me nh nj pr ri vi vt');

/** Words of city names in one form. */
export const cityWords = shortForms(`
st: saint, ste: sainte, ft: fort, mt: mount, mtn: mountain, spgs: springs, hts: heights hgts,
bch: beach, vlg: village vill, twp: township, jct: junction, n: north, s: south, e: east, w:
west
`);

/** What is typed where there is no address or town. */
export const missingPlaces = phraseSet(`
n a, na, none, null, nil, unknown, unk, undefined, no address, no known address, address
unknown, unknown address, bad address, wrong address, need address, address, no fixed address,
no fixed abode, no permanent address, homeless, undomiciled, transient, general delivery,
declined, refused, same, same as above, see above, return mail, returned mail, moved, tbd, test,
x, xx, xxx, xxxx, not available, not applicable, not provided
`);
