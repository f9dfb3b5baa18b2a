/**
 * How common names are in the United States: approximate shares in per mille of all persons, typed
 * from general knowledge of census and birth statistics and good to about a third of the value. The
 * matcher only needs to know that Smith says less than a rare name; counts of the practice's own
 * list take over where there is one.
 */
const familyPerMille = `
smith 8.3 johnson 6.6 williams 5.5 brown 4.9 jones 4.8 garcia 4.0 miller 3.9 davis 3.8 rodriguez 3.7
martinez 3.6 hernandez 3.5 lopez 3.0 gonzalez 2.9 wilson 2.7 anderson 2.7 thomas 2.6 taylor 2.5
moore 2.4 jackson 2.4 martin 2.4 lee 2.4 perez 2.3 thompson 2.3 white 2.2 harris 2.1 sanchez 2.1
clark 1.9 ramirez 1.9 lewis 1.8 robinson 1.8 walker 1.8 young 1.6 allen 1.6 king 1.6 wright 1.6
scott 1.5 torres 1.5 nguyen 1.5 hill 1.5 flores 1.5 green 1.5 adams 1.4 nelson 1.4 baker 1.4 hall 1.4
rivera 1.3 campbell 1.3 mitchell 1.3 carter 1.3 roberts 1.3 gomez 1.2 phillips 1.2 evans 1.2
turner 1.2 diaz 1.2 parker 1.1 cruz 1.1 edwards 1.1 collins 1.1 reyes 1.1 stewart 1.1 morris 1.1
morales 1.1 murphy 1.0 cook 1.0 rogers 1.0 gutierrez 1.0 ortiz 1.0 morgan 1.0 cooper 1.0 peterson 0.95
bailey 0.94 reed 0.94 kelly 0.93 howard 0.9 ramos 0.9 kim 0.9 cox 0.89 ward 0.88 richardson 0.88
watson 0.86 brooks 0.86 chavez 0.86 wood 0.85 james 0.85 bennett 0.83 gray 0.83 mendoza 0.82 ruiz 0.82
hughes 0.8 price 0.8 alvarez 0.79 castillo 0.79 sanders 0.78 patel 0.78 myers 0.77 long 0.76 ross 0.76
foster 0.75 jimenez 0.74 powell 0.73 jenkins 0.71 perry 0.7 russell 0.7 sullivan 0.69 bell 0.69
coleman 0.68 butler 0.68 henderson 0.67 barnes 0.67 gonzales 0.66 fisher 0.66 vasquez 0.65 simmons 0.64
romero 0.64 jordan 0.63 patterson 0.62 alexander 0.62 hamilton 0.62 graham 0.61 reynolds 0.61
griffin 0.6 wallace 0.6 moreno 0.6 west 0.59 cole 0.59 hayes 0.58 bryant 0.58 herrera 0.57 gibson 0.57
ellis 0.56 tran 0.56 medina 0.55 aguilar 0.54 stevens 0.54 murray 0.53 ford 0.53 castro 0.53
marshall 0.52 owens 0.52 harrison 0.51 fernandez 0.51 mcdonald 0.51 woods 0.5 washington 0.5 kennedy 0.5
wells 0.49 vargas 0.49 henry 0.48 chen 0.48 freeman 0.48 webb 0.47 tucker 0.47 guzman 0.46 burns 0.46
crawford 0.45 olson 0.45 simpson 0.45 porter 0.44 hunter 0.44 gordon 0.44 mendez 0.44 silva 0.43
shaw 0.43 snyder 0.43 mason 0.42 dixon 0.42 munoz 0.42 hunt 0.41 hicks 0.41 holmes 0.41 palmer 0.4
wagner 0.4 black 0.4 robertson 0.4 boyd 0.39 rose 0.39 stone 0.39 salazar 0.39 fox 0.38 warren 0.38
mills 0.38 meyer 0.37 rice 0.37 schmidt 0.37 garza 0.37 daniels 0.36 ferguson 0.36 nichols 0.36
stephens 0.36 soto 0.35 weaver 0.35 ryan 0.35 gardner 0.34 payne 0.34 grant 0.34 dunn 0.34 kelley 0.33
spencer 0.33 hawkins 0.33 arnold 0.33 pierce 0.33 vazquez 0.33 hansen 0.32 peters 0.32 santos 0.32
hart 0.32 bradley 0.32 knight 0.32 elliott 0.31 cunningham 0.31 duncan 0.31 armstrong 0.31 hudson 0.31
carroll 0.3 lane 0.3 riley 0.3 andrews 0.3 alvarado 0.3 ray 0.3 delgado 0.3 berry 0.29 perkins 0.29
hoffman 0.29 johnston 0.29 matthews 0.29 pena 0.29 richards 0.28 contreras 0.28 willis 0.28
carpenter 0.28 lawrence 0.28 sandoval 0.28 wang 0.38 li 0.36 singh 0.35 khan 0.25 yang 0.31 wong 0.28
huang 0.22 lin 0.2 liu 0.29 zhang 0.25 wu 0.2 pham 0.3 le 0.3 vu 0.1 hoang 0.1 ho 0.15 shah 0.22
park 0.25 choi 0.15 chang 0.2 cohen 0.2 kumar 0.15 ali 0.22 ahmed 0.15 ibrahim 0.1 leon 0.22
rios 0.25 vega 0.22 campos 0.2 fuentes 0.2 cabrera 0.18 valdez 0.22 estrada 0.22 ayala 0.2
deleon 0.2 delacruz 0.15 delarosa 0.08 delgadillo 0.04 lucero 0.1 trujillo 0.15
`;

