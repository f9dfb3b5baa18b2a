// Given names and a short form that a shopper may type instead. Typed from general knowledge, not
// taken from the matcher. Left out is what twins may bear side by side.

/** `Formal: Short`, one pair after another. */
const PAIRS = `
Abigail: Abby; Abraham: Abe; Agnes: Aggie; Albert: Bert; Alexander: Alex; Alfred: Alf; Alfredo: Fredo;
Allison: Allie; Amanda: Mandy; Andrew: Andy; Angela: Angie; Anthony: Tony; Antonio: Tony; Archibald: Archie;
Arthur: Art; Barbara: Barb; Beatrice: Bea; Benjamin: Ben; Bernard: Bernie; Bertha: Bertie; Beverly: Bev;
Bradford: Brad; Bradley: Brad; Bridget: Bridie; Brittany: Britt; Calvin: Cal; Cameron: Cam; Candace: Candy;
Catherine: Cathy; Cecilia: Cece; Charles: Chuck; Chester: Chet; Christopher: Topher; Christina: Tina;
Clifford: Cliff; Clifton: Cliff; Clinton: Clint; Constance: Connie; Cornelius: Neil; Curtis: Curt;
Cynthia: Cindy; Daniel: Danny; David: Dave; Deborah: Debbie; Delores: Dolly; Dennis: Denny; Desiree: Desi;
Dominick: Nick; Donald: Don; Dorothy: Dottie; Douglas: Doug; Edgar: Eddie; Edith: Edie; Edmund: Ned;
Eduardo: Lalo; Edward: Ted; Eleanor: Ellie; Elijah: Eli; Elizabeth: Liz; Emanuel: Manny; Emily: Em;
Enrique: Kike; Ernest: Ernie; Ernesto: Neto; Esmeralda: Esme; Eugene: Gene; Evelyn: Evie; Ezekiel: Zeke;
Felipe: Pipe; Fernando: Nando; Florence: Flossie; Frances: Fran; Francisco: Paco; Franklin: Frank;
Frederick: Fritz; Gabriel: Gabe; Genevieve: Gen; Geoffrey: Geoff; Gerald: Gerry; Geraldine: Geri;
Gertrude: Trudy; Gilbert: Gil; Gregory: Greg; Guillermo: Memo; Gustavo: Gus; Gwendolyn: Gwen; Harold: Hal;
Harriet: Hattie; Harvey: Harv; Henrietta: Etta; Henry: Hank; Herbert: Herb; Howard: Howie; Humberto: Beto;
Ignacio: Nacho; Isaac: Ike; Isabel: Izzy; Isabella: Bella; Jackson: Jack; Jacob: Jake; Jacqueline: Jackie;
James: Jim; Jeffrey: Jeff; Jennifer: Jenny; Jeremiah: Jerry; Jessica: Jessie; Joanna: Jo;
Jonathan: Jon; Joseph: Joe; Josephine: Josie; Joshua: Josh; Judith: Judy; Julian: Jules; Katherine: Kathy;
Kathleen: Kathy; Katrina: Trina; Kenneth: Ken; Kimberly: Kim; Kristina: Tina; Kristopher: Kris; Laurence: Larry;
Lawrence: Larry; Leonard: Lenny; Leonardo: Leo; Leopold: Leo; Letitia: Tish; Lillian: Lily; Lorraine: Lori;
Louis: Lou; Lucille: Lucy; Madeline: Maddie; Magdalena: Lena; Manuel: Manny; Margaret: Peggy; Marjorie: Margie;
Martha: Marty; Martin: Marty; Matthew: Matt; Maximilian: Max; Maxwell: Max; Melinda: Mindy; Melissa: Missy;
Mercedes: Mercy; Michael: Mike; Michelle: Shelly; Mildred: Millie; Mitchell: Mitch;
Nathan: Nate; Nathaniel: Nate; Nicholas: Nick; Nicole: Nikki; Olivia: Liv; Oliver: Ollie; Pamela: Pam;
Patricia: Trish; Patrick: Paddy; Penelope: Penny; Percival: Percy; Peter: Pete; Philip: Phil; Phillip: Phil;
Priscilla: Cilla; Rafael: Rafa; Randolph: Randy; Raymond: Ray; Rebecca: Becky; Reginald: Reggie;
Ricardo: Rico; Richard: Dick; Robert: Bob; Roberto: Beto; Roderick: Rod; Rodney: Rod; 
Ronald: Ron; Rosemary: Rosie; Rudolph: Rudy; Russell: Russ; Samuel: Sam; Sandra: Sandy;
Santiago: Santi; Sarah: Sally; Sebastian: Seb; Sidney: Sid; Solomon: Sol; Stanley: Stan;
Stephanie: Steph; Stephen: Steve; Steven: Steve; Susan: Sue; Susanna: Susie; Sylvester: Sly; Tabitha: Tabby;
Terrence: Terry; Thaddeus: Thad; Theodore: Ted; Theresa: Tess; Thomas: Tom; Timothy: Tim; Valerie: Val;
Vanessa: Nessa; Veronica: Ronnie; Victor: Vic; Victoria: Vicky; Vincent: Vince; Virginia: Ginny; Walter: Walt;
Wesley: Wes; Wilbur: Will; Wilfred: Fred; William: Bill; Winifred: Winnie; Zachary: Zach
`;

/** What a shopper of this given name may type instead, if anything. */
export const nicknames: ReadonlyMap<string, string> = new Map(
	PAIRS.split(';').map((pair) => {
		const [formal, short] = pair.split(':');
		return [formal.trim(), short.trim()];
	}),
);
