#include "model/demo_data.h"

/* Tickets of websites and the webshop, in several languages. */

const struct demo_ticket DEMO_TICKETS_WEB[] = {
    {.ref = "demo-checkout",
	.form = "problem",
	.category = "webshop",
	.client = PRIYA,
	.ago = DEMO_DAYS(0, 75),
	.subject = "The checkout forgets the delivery address",
	.body =
	    "When a customer goes back from payment to the basket, the delivery address is empty"
	    " again. Two of them gave up today.",
	.answers = {{"where", "Webshop, third step of the checkout"}, {"since", "Today"},
	    {"extent", "slows"}}},
    {.ref = "demo-formularz",
	.form = "problem",
	.category = "website",
	.language = "pl",
	.client = MARTA,
	.ago = DEMO_DAYS(1, 480),
	.subject = "Formularz kontaktowy nie wysyła wiadomości",
	.body = "Po kliknięciu „Wyślij” strona dziękuje za wiadomość, ale nic do nas nie dochodzi."
		" Sprawdziliśmy też folder ze spamem.",
	.answers = {{"where", "Strona „Kontakt”"}, {"since", "Od wczoraj rano"},
	    {"extent", "stops"}},
	.steps = {{ACT_URGENCY, ANNA, DEMO_DAYS(1, 470), NULL, PRIORITY_HIGH},
	    {ACT_REPLY, DANIEL, DEMO_DAYS(1, 430),
		"Dzień dobry! Wiadomości nie przepadły: czekają na serwerze, bo od wczoraj skrzynka"
		" docelowa odrzuca nadawcę. Zmieniamy adres nadawcy i wyślemy wszystkie zaległe.",
		0},
	    {ACT_STATUS, DANIEL, DEMO_DAYS(1, 429), "in_progress", 0}}},
    {.ref = "demo-fonts",
	.form = "wish",
	.category = "website",
	.client = MARTA,
	.language = "pl",
	.ago = DEMO_DAYS(7, 610),
	.subject = "Większe litery na stronie z cennikiem",
	.body = "Starsi klienci proszą o większe litery w cenniku.",
	.answers = {{"reason", "Mniej telefonów z pytaniem o ceny."}, {"where", "Cennik"}},
	.steps = {{ACT_ASSIGN, DANIEL, DEMO_DAYS(7, 400), NULL, DANIEL},
	    {ACT_SOLVE, DANIEL, DEMO_DAYS(4, 300),
		"Cennik ma teraz litery o jedną czwartą większe, a na telefonie tabela mieści się "
		"bez"
		" przesuwania.",
		AUDIENCE_PARTICIPANTS},
	    {ACT_RATE, MARTA, DEMO_DAYS(3, 900), "Dziękuję, wygląda świetnie.", 5}}},
    {.ref = "demo-sertifikat",
	.form = "problem",
	.category = "domains",
	.language = "ru",
	.client = IGOR,
	.ago = DEMO_DAYS(2, 330),
	.subject = "Браузер предупреждает о сертификате",
	.body = "Со вчерашнего дня при открытии сайта браузер пишет, что соединение не защищено.",
	.answers = {{"where", "Главная страница"}, {"since", "Со вчерашнего дня"},
	    {"extent", "slows"}},
	.steps =
	    {{ACT_SOLVE, MAJA, DEMO_DAYS(2, 250),
		 "Сертификат был продлён, но веб-сервер держал в памяти старый. Мы перезапустили"
		 " его; теперь он делает это сам после каждого продления.",
		 AUDIENCE_CLIENTS},
		{ACT_RATE, IGOR, DEMO_DAYS(1, 1100), "Быстро, спасибо!", 5}}},
    {.ref = "demo-perevod",
	.form = "question",
	.category = "website",
	.language = "ru",
	.client = IGOR,
	.ago = DEMO_DAYS(14, 220),
	.subject = "Как добавить страницу на втором языке?",
	.body =
	    "Хотим показывать условия доставки также по-английски. Нужна ли для этого копия сайта?",
	.steps =
	    {{ACT_REPLY, DANIEL, DEMO_DAYS(14, 100),
		 "Копия не нужна. В редакторе откройте страницу и выберите **Перевести → English**:"
		 " появится пустая страница, связанная с первой.",
		 0},
		{ACT_REPLY, IGOR, DEMO_DAYS(13, 800), "Получилось, спасибо.", 0},
		{ACT_SOLVE, DANIEL, DEMO_DAYS(13, 780),
		    "В редакторе: **Перевести → English**. Ссылка на другой язык появляется в "
		    "шапке сама.",
		    AUDIENCE_PUBLIC},
		{ACT_CONFIRM, IGOR, DEMO_DAYS(13, 300), NULL, 0}}},
    {.ref = "demo-bilder",
	.form = "problem",
	.category = "webshop",
	.language = "nb",
	.client = LARS,
	.ago = DEMO_DAYS(10, 500),
	.subject = "Bildene i nettbutikken lastes veldig sakte",
	.body = "På telefonen tar det over ti sekunder før bildene av akvariene vises.",
	.answers = {{"where", "Siden med akvarier"}, {"extent", "little"}},
	.steps =
	    {{ACT_REPLY, DANIEL, DEMO_DAYS(10, 380),
		 "Hei Lars! Bildene er lastet opp rett fra kameraet, og hvert av dem er på 9 MB. Vi"
		 " lager nå mindre utgaver automatisk.",
		 0},
		{ACT_STATUS, DANIEL, DEMO_DAYS(10, 379), "in_progress", 0},
		{ACT_SOLVE, DANIEL, DEMO_DAYS(4, 700),
		    "Nettbutikken lager nå bilder i tre størrelser når dere laster opp. De gamle "
		    "er regnet"
		    " om. Siden med akvarier lastes på under ett sekund.",
		    AUDIENCE_PUBLIC}}},
    {.ref = "demo-staging",
	.form = "question",
	.category = "website",
	.client = MARTA,
	.language = "en",
	.ago = DEMO_DAYS(16, 330),
	.subject = "Can our client look at the new site before it goes live?",
	.body = "The client would like to see the new pages on their own computers next week, but"
		" nobody else should.",
	.steps =
	    {{ACT_REPLY, DANIEL, DEMO_DAYS(16, 240),
		 "Yes: there is a preview at an address of its own with a password. How many people"
		 " will look at it, and until when?",
		 0},
		{ACT_REPLY, MARTA, DEMO_DAYS(15, 1000), "Five people, until the end of the month.",
		    0},
		{ACT_SOLVE, DANIEL, DEMO_DAYS(15, 900),
		    "The preview is up; address and password are on their way to you by telephone. "
		    "It"
		    " switches itself off at the end of the month. Search engines don't find it.",
		    AUDIENCE_PARTICIPANTS},
		{ACT_CONFIRM, MARTA, DEMO_DAYS(15, 400), NULL, 0},
		{ACT_RATE, MARTA, DEMO_DAYS(15, 390), "", 4}}},
    {.ref = "demo-import-prices",
	.form = "problem",
	.category = "webshop",
	.client = KARI,
	.ago = DEMO_DAYS(1, 900),
	.subject = "The price list can't be imported",
	.body = "The page says “line 214: not a number”. In the spreadsheet line 214 looks like all"
		" the others: 1 249,00.",
	.answers = {{"where", "Webshop, Articles, Import"}, {"since", "This list"},
	    {"extent", "slows"}},
	.steps =
	    {{ACT_REPLY, DANIEL, DEMO_DAYS(1, 820),
		 "The blank in “1 249,00” is a special one that spreadsheets put between thousands."
		 " I'm teaching the import to understand it. Could you send me the list?",
		 0},
		{ACT_STATUS, DANIEL, DEMO_DAYS(1, 819), "in_progress", 0},
		{ACT_REPLY, KARI, DEMO_DAYS(1, 760), "It is on its way to you.", 0},
		{ACT_REPLY, DANIEL, DEMO_DAYS(1, 500),
		    "Thank you, the list is here. The change is ready and is being tested; it goes "
		    "live"
		    " tomorrow morning.",
		    0}}},
    {.ref = "demo-search",
	.form = "wish",
	.category = "webshop",
	.client = KARI,
	.ago = DEMO_DAYS(21, 480),
	.subject = "The shop's search should forgive typing mistakes",
	.body = "Customers search for “akvarum” and find nothing.",
	.answers = {{"reason", "They leave, though we have what they want."}},
	.steps = {{ACT_ASSIGN, MAJA, DEMO_DAYS(21, 300), NULL, DANIEL},
	    {ACT_STATUS, DANIEL, DEMO_DAYS(20, 200), "in_progress", 0},
	    {ACT_SOLVE, DANIEL, DEMO_DAYS(14, 400),
		"The search now offers the nearest words it knows when it finds too little. Over "
		"the"
		" first week one search in nine was saved by it.",
		AUDIENCE_CLIENTS},
	    {ACT_CONFIRM, KARI, DEMO_DAYS(13, 1000), NULL, 0},
	    {ACT_RATE, KARI, DEMO_DAYS(13, 990), "Customers noticed!", 5}}},
    {.ref = "demo-map",
	.form = "problem",
	.category = "website",
	.client = PRIYA,
	.ago = DEMO_DAYS(28, 90),
	.subject = "The map shows our old address",
	.body = "We moved in spring. The map on the contact page still shows the old store.",
	.answers = {{"where", "Contact page"}, {"extent", "little"}},
	.steps =
	    {{ACT_SOLVE, DANIEL, DEMO_DAYS(27, 1200),
		 "The address stood in two places: in the text, which you had changed, and in the"
		 " map's own setting. Both now come from **Stores → Address**, so it can't happen"
		 " again.",
		 AUDIENCE_PUBLIC},
		{ACT_CONFIRM, PRIYA, DEMO_DAYS(27, 400), NULL, 0}}},
    {NULL},
};