const givenPerMille = `
james 14 john 13.5 robert 13 michael 13 william 11 david 10.5 richard 7.5 joseph 7.5 thomas 6.5
charles 6.3 christopher 6.3 daniel 6.2 matthew 5.2 anthony 5 mark 4.6 donald 4.1 steven 4.3 paul 4.2
andrew 4.4 joshua 4 kenneth 3.9 kevin 3.8 brian 3.9 george 4 timothy 3.4 ronald 3.4 edward 4
jason 3.3 jeffrey 3.1 ryan 3 jacob 3 gary 2.9 nicholas 2.9 eric 2.8 jonathan 2.7 stephen 2.7
larry 2.6 justin 2.5 scott 2.5 brandon 2.4 benjamin 2.6 samuel 2.4 gregory 2.3 alexander 2.5
patrick 2.2 frank 2.6 raymond 2.2 jack 2.1 dennis 2 jerry 1.9 tyler 1.9 aaron 1.9 jose 2.9 adam 1.8
nathan 1.8 henry 2 zachary 1.7 douglas 1.8 peter 1.7 kyle 1.6 noah 1.6 ethan 1.5 jeremy 1.5 christian 1.4
walter 1.5 keith 1.4 austin 1.3 roger 1.3 terry 1.3 sean 1.3 gerald 1.3 carl 1.3 dylan 1.3 harold 1.2
jordan 1.3 jesse 1.2 bryan 1.2 lawrence 1.2 arthur 1.3 gabriel 1.3 bruce 1.1 logan 1.2 billy 1.1 joe 1.1
alan 1.1 juan 1.7 elijah 1.2 willie 1 albert 1.1 wayne 1 randy 1 mason 1.1 vincent 1 liam 1.4 roy 1
ralph 0.9 bobby 0.9 russell 0.9 bradley 0.9 philip 0.95 eugene 0.9 luis 1.5 carlos 1.4 miguel 1 angel 1.1
antonio 1 jesus 1.2 alejandro 0.6 jorge 0.7 francisco 0.8 manuel 0.9 victor 0.9 ricardo 0.5 mario 0.5
oscar 0.6 eduardo 0.5 javier 0.5 fernando 0.5 roberto 0.5 pedro 0.5 rafael 0.4 raul 0.4 sergio 0.35
jayden 0.9 aiden 0.9 lucas 0.9 oliver 0.8 jackson 0.8 isaac 0.7 caleb 0.8 connor 0.6 hunter 0.7 evan 0.7
isaiah 0.8 luke 0.8 ian 0.6 cameron 0.8 adrian 0.7 julian 0.6 levi 0.6 mateo 0.4 sebastian 0.5 diego 0.4
xavier 0.4 jaylen 0.3 wyatt 0.5 carter 0.5 owen 0.6 chase 0.4 louis 0.8 johnny 0.8 shawn 0.8 craig 0.8
mary 14 patricia 7.5 jennifer 7 linda 7 elizabeth 8 barbara 6.5 susan 5.5 jessica 5 sarah 5 karen 4.8
lisa 4.5 nancy 4.5 betty 4 margaret 4.5 sandra 4 ashley 4 kimberly 4 emily 4 donna 3.8 michelle 3.8
carol 3.6 amanda 3.6 melissa 3.5 deborah 3.5 stephanie 3.4 dorothy 3.4 rebecca 3.3 sharon 3.3 laura 3.3
cynthia 3.2 amy 3.1 kathleen 3 angela 3 shirley 2.9 anna 3.2 ruth 2.8 brenda 2.8 pamela 2.7 nicole 2.8
katherine 2.7 virginia 2.5 helen 2.7 samantha 2.7 emma 2.5 debra 2.5 catherine 2.4 christine 2.4
rachel 2.4 carolyn 2.3 janet 2.3 maria 3.2 heather 2.3 diane 2.1 julie 2.2 joyce 2 victoria 2.1
olivia 2.1 christina 2.1 kelly 2 joan 1.9 evelyn 2 lauren 2 judith 1.9 megan 1.9 andrea 1.8 cheryl 1.8
hannah 1.8 jacqueline 1.7 martha 1.8 gloria 1.7 teresa 1.7 ann 1.7 sara 1.6 madison 1.5 frances 1.7
kathryn 1.6 janice 1.5 jean 1.5 abigail 1.5 alice 1.6 julia 1.6 judy 1.4 sophia 1.5 grace 1.5 denise 1.4
amber 1.4 doris 1.3 marilyn 1.3 danielle 1.3 beverly 1.2 isabella 1.4 theresa 1.2 diana 1.2 natalie 1.3
brittany 1.3 charlotte 1.3 marie 1.2 kayla 1.2 alexis 1.2 lori 1.1 rose 1.3 tammy 1.1 tiffany 1.1
crystal 1.1 rosa 0.9 carmen 0.7 ana 0.8 guadalupe 0.5 juana 0.4 martina 0.1 mia 0.9 ava 1.1 chloe 0.8
ella 0.7 lily 0.7 zoe 0.5 aaliyah 0.4 gabriella 0.5 camila 0.4 valentina 0.3 luna 0.2 sofia 0.6
esther 0.6 irene 0.8 jane 0.9 vanessa 0.8 veronica 0.7 monica 0.8 yolanda 0.5 leticia 0.3 alma 0.4
sylvia 0.6 erica 0.7 dawn 0.8 tina 0.9 peggy 0.6 wanda 0.7 ruby 0.7 lois 0.7 phyllis 0.8 anne 1
`;

/** Shares of names that the lists do not hold: about as common as their last ones are rare. */
const otherFamily = 0.000_03;
const otherGiven = 0.000_1;

const familyShares = readShares(familyPerMille);
const givenShares = readShares(givenPerMille);

/** Share of all persons that bear the family name, 0..1; of a double name that of its rarer part. */
export function familyNameShare(name: string): number {
	return shareOf(name, familyShares, otherFamily);
}

/** Share of all persons that bear the given name, 0..1; of several names that of the rarest. */
export function givenNameShare(name: string): number {
	return shareOf(name, givenShares, otherGiven);
}

function shareOf(name: string, shares: ReadonlyMap<string, number>, other: number): number {
	const share = shares.get(name);
	if (share !== undefined) return share;
	if (!name.includes(' ')) return other;
	return Math.min(...name.split(' ').map((word) => shares.get(word) ?? other));
}

function readShares(text: string): ReadonlyMap<string, number> {
	const words = text.trim().split(/\s+/);
	const shares = new Map<string, number>();
	for (let index = 0; index + 1 < words.length; index += 2) {
		shares.set(words[index] ?? '', Number(words[index + 1]) / 1000);
	}
	return shares;
}
