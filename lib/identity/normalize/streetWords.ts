import { shortForms, wordSet } from './tables';

/**
 * Street types: the abbreviation of USPS Publication 28, appendix C1 (types it does not know as
 * other English-speaking posts write them), and the other ways the word is written.
 */
export const streetTypes = shortForms(`
aly: alley allee ally, anx: annex annx, arc: arcade, ave: avenue av aven avenu avn avnue, byu:
bayou, bch: beach, bnd: bend, blf: bluff, btm: bottom, blvd: boulevard boul boulv bvd bld, br:
branch, brg: bridge, brk: brook, bg: burg, byp: bypass, cp: camp, cyn: canyon, cpe: cape, cswy:
causeway, ctr: center centre cen cntr, cir: circle circ crcl, cct: circuit cirt, clf: cliff,
clfs: cliffs, cl: close, clb: club, cmn: common, cmns: commons, conc: concourse, cor: corner,
cors: corners, crse: course, ct: court crt, cts: courts, cv: cove, crk: creek, cres: crescent
crsent crsnt cresent crecent, crst: crest, xing: crossing crssng, xrd: crossroad, curv: curve,
dl: dale, dm: dam, dv: divide, dr: drive driv drv dve, ent: entrance, esp: esplanade, est:
estate, ests: estates, expy: expressway expwy, ext: extension, fls: falls, fry: ferry, fld:
field, flds: fields, flt: flat, flts: flats, frd: ford, frst: forest, frg: forge, frk: fork,
fwy: freeway, gdn: garden, gdns: gardens, gte: gateway, gln: glen, gra: grange, grn: green, grv:
grove gr gro, hbr: harbor harbour, hvn: haven, hts: heights ht, hwy: highway highwy hiway hway,
hl: hill, hls: hills, holw: hollow, inlt: inlet, isle: isles, jct: junction, ky: keys, knl:
knoll, knls: knolls, lk: lake, lks: lakes, lndg: landing, ln: lane, lgt: light, lf: loaf,
lck: lock, ldg: lodge, loop, mall, mnr: manor, mdw: meadow, mdws: meadows, mews, ml: mill, mls:
mills, mt: mount, mtn: mountain, nck: neck, nook, orch: orchard, oval, ovlk: overlook, pde:
parade, park: prk, pkwy: parkway pkway pky parkwy, pass, path, pike, pne: pine, pnes: pines, pl:
place plc, pln: plain, plns: plains, plz: plaza, pt: point, prom: promenade, prt: port, quad:
quadrant, quay, ramp, rnch: ranch, rst: rest, retreat: rtt, rdg: ridge rdge, rise, riv: river, is: island, un: union,
rd: road, rds: roads, row, run, shr: shore, shrs: shores, spg: spring, spgs: springs, spur, sq:
square, sta: station, strm: stream, st: street strt str, smt: summit, ter: terrace terr tce,
trwy: throughway, trce: trace, trak: track, trl: trail, trlr: trailer, tunl: tunnel, tpke:
turnpike, vly: valley, via, vw: view, vlg: village vlge, vl: ville, vis: vista, walk: wlk, way:
wy, wls: wells, wharf: whrf, wynd
`);

/** Types that hardly ever end the name of a building, a property or a suburb. */
export const certainStreetTypes = wordSet(`
aly ave blvd cct cir cl cres ct dr hwy ln pkwy pl rd st ter
`);

/** Types that are long and frequent enough to be known by one slip of the pen in them. */
export const longStreetTypes = [
	...wordSet('street avenue drive court place circle crescent circuit terrace boulevard highway'),
];

/** Directions as the post writes them. */
export const directions = shortForms(`
n: no north, s: so south, e: east, w: west, ne: northeast, nw: northwest, se: southeast, sw:
southwest
`);

/** Designators of a unit (appendix C2) of which only the unit's own name is kept. */
export const plainUnits = wordSet(`
# apartment apt apmt appt condo flat lot no number num rm room slip space spc sp ste suite
townhouse trailer trlr unit unt villa
`);

/** Designators that are kept before the name: a floor is no flat. */
export const namedUnits = shortForms(`
bldg: building bld block tower, dept: department, fl: flr floor, hngr, pier
`);

/** Designators without a number. */
export const loneUnits = shortForms(`
bsmt: basement, frnt: front, lbby: lobby, lowr: lower downstairs, ofc: office, ph: penthouse,
rear, side, uppr: upper upstairs
`);

/** Words of street names that are written short as often as in full. */
export const nameWords = shortForms(`
st: saint, ste: sainte, mt: mount, ft: fort, dr: doctor, 1st: first, 2nd: second, 3rd: third,
4th: fourth, 5th: fifth, 6th: sixth, 7th: seventh, 8th: eighth, 9th: ninth, 10th: tenth, 11th:
eleventh, 12th: twelfth, 13th: thirteenth, 14th: fourteenth, 15th: fifteenth, 16th: sixteenth,
17th: seventeenth, 18th: eighteenth, 19th: nineteenth, 20th: twentieth
`);

/** House numbers that are written as words. */
export const numberWords = shortForms(`
1: one, 2: two, 3: three, 4: four, 5: five, 6: six, 7: seven, 8: eight, 9: nine, 10: ten
`);

/**
 * Groups of words that stand for one, the longer ones of a row first; `1` is any number. What is
 * put in their place, then the groups.
 */
export const phrases: ReadonlyArray<readonly [string, readonly string[]]> = [
	[
		'martin luther king',
		[
			'dr martin luther king jr',
			'rev martin luther king jr',
			'martin luther king jr',
			'dr martin luther king',
			'dr m l king',
			'm l king',
			'ml king',
			'mlk jr',
			'mlk',
		],
	],
	[
		'fm 1',
		['farm to market road 1', 'farm to market rd 1', 'farm to market 1', 'fm road 1', 'fm rd 1'],
	],
	[
		'us hwy 1',
		[
			'united states highway 1',
			'us highway 1',
			'us hwy 1',
			'us route 1',
			'us rte 1',
			'us rt 1',
			'us 1',
			'u s highway 1',
			'u s hwy 1',
			'u s route 1',
		],
	],
	['interstate 1', ['interstate highway 1', 'interstate 1', 'ih 1', 'i 1']],
	['county hwy 1', ['county highway 1', 'county hwy 1']],
	['county rd 1', ['county road 1', 'county rd 1', 'co road 1', 'co rd 1', 'cr 1']],
	[
		'state hwy 1',
		[
			'state highway 1',
			'state hwy 1',
			'st hwy 1',
			'state route 1',
			'state rte 1',
			'state rt 1',
			'state road 1',
			'state rd 1',
			'sr 1',
		],
	],
	['hwy 1', ['highway 1', 'hwy 1']],
	['rte 1', ['route 1', 'rte 1', 'rt 1']],
];
