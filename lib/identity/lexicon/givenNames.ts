/**
 * Given names that people in the United States bear, typed from general knowledge: names of all
 * generations, current children's names with their look-alikes, Hispanic, Asian, African American,
 * Arabic, Jewish and European ones. Not complete, and no measure of how common a name is.
 */
export const givenNames = `
aaliyah aarav aaron aarya aaden abby abdul abdullah abel abel abigail abraham abram ace ada adalyn
adalynn adam adan addilyn addilynn addison addisyn addyson adelaide adele adelina adeline adelyn
adelynn aden adina aditi aditya adolfo adonis adrian adriana adriel adrien adrienne advait agatha agnes
agustin ahmad ahmed aidan aiden aileen aimee ainsley aisha aiyana ajay akash akira akshay al alaina alan
alana alani alanna alannah alaya alayah alayna albert alberta alberto alden aldo alec aleena alejandra
alejandro alena alessandra alessandro alessia alex alexa alexander alexandra alexandria alexia alexis
alfonso alfred alfreda alfredo ali alia aliana alice alicia alijah alina alisa alisha alison alissa
alistair alivia aliya aliyah aliza allan allen allie allison allyson alma alondra alonso alonzo alphonse
alton alvaro alvin alyce alyson alyssa amaia amalia amanda amani amara amari amaris amaya amber ambrose
amelia amelie america amin amina aminah amir amira amirah amit amiyah amos amy amya an ana anabella
anabelle anahi anais analia ananya anastasia anaya anders anderson andre andrea andreas andres andrew
andy angel angela angelia angelica angelina angelique angelo angie angus anh anika anil anisa anissa
anita aniya aniyah anjali ann anna annabel annabella annabelle annalise anne annette annie annika
ansel anthony antoine antoinette anton antonia antonio antwan anya april arabella araceli aracely
archer archie ari aria ariah ariana arianna ariel ariella arielle arjun arlene arleth arlo armaan
armand armando armani arnav arnold aron arthur arturo arun arya aryan asa asher ashanti ashby ashley
ashlyn ashlynn ashok ashton asia aspen aspyn astrid athena atlas atticus aubree aubrey aubriana
aubrie aubriella audra audrey audrina august augusta augustine augustus aurelia aurora austin austyn
autumn ava avalyn avalynn averie avery avi aviana avianna aya ayaan ayan ayana ayanna aydan ayden aydin
ayla ayleen azalea azaria aziel azul bailee bailey bao barbara baron barrett barry bart bartholomew
bashir baylee baylor beatrice beatriz beau beckett beckham belen belinda bella belle ben benedict
benicio benita benito benjamin bennett benny benson bentlee bentley benton bernadette bernadine bernard
bernardo bernice bernie bert bertha bessie beth bethany betsy bette bettie betty beulah beverly bianca
bilal bill billie billy binh birdie birgit bjorn blair blaine blaise blake blakely blanca blanche blaze
bo bob bobbie bobby bode boden bodhi bonita bonnie boris boston bowen brad braden bradford bradley brady
braelyn braelynn braiden bram brandi brandie brandon brandy branden brantlee brantley braxton brayan
brayden braydon braylee braylen braylon breanna brecken bree breanne brenda brendan brenden brendon
brenna brennan brent brenton bret brett bria brian briana brianna briar brice bridger bridget bridgett
bridgette briella brielle briggs brinley brisa bristol britney britt brittany brittney brock broderick
brodie brody bronson brook brooke brooklyn brooklynn brooks bruce bruno bryan bryanna bryant bryce
brycen bryn brynlee brynleigh brynn bryon bryson buddy burt byron cade caden cadence caiden cain
caitlin caitlyn cal caleb cali calla callan callen callie callum calvin camden camdyn cameron cami
camila camilla camille camilo camron candace candice candy cara carina carissa carl carla carlee
carley carlie carlo carlos carlton carly carmela carmella carmelo carmen carol carole carolina caroline
carolyn carrie carroll carson carsyn carter carver cary casey cash cason cassandra cassidy cassie
castiel catalina catherine cathleen cathy cayden caylee cayson cecelia cecil cecile cecilia cedric
celeste celia celina celine cesar chad chaim chana chance chandler chanel channing charity charlee
charleigh charlene charles charley charlie charlize charlotte chase chasity chaya chelsea cheri cherie
cherry cheryl chester cheyenne chloe chris christa christian christie christina christine christopher
christy chuck ciara cielo cierra cindy clair claire clara clarence clarice clarissa clark claude
claudette claudia claudine claudio clay clayton clement clementine cleo cliff clifford clifton clint
clinton clyde cody coen cohen colby cole coleen coleman coleson colette colin colleen collin colson
colt colten colter colton conner connie connor conor conrad constance consuelo cooper cora coral
coraline corbin cordelia corey corina corinne cornelius cornell cory courtney craig crew cristal
cristian cristiano cristina cristobal crosby cruz crystal cullen curt curtis cynthia cyrus daisy
dakota dale daleyza dalia dallas dalton damari damaris damian damien damion damon dan dana danette
dang dani dania danica daniel daniela daniella danielle danilo danna danny dante daphne dara darby
darcy daria darian dariel darin dario darius darla darlene darnell darrel darrell darren darrin
darryl darwin daryl dashiell dave david davin davina davion davis dawn dawson dax daxton dayana
dayton deacon dean deandre deanna deanne debbie debora deborah debra declan dee deena
deepak deidre deirdre delaney delbert delia delilah della delmar delores deloris delphine delta
demarcus demetria demetrius demi dena denise dennis denver denzel deon derek derrick deshawn
desiree desmond destiny devin devon devonte dewayne dewey dexter dhruv diamond diana diane dianna
dianne diego dillon dimitri dina dinah dion dirk divya dixie diya dolly dolores dominic dominick
dominik dominique don donald donna donnie donovan dora doreen dorian doris dorothea dorothy dorsey
doug douglas doyle drake draven drew duane duc dulce duncan dung dustin dwayne dwight dylan dylann earl
earnest easton ebony ed eddie eden eder edgar edie edison edith edmund edna eduardo edward edwin
edwina effie efrain efren eileen eiden einar ela elaina elaine elam elana elbert eleanor elena eleni eli
elia eliam elian eliana elianna elias eliel elijah elin elina elinor eliot elisa elisabeth elise
eliseo elisha eliza elizabeth ella elle ellen elliana ellie elliot elliott ellis elliot elmer elmo
elodie eloisa eloise elon elora elouise elsa elsie elva elvin elvira elvis elwood elyse elyssa ember
emanuel emely emer emerie emerson emersyn emery emil emilia emiliano emilie emilio emily emma emmalyn
emmanuel emmeline emmett emmie emmitt emmy emory enoch enrique enya enzo erica erick erik erika erin
erma ernest ernestine ernesto ervin erwin esme esmeralda esperanza esteban estefania estella estelle
ester esther estrella ethan ethel etta eugene eugenia eunice eva evan evander evangeline eve evelin
evelyn evelynn everett everleigh everly evie ewan ezekiel ezequiel ezra fabian fabiola faith fallon
fannie farah faris farrah fatima fay faye federico felice felicia felicity felipe felix fern fernanda
fernando fidel finley finn finnegan finnley fiona fletcher flor flora florence florine floyd flynn ford
forest forrest foster frances francesca francesco francine francis francisca francisco franco frank
frankie franklin fred freda freddie freddy frederick freida freya frida gabriel gabriela gabriella
gabrielle gael gage gail galilea gannon garrett garrison garry garth gary gavin gavyn gay gayle gemma
gena gene geneva genesis genevieve geoffrey george georgette georgia georgina gerald geraldine gerard
gerardo german gertrude gia giada giana gianna gianni gibson gideon gilbert gilberto gilda gina ginger
ginny gino giovanna giovanni gisela giselle gisselle gladys glen glenda glenn gloria gordon grace
gracelyn gracelynn gracie grady graeme graham grant grayson greg gregg gregorio gregory greta gretchen
grey greyson griffin griselda guadalupe guillermo gunnar gunner gus gustavo guy gwen gwendolyn gwyneth ha
habib hadassah hadlee hadley haley hailee hailey hal haleigh halle hallie hamza han hana hank hanna hannah
hans hao harlan harlee harley harlow harlowe harmony harold harper harriet harris harrison harry haruto
harvey hasan hassan hattie haven hayden haylee hayley hayes hazel hazen heath heather heaven hector
heidi helen helena helene helga henri henrietta henrik henry herbert heriberto herman herminia hester
hezekiah hilary hilda hillary hiram hiro hoa hollis holly homer honey hong hope horace horacio hosea houston
howard hubert hudson huey hugh hugo humberto hung hunter huong huy huynh huxley hyun ian ibrahim ida idris
iesha ignacio igor iker ila ilan ileana ilene iliana ilse imani immanuel imogen imran ina india indie
ines inez ingrid ira ireland irene iris irma irvin irving irwin isa isaac isabel isabela isabella
isabelle isaiah isaias isidro isla ismael israel issac itzayana itzel ivan ivanna ivette ivonne ivory
ivy iyana izabella izan izayah jabari jabbar jace jacey jack jackie jackson jaclyn jacob jacoby
jacqueline jacquelyn jada jade jaden jadiel jadon jadyn jaelyn jaelynn jagger jai jaiden jaime jaimie
jair jairo jakayla jake jakob jakobe jalen jaliyah jamal jamar jamari jamarion jamel james jamie jamil
jamir jamison jan jana janae jane janelle janessa janet janette janice janie janine janiyah jannette
jaquan jared jaron jarrett jarvis jasiah jasiel jasmin jasmine jason jasper javier javion javon jaxen
jaxon jaxson jaxton jaxx jay jaya jayce jaycee jayceon jayda jayden jaydon jayla jaylah jaylee jayleen
jaylen jaylene jaylin jaylynn jaylon jayme jayne jayson jayvion jaziel jazlyn jazmin jazmine jean
jeanette jeanie jeanine jeanne jeannette jeannie jeannine jed jedidiah jeff jefferson jeffery jeffrey
jemma jen jena jenna jennie jennifer jenny jensen jerald jeremiah jeremias jeremy jeri jericho jermaine
jerome jerri jerry jess jesse jessica jessie jesus jett jewel jewell ji jia jill jillian jim jimena
jimmie jimmy jin jo joan joana joann joanna joanne joaquin job jocelyn jodi jodie jody joe joel joelle
joey johan johann johanna john johnathan johnathon johnnie johnny johnson jolene jolie jon jonah jonas
jonathan jonathon joni jordan jordyn jorge jose josefina joselyn joseph josephine josette josh joshua
josiah josie josue journee journey jovan jovani jovanni joy joyce juan juana juanita judah judd jude
judith judson judy jules julia julian juliana julianna julianne julie julien juliet julieta juliette
julio julissa julius jun june juniper junior justice justin justina justine justus kace kade kaden kadence
kahlil kai kaia kaiden kailani kailey kailyn kairo kaisley kaitlin kaitlyn kaitlynn kaiya kaleb kalel
kali kaliyah kallie kamari kamden kameron kamila kamilah kamiyah kamryn kane kara karan kareem karen
kari karim karin karina karissa karl karla karlee karter karyn kase kasen kasey kash kason kassandra
kassidy katalina kate katelyn katelynn katherine kathi kathie kathleen kathrine kathryn kathy katie
katina katrina katy kay kaya kayden kaydence kaye kayla kaylee kayleigh kaylen kaylie kaylin kaylyn
kaysen kayson keaton keegan keenan keira keisha keith kellan kellen kelley kelli kellie kelly kelsey
kelsie kelvin ken kendall kendra kendrick kenia kenji kenneth kenny kent kenya kenzie kenzo keri kermit
kerri kerry keshawn kevin keyla khalid khalil khloe khoa kian kiana kianna kiara kiera kieran kierra
killian kim kimber kimberlee kimberly kimora kingsley kingston kinley kinsley kip kira kiran kirby
kirk kirsten kit kitty kobe koa koda kody kohen kolby kole kolten kolton konnor kora korbin korey kory
kourtney kris krish krishna krista kristal kristen kristi kristian kristie kristin kristina kristine
kristopher kristy kruz krystal kurt kurtis kyla kylan kyle kylee kylen kyleigh kyler kylie kylo kymani kyra
kyree kyrie kyson lacey lachlan lacie lacy ladonna laila lainey lakeisha lakisha lamar lamont lana
lance landen landon landry landyn lane laney langston lara laramie larissa larry lars latasha latisha
latonya latoya laura laurel lauren laurence laurie lauryn lavern laverne lavonne lawrence lawson
layla laylah layne layton lazaro lea leah leandro leann leanna leanne lee leela legacy legend leia
leif leigh leighton leila leilani leilany lela leland lemuel len lena lenny lennon lennox lenora lenore
leo leon leona leonard leonardo leonel leonidas leopoldo leroy leslie leslie lesley lesly lessie lester leta
leticia levi lewis lexi lexie leyla li lia liam lian liana lianna libby lila lilah lilia lilian liliana
lilith lillian lilliana lillie lilly lily lilyana lina lincoln linda lindsay lindsey ling link linus
lionel lisa lisette liv livia liz liza lizbeth lizette lloyd logan lois lola london londyn long lonnie
lora lorelai lorelei loren lorena lorenzo loretta lori lorna lorraine lottie lou louella louie louis
louisa louise lourdes lowell luana luca lucas lucia lucian luciana luciano lucien lucille lucinda lucy
ludwig luella luis luisa luka lukas luke lula lulu luna lupe luther luz lyanna lydia lyla lyle lylah lyman
lynda lyndon lyndsey lynette lynn lynne lyra lyric mabel mable mac maci macie mack mackenzie macy
maddie maddox maddux madeleine madeline madelyn madelynn madge madilyn madilynn madison mae maeve
magdalena magdalene maggie magnolia magnus mahmoud mai maia maisie maite major makai makayla makena
makenna makenzie makhi malachi malakai malaki malani malaya malayah malaysia malcolm malia malik
malinda maliya maliyah mallory malloy mamie mandy manny manuel manuela mara marc marcel marcela marcella
marcelo marci marcia marcie marco marcos marcus margaret margarita margery margie margo margot
marguerite maria mariah mariam marian mariana marianna marianne maribel marie mariela marilyn marina
mario marion maris marisa mariska marisol marissa maritza marjorie mark marla marlee marleigh marlene
marley marlin marlon marlow marquis marquise marsha marshall marta martha martin martina marty marva
marvin mary maryam maryann maryanne mason massimo mateo mathew mathias mathilda matias matilda matt
matteo matthew matthias maude maura maureen maurice mauricio maverick mavis max maxim maximilian
maximiliano maximo maximus maxine maxton maxwell may maya mayra mayson mckayla mckenna mckenzie
mckinley meagan meera megan meghan mei mekhi mel melania melanie melany melba melinda melisa melissa
melody melva melvin memphis mendel mercedes mercy meredith merle merlin merrill messiah mia micah
michael michaela micheal michele michelle miguel mika mikaela mikayla mike mikhail mila milagros
milan milana milani mildred milena miles miley millard millicent millie milo milton mimi mina mindy minerva
ming minh minnie mira miracle miranda mireya miriam misael missy misty mitchell mitzi moira moises
mollie molly mona monica monique monroe monserrat montana monte montgomery monty morgan moriah morris
mortimer moses moshe muhammad murphy murray musa mustafa mya myla mylah myles mylo myra myrna myron
myrtle mysha nabil nadia nadine naia naila najee nala nam nan nancy nanette naomi nash nasir natalia natalie nataly
natasha nathalia nathalie nathan nathanael nathaniel naya nayeli neal ned neela neha nehemiah neil nell
nellie nelson neo nestor nettie nevaeh nevin newton neymar nga ngoc nguyen nia niamh nicholas
nichole nick nickolas nico nicola nicolas nicole nicolette nigel niko nikhil nikita nikki
nikolai nikolas nila nina nixon noa noah noe noel noelle noemi nola nolan noor nora norah norbert
noreen norma norman norris nova novah nova nyla nylah nyomi oakland oakley oaklyn oaklynn ocean octavia
octavio oden odessa odin odis ofelia ola olga olive oliver olivia ollie omar omari omer opal 
ophelia ora orion orlando orville oscar osman osvaldo oswald oswaldo otis otto owen pablo paige paisley
paislee paityn paloma pam pamela paola paris parker pascal patience patrice patricia patrick patsy
patti patty paul paula paulette paulina pauline paxton payton pearl pedro peggy penelope penny perla
pernell perry pete peter petra peyton phil philip philippe phillip phoebe phoenix phong phuong phyllis
pierce piper polly poppy porter preston prince princess princeton priscilla priya promise prudence
quan queen quentin quincy quinn quinton rachael racheal rachel rachelle rae raegan raelyn raelynn rafael
raheem raina raiden rajesh ralph ramiro ramon ramona rana randal randall randi randolph randy rania
raphael raquel rashad rashid raul raven ravi ray rayan rayden raylan raylee rayleigh raymond raymundo
rayna rayne reagan reba rebecca rebekah reece reed reese regan reggie regina reginald reid reign
reina remi remington remy rena renata renato rene renee reuben rex rey reyna reynaldo rhea rhett
rhiannon rhoda rhonda rhys ricardo richard richie rick rickey ricky rico riley rilynn rio rita river
riya roald rob robbie robert roberta roberto robin robyn rocco rochelle rocio rocky rod roderick
rodney rodolfo rodrick rodrigo rogelio roger rohan roland rolando roma roman rome romeo romina ron
ronald ronan ronda ronin ronnie rory rosa rosalia rosalie rosalind rosalinda rosalyn rosanna rosanne
rosario roscoe rose roseann rosella rosemarie rosemary rosetta rosie roslyn ross rowan rowen rowena roxana
roxanne roy royal royce ruben ruby rudolph rudy rufus ruth ruthie ryan ryann ryder ryker rylan ryland
rylee ryleigh rylen rylie rylin sabina sabrina sade sadie safa sage sahana sahil saige saira sal sallie
sally salma salman salome salvador salvatore sam samantha samara samir samira samiyah sammie
sammy samson samuel sanaa sandra sandy saniyah sanjay santana santiago santino santos saoirse sara
sarah sarai sariah sariyah sasha saul saundra savanna savannah sawyer saylor scarlet scarlett scot scott
scottie seamus sean sebastian selah selena selene selina selma serena serenity sergio seth seymour
shana shane shania shanice shanna shannon shanon shante shari sharlene sharon sharron shaun shauna
shawn shawna shayla shaylee shayna shayne shea sheena sheila shelby sheldon shelia shelley shelly
shelton shepard shepherd sheri sherman sherri sherrie sherry sheryl shiloh shirley shreya shyanne
sidney siena sienna sierra sigrid silas silvia simeon simon simone simran sincere sky skye skyla skylar
skyler sofia solomon son sonia sonja sonny sonya sophia sophie soren spencer stacey staci stacie stacy
stan stanford stanley star stefan stefanie stella stephan stephanie stephen stephon sterling stetson
steve steven stevie stewart stone storm stuart sue sullivan sunny susan susana susanna susanne susie
sutton suzanne suzette sven sybil sydney sylvester sylvia sylvie tabatha tabitha tadeo taj talia
taliyah talon tamara tameka tami tamia tamika tammi tammie tammy tamra tania tanisha tanner tanya tara
taraji taryn tasha tate tatiana tatum taylor teagan ted teddy teo teodoro terence teresa teri terra
terrance terrell terrence terri terry tess tessa thad thaddeus thanh thea theo theodora theodore
theresa therese thiago thomas thu thuy tia tiana tianna tiara tiffany tim timothy tina titus tobias toby
tod todd tom tomas tommie tommy toni tonia tony tonya tori tracey traci tracie tracy trang travis
trent trenton tressa trevin trevon trevor trey tricia trina trinh trinidad trinity tripp trisha trista
tristan tristen tristian tristin troy truman tuan tucker turner ty tyler tyra tyree tyrell tyrese tyrone
tyson ulises ulysses uma uriah uriel ursula val valarie valentin valentina valentine valentino valeria
valerie valery van vance vanessa vaughn velma vera vernon veronica vicente vicki vickie vicky victor
victoria vida vienna vihaan vijay vikram viktor vince vincent vincenzo viola violet violeta virgil
virginia vivaan vivian viviana vivienne wade walker wallace walter wanda warren waylon wayne wei wendell
wendy wes wesley wesson westin westley weston whitley whitney wilbert wilbur wilder wiley wilfred
wilhelmina will willa willard william willie willis willow wilma wilmer wilson winifred winnie winona
winston winter woodrow wren wyatt xander xavi xavier ximena xin xiomara xochitl yadira yael yahir yair yamileth
yamilet yan yara yareli yaretzi yaritza yasmin yasmine yehuda yesenia yolanda yosef yoselin yousef
yuki yuliana yulissa yusuf yvette yvonne zachariah zachary zackary zahara zahra zaid zaiden zain zaina
zaire zander zane zaniyah zara zaria zariah zariyah zay zayd zayden zayn zayne zechariah zeke zelda zella
zendaya zev zion zoe zoey zoie zola zora zoya zuri zyaire zyair zyon
`;
