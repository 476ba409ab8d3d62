#include "search/language.hh"

#include <algorithm>
#include <cstring>

#include "search/polish.hh"

namespace docket
{

namespace
{

/* Stop words are plain (lower case, without accents), each between two spaces. */
struct language_entry {
	const char *code;
	const char *snowball; /* the stemmer's name; NULL: none */
	bool cyrillic;
	const char *stop_words;
};

const language_entry LANGUAGES[] = {
    {"", nullptr, false, ""},
    {"en", "english", false,
	" a about after all also am an and any are as at be because been before being but by can"
	" could did do does doesnt doing dont for from get got had has have having he her here him "
	"his"
	" how i id if ill im in into is isnt it its ive just me more my no not now of off on one "
	"only"
	" or our out over please she should so some such than thank thanks that the their them then"
	" there these they this those to too up us use using very was we were what when where which"
	" while who why will with would you your "},
    {"pl", "polish", false,
	" a aby ale ani az bardzo bez bo by byc byl byla bylo byly bym chce ci co czy da dla do gdy"
	" gdzie go i ich ile im ja jak jaka jaki jakie jako je jego jej jest jestem jesli juz kiedy"
	" kto ktora ktore ktory ma mam mi mnie mozna moge moj moja moje mu na nad nam nas nasz nie "
	"nim"
	" niz o od on ona one oni ono oraz po pod poniewaz przed przez przy sa sie sposob ta tak "
	"take"
	" takie tam te tego tej ten tez to tu tych tym tylko u w we wiec wszystko z za zas ze "
	"zeby "},
    {"nb", "norwegian", false,
	" alle at av bare ble bli da de den der deres det dette din disse du eller en er et etter "
	"for"
	" fra fram gjor ha hadde han hans har hun hva hvem hver hvilke hvilken hvis hvor hvordan"
	" hvorfor i ikke inn ja jeg kan kom kunne man mange med meg mer min mitt mot na nar nei "
	"noe noen"
	" og om opp oss over pa sa sin sine sitt skal skulle slik som til ut uten var vare vart "
	"ved vi"
	" vil ville vi "},
    {"ru", "russian", true,
	" а без более бы был была были было быть в вам вас ваш весь во вот все всех вы где да даже "
	"для"
	" до его ее если есть еще же за здесь и из или им их к как какая какие какой когда которая"
	" которое которые который кто ли либо мне может мои мой мы на над надо наш не нет ни но ну "
	"о об"
	" однако он она они оно от очень по под при с со так также такой там те тем то того тоже "
	"той"
	" только том ты у уже хотя чего чей чем что чтобы эта эти это этот я "},
    {"de", "german", false,
	" aber alle als am an auch auf aus bei bin bis da das dass dem den der des die dies diese"
	" diesem diesen dieser doch du durch ein eine einem einen einer er es fur habe haben hat "
	"hatte"
	" ich ihr ihre im in ist ja kann keine konnen man mehr mein meine meinen mich mir mit nach "
	"nicht"
	" noch nur oder ohne sehr sein seine seit sich sie sind so uber um und uns unter vom von "
	"vor war"
	" was wenn wer werden wie wieder wir wird wo zu zum zur "},
    {"fr", "french", false,
	" a ai au aux avec avez c ce ces cette comme d dans de des du elle en est et etait ete etre"
	" fait il ils j je l la le les leur lui m ma mais me mes moi mon n ne nous on ont ou par "
	"pas"
	" plus pour que quel quelle qui s sa sans se ses si son sont sur t tout tous tres un une "
	"vos"
	" votre vous y "},
    {"es", "spanish", false,
	" a al algo como con cual cuando de del desde donde el ella en entre era es esa ese eso "
	"esta"
	" estan este esto estoy fue ha hace hay he hola la las le les lo los mas me mi mis muy ni "
	"no nos"
	" o para pero por porque puedo que se si sin sobre son su sus te tengo tiene todo todos tu "
	"un"
	" una uno y ya yo "},
    {"it", "italian", false,
	" a ad ai al alla anche che chi ci come con cosa da dal dalla de degli dei del della delle "
	"di"
	" dopo e ed era essere fare gli ha ho i il in io l la le lo ma mi mio mia nei nel nella "
	"non o per"
	" perche piu posso puo qual quale quando quella quello questa questo se senza si sono su "
	"sul"
	" sulla tutti tutto un una uno "},
    {"pt", "portuguese", false,
	" a ao aos as ate com como da das de dela dele depois do dos e ela ele em entre era essa "
	"esse"
	" esta estou eu foi ha isso isto ja la mais mas me meu minha muito na nao nas no nos o os "
	"ou"
	" para pela pelo por porque posso qual quando que quem se sem ser seu sua so sobre tambem "
	"te"
	" tem tenho tudo um uma voce "},
    {"nl", "dutch", false,
	" aan al alle als bij dan dat de deze die dit door dus een en er geen had heb hebben heeft "
	"het"
	" hij hoe ik in is ja je kan kunnen maar me meer met mij mijn na naar niet nog nu of om "
	"ook op"
	" over te tot uit uw van veel voor waar was wat we wel werd wie wij worden wordt ze zich "
	"zij"
	" zijn zo zonder zou "},
    {"sv", "swedish", false,
	" alla att av bara blir da de dem den denna det detta du efter eller en ett for fran ha "
	"har han"
	" hon hur i inte jag kan man med men mig min mitt mot nagon nar ni nu och om oss pa sa sig "
	"sin"
	" ska skulle som till under upp ut vad var vara vi vid vill "},
    {"da", "danish", false,
	" af alle at blev da de dem den der deres det dette dig du efter eller en er et for fra "
	"ham han"
	" har havde hende hun hvad hvis hvor hvordan i ikke ind ja jeg kan man mange med meget men "
	"mig"
	" min mit mod nar ned nogle nu og om op os over pa sa sig sin skal som til ud under var vi "
	"vil"
	" ville "},
    {"fi", "finnish", false,
	" ei en ennen etta han he hyvin ja jos joka jotka kaikki kanssa kuin kuinka kun kyssa me "
	"mika"
	" mina minulla minun miten mutta myos ne niin nyt ole olen olla oli on ovat sen se sina "
	"sita"
	" tai tama tassa te tata voi voin "},
    {"hu", "hungarian", false,
	" a abban ahol ami amikor az azt azonban be csak de egy egyik el es ez ezt ha hogy hogyan "
	"igen"
	" is ki kell le lehet mar meg mert mi mint most nagyon nem nincs ott sem szerint tud ugy "
	"vagy"
	" van volt "},
    {"tr", "turkish", false,
	" acaba ama ancak bana bazi ben beni benim bir biz bu cok da daha de degil diye en gibi "
	"hem hep"
	" her icin ile ise kadar ki kim mi mu nasil ne neden o olan olarak sonra su var ve veya ya "
	"yok"
	" zaman "},
    {"ro", "romanian", false,
	" a ale am ar are ca care ce cu cum da de din e este eu in la mai mi nu o"
	" pe pentru sa sau se si sunt un una "},
    {"cs", nullptr, false,
	" a aby ale ani az bez bude by byl byla bylo co do i ja jak jako je jsem jsou"
	" k kde kdyz ktery ma mi muze na nebo neni o od po pod pro pri s se si ta tak ten to u v "
	"ve vsak"
	" z za ze "},
    {"ca", "catalan", false, " a al amb com de del el els en es la les no o per que se si un una "},
    {"lt", "lithuanian", false, " ar bet bei bus ir is jau kad kai kaip ne nuo o per su tai yra "},
    {"uk", nullptr, true,
	" а але без бути в від він вона вони все для до з за і із її й його коли ми"
	" на не ні по при та так там те ти то у хто це цей що щоб я як "},
    {"bg", nullptr, true,
	" а аз бе без в ви все да до за и из как като кой ли ме ми мога на не но от по"
	" при с са се си след със то това ще "},
};

constexpr language COUNT = sizeof LANGUAGES / sizeof LANGUAGES[0];

struct alias {
	const char *code, *means;
};
const alias ALIASES[] = {{"no", "nb"}, {"nn", "nb"}, {"be", "ru"}, {"sr", "ru"}};

bool matches(std::string_view code, const char *name)
{
	size_t length = strlen(name);

	if (code.size() < length ||
	    (code.size() > length && isalnum(static_cast<unsigned char>(code[length]))))
		return false;
	return std::equal(name, name + length, code.begin(),
	    [](char a, char b) { return a == tolower(static_cast<unsigned char>(b)); });
}

} // namespace

language language_named(std::string_view code)
{
	for (const alias &a : ALIASES)
		if (matches(code, a.code))
			return language_named(a.means);
	for (language i = 1; i < COUNT; i++)
		if (matches(code, LANGUAGES[i].code))
			return i;
	return LANGUAGE_NONE;
}

const char *language_code(language which)
{
	return LANGUAGES[which].code;
}

language language_count()
{
	return COUNT;
}

bool is_stop_word(language which, std::string_view plain)
{
	const char *list = LANGUAGES[which].stop_words;

	if (plain.size() > 12)
		return false;
	char padded[16] = " ";
	memcpy(padded + 1, plain.data(), plain.size());
	padded[plain.size() + 1] = ' ';
	return strstr(list, padded) != nullptr;
}

language guess_language(const std::vector<token> &tokens, const std::vector<language> &candidates)
{
	language best = LANGUAGE_NONE;
	size_t most = 0;

	for (language candidate : candidates) {
		size_t hits = 0;

		for (const token &word : tokens)
			hits += word.letters && is_stop_word(candidate, word.plain);
		if (best == LANGUAGE_NONE || hits > most) {
			best = candidate;
			most = hits;
		}
	}
	return best;
}

stemmers::stemmers() : loaded(COUNT)
{
}

stemmers::~stemmers() = default;

std::string stemmers::stem(language which, const token &word)
{
	if (has_cyrillic(word.accented) != LANGUAGES[which].cyrillic) {
		static const language ENGLISH = language_named("en"),
				      RUSSIAN = language_named("ru");

		which = LANGUAGES[which].cyrillic     ? ENGLISH
			: has_cyrillic(word.accented) ? RUSSIAN
						      : which;
	}
	const char *name = LANGUAGES[which].snowball;
	if (!name)
		return word.plain;
	if (strcmp(name, "polish") == 0)
		return polish_stem(word.plain);
	if (!loaded[which])
		loaded[which] = std::make_unique<Xapian::Stem>(name);
	return fold_accents((*loaded[which])(word.accented));
}

} // namespace docket
