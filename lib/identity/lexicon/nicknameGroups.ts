/**
 * Given names and their short forms, one formal name after another, apart by semicolons: other spellings of it behind an equals
 * sign, its short forms behind a colon. Names that are somebody's formal name and merely can be a
 * short form (Lisa, Linda, Sophie) are left out: sisters bear them side by side.
 * Typed from general knowledge of US usage, Spanish names included; not complete.
 */
export const nicknameGroups = `
aaron: ron ronnie; abigail=abigale=abbigail: abby abbie abbey gail; abraham: abe bram; adelaide:
addie addy della; adeline=adaline: addie addy; adrian: ade; adriana: adri; agnes: aggie nessie;
albert: al bert bertie; alberto: beto al; alejandra: ale aleja; alejandro: ale alejo jandro;
alexander=aleksander: alex alec sandy lex zander xander al; alexandra=aleksandra: alex lexi
lexie sandy ally allie; alexis: lexi lexie alex; alfonso=alphonso: al fonzie poncho; alfred: al
alf alfie fred freddy freddie; alfredo: fredo; alice: ally allie; alicia: licia ally;
alison=allison=allyson: ali ally allie; alonzo: lon lonnie; alvin: al; amanda: mandy mandi
manda; amelia: millie; anastasia: ana; andrea: andi andie drea; andrew: andy drew; angela:
angie; angelica: angie; angelina: angie lina; anita: nita; ann=anne: annie nan;
annabelle=anabel=annabel: belle; anthony=antony: tony ant; antoinette: toni nettie netta;
antonia: toni; antonio: tony tono; archibald: archie; arnold: arnie; arthur: art artie; arturo:
turo art; ashley=ashleigh: ash; asuncion: chona; august=augustus: gus augie; augustine: gus
augie; barbara: barb barbie babs bobbie; bartholomew: bart; beatrice=beatrix=beatriz: bea trixie
bee; belinda: lindy; benedict: ben; benjamin: ben benny benji benjie; bernadette: bernie detta;
bernard: bernie; bertha: bertie; beverly=beverley: bev; bradford: brad; bradley: brad;
brian=bryan=bryon; bridget=brigid: bridie biddy; brittany=britney=brittney: britt brit;
brooklyn=brooklynn: brook; caleb: cal; calvin: cal; cameron=kameron: cam; camilla=camille: cami
millie; candace=candice: candy candi; carl=karl; carlos: carlitos charlie; carmen: carmelita;
carol=carole: caz; caroline=carolyn=carolyne: carrie caro callie; carolina: caro;
cassandra=kassandra: cassie cass; catalina: cata lina;
catherine=katherine=kathryn=katharine=catharine=cathryn: cathy kathy kate katie katy kit kitty
kat kay cate cat kathie; cathleen=kathleen: cathy kathy kate katie kat kathie; cecilia=cecelia:
cece ceci cissy; cedric: ced rick; charlene: charlie char; charles: charlie charley chuck chaz
chas chip chuckie; charlotte: charlie lottie char lotte; chester: chet; christian=kristian:
chris; christina=cristina=kristina: chris tina chrissy christy christie kristy kris crissy;
christine=kristine: chris chrissy christy christie tina kris; christopher=kristopher=cristopher:
chris kit topher kris; clarence: clare; clifford: cliff; clifton: cliff; clinton: clint;
concepcion: concha conchita; consuelo: chelo connie; constance: connie; corazon: cora;
cornelius: neil; courtney=kourtney; crystal=krystal; curtis: curt; cynthia: cindy cyndi cindi;
daniel: dan danny; daniela=daniella=danielle: dani danny; david: dave davey davy;
deborah=debra=debora: deb debbie debby debi; delia: dee; delores=dolores: dee lola dolly lolita;
demetrius: dem; denise: dee niecy; dennis=denis: denny den; derek=derrick=deric; desiree: desi;
diana=diane=dianne: di dee; dominic=dominick: dom nick nicky; dominique: dom nikki; donald: don
donnie donny; dorothy=dorothea: dot dottie dolly dory; douglas=douglass: doug; edgar: ed eddie;
edith: edie; eduardo: eddie lalo edu; edmund=edmond: ed eddie ned ted; edward: ed eddie eddy ned
ted teddy; edwin: ed eddie; efrain: efra; eleanor=elinor=eleanore=elenor: ellie nell nellie;
elias: eli; elijah: eli; eliseo: cheo; elizabeth=elisabeth: liz lizzie lizzy liza libby betty
betsy bette beth bess bessie bettie buffy; ella: ellie; ellen: ellie nell nellie;
elliot=elliott=eliot; emanuel=emmanuel=immanuel: manny; emilia: emi; emily=emilie: em emmy
millie; emilio: milo; emma: em emmy; encarnacion: encarna chon; enrique: kike quique rick ricky;
eric=erik=erick; ernest: ernie; ernesto: ernie neto; esmeralda: esme; esperanza: espy pera;
esther=ester: essie hettie; ethel: ethie; eugene: gene; eugenia: genie gena; evangeline: evie
angie; evelyn: evie; ezekiel: zeke; federico: fede kiko; felipe: pipe; ferdinand: ferdie fred;
fernando: nando ferny; florence: flo flossie florrie; frances: fran franny frannie francie;
francesca: fran francie franny; francine: fran francie; francis: frank frankie; francisca: paca
pancha paquita cisca; francisco: paco pancho frank kiko cisco frankie paquito curro; franklin:
frank frankie; fred: freddy freddie; frederick=fredrick=frederic: fred freddy freddie fritz;
gabriel: gabe gaby; gabriela=gabriella=gabrielle: gaby gabby gabi; genevieve: gen jenny viv;
geoffrey=jeffrey=jeffery: geoff jeff; georgia: georgie; georgina: georgie; gerald: gerry jerry;
geraldine: gerry geri jeri; gerard: gerry jerry; gerardo: jerry gera; gertrude: trudy gertie;
gilbert: gil bert; gilberto: gil beto; giovanni: gio vanni; gonzalo: gonza chalo; grace: gracie;
graciela: chela; gregorio: goyo greg; gregory=gregg=greggory: greg; guadalupe: lupe lupita;
guillermina: guille mina; guillermo: memo guille bill willy; gustavo: gus tavo;
gwendolyn=gwendolen=gwendoline: gwen wendy; hannah=hanna; harold: hal harry; harriet=harriett:
hattie; harrison: harry; harvey: harv; hector: hec; helen=helene: nellie; henrietta: etta
hettie; henry: hank harry hal; herbert: herb bert herbie; heriberto: beto; herman: herm;
hilary=hillary; hortensia: tencha; howard: howie; hubert: bert; humberto: beto; ian=iain;
ignacio: nacho iggy; ignatius: iggy; irving: irv; isaac=issac=isaak: ike;
isabel=isabelle=ysabel: izzy belle bella isa chabela; isabella: izzy bella isa; ismael: ish
mael; jackson=jaxon=jaxson: jack; jacob=jakob: jake jay coby;
jacqueline=jaqueline=jacquelyn=jaquelyn=jacklyn: jackie jacqui jacky; james: jim jimmy jamie
jimmie jem; jane: janie; jasmine=jazmin=jasmin=jazmine: jazz; jason=jayson: jay; javier: javi;
jean: jeanie jeannie; jeanette=jeannette: jeanie nettie; jefferson: jeff; jennifer=jenifer: jen
jenny jenn jennie; jeremiah: jerry jem; jeremy: jerry jem jez; jerome: jerry; jesse: jess;
jessica: jess jessie jessi; jesus: chuy chucho; jill: jilly; jillian=gillian: jill gill jilly;
joan: joanie jo; joann=joanne=johanna=joanna: jo; joaquin: quino quin; jocelyn=joselyn: joss;
john=jon: johnny jack johnnie jonny; jonathan=johnathan=jonathon=johnathon: jon jonny;
jordan=jordyn: jordy; jorge: coque; jose: pepe pepito chepe cheo joe; josefa=josefina=josephina:
pepa josie fina chepa; joseph=josef: joe joey jo; josephine: jo josie; joshua: josh; juan:
juanito; juanita: nita; judith: judy judi; julia: jules; julian: jules; juliana=julianna: jules;
julie: jules; juliet=juliette: jules; julio: julito; julius: jules; justine=justina: tina;
karen=karin=caren: kari; katarina: kat; katelyn=caitlin=kaitlyn=kaitlin=caitlyn=katelynn: kate
katie kat cait kait; katrina=catrina: kat trina kate katie; kayla: kay; kelly=kellie=kelley:
kel; kenneth: ken kenny; kent: ken; kevin: kev; kimberly=kimberley=kimberlee: kim kimmy kimmie;
kirsten=kristen=kristin=kirstin: kris kristy kirsty kirstie chris krissy; kurt=curt; laura:
laurie; lauren=lauryn: laurie; laurence=lawrence: larry laurie; leah=lea=lia; leander: lee;
leigh=lee; leon: lee; leona: lee; leonard: leo len lenny; leonardo: leo; leonel: leo; leopold:
leo; leopoldo: leo polo; leroy: roy lee; leslie=lesley: les; lester: les; leticia=letitia: letty
lety tisha; lewis=louis: lou louie lew; lillian=lilian: lil lilly lily lillie; linda: lindy;
lindsay=lindsey=lyndsay: linds; lorena: lore; loretta: lori etta; lorraine: lori lorrie;
louise=louisa=luisa: lou lulu; lourdes: lulu; lucas=lukas: luke luc; lucia: lucy luci;
lucille=lucile: lucy lou; lucinda: lucy cindy; luther: lou; mackenzie=makenzie=mckenzie: kenzie
mac; madeline=madeleine=madelyn=madalyn: maddie maddy; madison=madyson=maddison: maddie maddy;
magdalena: maggie lena magda; malcolm: mal; manuel: manny manolo manolito; manuela: manny nela;
marcella=marcela: marcie marcy; marcia=marsha: marcie marcy; marcus=markus; margaret=margret:
maggie meg peggy marge margie peg meggie madge; margarita: maggie; maria: mari; maria del
carmen: carmen maricarmen; maria elena: malena mariaelena; maria guadalupe: lupe lupita
guadalupe; maria teresa: maite mayte; marian=marianne=maryann=maryanne; mariana=marianna: mari;
maribel: mari; maricela=marisela: mari; marilyn=marylin=marilynn: mari; marjorie=margery: marge
margie marj; mark=marc; martha: mattie patsy; martin: marty; martina: marty; mary: mamie mae;
mateo=matteo: teo; matilda: tilly tillie mattie tilda; matthew=mathew: matt matty mat;
matthias=mathias: matty; maureen=maurine: mo reenie; maurice=morris: mo maury; mauricio: mau;
maximilian=maximillian=maximiliano: max maxi; maxine: max; maxwell: max;
megan=meghan=meagan=meaghan: meg meggie; melanie=melany: mel; melinda: mindy mel lindy; melissa:
missy mel lissa; melvin: mel; mercedes: mercy meche; meredith: merry; michael=micheal: mike
mikey mick mickey micky; michaela=mikayla=makayla=mckayla: mikki mickey; michelle=michele:
shelly shelley mickey chelle missy; miguel: mike miguelito migue; miguel angel: miguel mike;
milagros: mila mili; mildred: millie milly; millicent: millie milly; minerva: minnie; miranda:
mandy; miriam: mimi miri; mitchell: mitch;
mohammed=mohammad=muhammad=mohamed=muhammed=mohamad=md: mo moe; monica=monika: mona; montgomery:
monty; moses: moe mo; natalia: nat talia; natalie=nathalie=nataly: nat; natasha: tasha nat;
nathan: nate; nathaniel=nathanael=nathanial: nate nat; nayeli: naye; nelson: nels;
nicholas=nicolas=nickolas=nikolas: nick nicky nico; nicole=nichole: nikki nicki nicky;
nicolette: nikki nicki; nora=norah; norbert: bert norb; norman: norm; octavia: tavia; oliver:
ollie; olivia: liv livvy livie; oswald: ozzie; pablo: pablito; pamela: pam pammy; patricia: pat
patty trish tricia patti pattie patsy; patrick: pat paddy; paul: pauly paulie; paulina=pauline:
paulie lina; pedro: pete; penelope: penny; percival: percy; peter: pete petey; philip=phillip:
phil pip; phyllis: phyl; priscilla=pricilla: cilla prissy; prudence: pru prudy;
rachel=rachael=racheal: rae rach; rafael=raphael: rafa raf; ralph: ralphie; ramon: monchi
moncho; ramona: mona; randall=randal: randy rand; randolph: randy dolph; raquel: quel; raul:
rulo; raymond=raymund: ray; raymundo: ray mundo; rebecca=rebekah=rebeca: becky becca beck beckie
reba; refugio: cuca cuco; regina: gina reggie; reginald: reggie reg; reuben=ruben: benny;
ricardo: rick ricky rico richie cardo; richard: rick dick rich richie ricky rickey ritchie
rickie dickie; rigoberto: rigo beto; robert: bob bobby rob robbie robby bert bobbie; roberta:
bobbie robbie bert; roberto: beto bob bobby robbie; robin=robyn: rob robbie; roderick=rodrick:
rod rick roddy; rodney: rod roddy; rodolfo: fito rolo; rodrigo: rod rigo; roger: rodge; roland:
rollie; rolando: rolo; ronald: ron ronnie ronny; rosa: rosita; rosalie: rosie;
rosalind=rosalyn=roslyn: roz rosie; rosalinda: rosy; rosario: charo chayo; rose: rosie;
rosemary=rosemarie: rosie; roxanne=roxanna=roxana: roxy roxie; rudolph=rudolf: rudy;
russell=russel: russ rusty; ruth: ruthie; sabrina: brina; salvador: sal chava; salvatore: sal;
samantha: sam sammy sammie; samuel: sam sammy; sandra=sondra: sandy sandi; santiago: santi
chago; sara=sarah: sarita; savannah=savanna: vanna; scott: scotty scottie; sean=shawn=shaun;
sebastian: seb bas; selena=selina; sergio: checo; shannon=shanon; sharon=sharron: shari;
sheila=shelia; sidney=sydney: sid syd; sierra=cierra; socorro: coco soco; sofia=sophia: sofi;
solomon: sol; sonia=sonya=sonja; sophie: soph; stacey=stacy=stacie; stanley: stan;
stephanie=stefanie=stephany: steph stef stephie; stephen=steven=stephan: steve stevie steph;
stewart=stuart: stu stew; susan=suzan: sue susie suzie suzy; susana=susanna=susannah=suzanna:
sue susie; suzanne=susanne: sue suzie susie; sylvester: sly; sylvia=silvia: syl sylvie; tabitha:
tabby; tamara: tammy tam tami; tatiana: tati; teodoro: teo; terence=terrence=terrance: terry;
teresa=theresa=therese: terry tess tessa tessie teri resa tere; thaddeus: thad ted tad;
theodora: thea teddy; theodore: ted teddy theo; thomas: tom tommy thom; tiffany=tiffani: tiff;
timothy: tim timmy; tobias: toby; todd=tod; tomas: tommy tomasito; tracy=tracey=traci; trinidad:
trini; tristan=tristen: tris; valentin=valentine: val; valentina: tina val; valeria: val vale;
valerie: val; vanessa: nessa; vernon: vern; veronica: ronnie vero roni; vicente: chente vince;
victor: vic; victoria: vicky vicki tori vickie viki; vincent: vince vinny vinnie; virginia:
ginny ginger ginnie; vivian=vivien: viv; vladimir: vlad; wallace: wally; walter: walt wally;
wesley: wes; wilbur: will; wilfred: will fred wilf; wilhelmina: minnie billie willa; willard:
will bill; william: bill billy will willy willie billie; wilma: billie; winifred: winnie
freddie; woodrow: woody; xavier: zave; ximena=jimena: xime; yesenia=jessenia: yesi; yolanda:
yoli yola; yvonne=evonne: vonnie; zachary=zachery=zackary=zackery=zachariah: zach zack zac zak;
zoe=zoey
`;
