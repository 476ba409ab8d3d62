#include "model/demo_articles.h"

/* clang-format off */
const struct demo_article DEMO_ARTICLES[] = {
    {1, "en", "A till prints blank receipts",
	"The paper runs through, but nothing stands on it: what to try, in three minutes.",
	"tills", "receipt printer paper",
	"## Problem\n\nThe till works and the drawer opens, but receipts come out blank or very pale.\n\n"
	"## Cause\n\nReceipt printers burn their letters into **thermal paper**, which has only one side that turns dark. "
	"Most often the roll was put in the wrong way round. Less often an update brought back the old driver.\n\n"
	"## Solution\n\n1. Open the printer's lid and take out the roll.\n"
	"2. Scratch the paper with a fingernail: the side that shows a dark line belongs *up*.\n"
	"3. Put the roll in, let a hand's width of paper hang out, and close the lid.\n"
	"4. Hold **Feed** while you switch the printer on: it prints a page about itself.\n\n"
	"Is that page blank too? Then the roll is old or was stored in the sun: try another one. "
	"Is it fine, and only the till's receipts are blank? Write to us: we set the driver back from here, "
	"and you need not wait beside it.\n",
	READERS_PUBLIC, ARTICLE_PUBLISHED, 120, 842, 61, 4},
    {1, "nb", "Kassen skriver ut blanke kvitteringer",
	"Papiret går gjennom, men det står ingenting på det: dette kan du prøve på tre minutter.",
	"tills", "kvittering skriver papir",
	"## Problem\n\nKassen virker og skuffen åpner seg, men kvitteringene er blanke eller svært bleke.\n\n"
	"## Årsak\n\nKvitteringsskrivere brenner bokstavene inn i **termopapir**, og bare den ene siden av papiret blir mørk. "
	"Som oftest er rullen satt inn feil vei. Sjeldnere har en oppdatering tatt tilbake den gamle driveren.\n\n"
	"## Løsning\n\n1. Åpne lokket og ta ut rullen.\n"
	"2. Skrap papiret med en negl: siden som får en mørk strek, skal *opp*.\n"
	"3. Sett inn rullen, la en håndsbredd papir henge ut, og lukk lokket.\n"
	"4. Hold **Feed** inne mens du slår på skriveren: da skriver den ut en side om seg selv.\n\n"
	"Er siden blank også? Da er rullen gammel eller har ligget i solen: prøv en annen. "
	"Er den fin, og bare kvitteringene fra kassen er blanke? Skriv til oss, så ordner vi driveren herfra.\n",
	READERS_PUBLIC, ARTICLE_PUBLISHED, 118, 395, 34, 1},
    {1, "pl", "Kasa drukuje puste paragony",
	"Papier się przesuwa, ale nic na nim nie ma: co sprawdzić w trzy minuty.",
	"tills", "paragon drukarka papier",
	"## Problem\n\nKasa działa i szuflada się otwiera, ale paragony są puste albo bardzo blade.\n\n"
	"## Przyczyna\n\nDrukarki paragonów wypalają litery na **papierze termicznym**, który ciemnieje tylko z jednej strony. "
	"Najczęściej rolka jest włożona odwrotnie. Rzadziej aktualizacja przywróciła stary sterownik.\n\n"
	"## Rozwiązanie\n\n1. Otwórz pokrywę drukarki i wyjmij rolkę.\n"
	"2. Przeciągnij po papierze paznokciem: strona, na której pojawia się ciemna kreska, powinna być *na górze*.\n"
	"3. Włóż rolkę, zostaw na zewnątrz kawałek papieru na szerokość dłoni i zamknij pokrywę.\n"
	"4. Przytrzymaj **Feed** podczas włączania drukarki: wydrukuje stronę o sobie.\n\n"
	"Ta strona też jest pusta? Rolka jest stara albo leżała na słońcu: spróbuj innej. "
	"Jest w porządku, a puste są tylko paragony z kasy? Napisz do nas: poprawimy sterownik zdalnie.\n",
	READERS_PUBLIC, ARTICLE_PUBLISHED, 117, 211, 18, 2},
    {1, "ru", "Касса печатает пустые чеки",
	"Бумага идёт, но на ней ничего нет: что проверить за три минуты.",
	"tills", "чек принтер бумага",
	"## Проблема\n\nКасса работает, ящик открывается, но чеки выходят пустыми или очень бледными.\n\n"
	"## Причина\n\nЧековые принтеры выжигают буквы на **термобумаге**, которая темнеет только с одной стороны. "
	"Чаще всего рулон вставлен наоборот. Реже обновление вернуло старый драйвер.\n\n"
	"## Решение\n\n1. Откройте крышку принтера и достаньте рулон.\n"
	"2. Проведите по бумаге ногтем: сторона, на которой появилась тёмная черта, должна быть *сверху*.\n"
	"3. Вставьте рулон, оставьте снаружи полоску бумаги шириной с ладонь и закройте крышку.\n"
	"4. Включите принтер, удерживая **Feed**: он напечатает страницу о себе.\n\n"
	"И эта страница пустая? Рулон старый или лежал на солнце: попробуйте другой. "
	"Она в порядке, а пустые только чеки кассы? Напишите нам: мы исправим драйвер удалённо.\n",
	READERS_PUBLIC, ARTICLE_PUBLISHED, 116, 97, 9, 0},

    {2, "en", "Two people share one mailbox",
	"How to read and answer mail of info@ together, without giving anyone's password away.",
	"email", "mailbox sharing outlook thunderbird",
	"## Problem\n\nMail to an address such as info@ should be read and answered by several people.\n\n"
	"## Cause\n\nSharing one password works until somebody changes it, leaves, or answers the same mail twice.\n\n"
	"## Solution\n\nWe make the address a **shared mailbox**. Each person keeps a name and password of their own.\n\n"
	"1. Tell us the address and who may read it.\n"
	"2. In Outlook it appears by itself within an hour, below your own folders. In Thunderbird choose "
	"*Account Settings → Add Mail Account* and sign in with **your own** name.\n"
	"3. Choose the shared address in the field *From* before you answer.\n\n"
	"Answers are kept in the shared *Sent* folder, so that everybody sees what was answered already.\n",
	READERS_PUBLIC, ARTICLE_PUBLISHED, 90, 530, 44, 6},
    {2, "nb", "To personer deler én postkasse",
	"Slik leser og besvarer dere post til info@ sammen, uten at noen gir bort passordet sitt.",
	"email", "postkasse deling outlook thunderbird",
	"## Problem\n\nPost til en adresse som info@ skal leses og besvares av flere.\n\n"
	"## Årsak\n\nÉtt felles passord går bra helt til noen endrer det, slutter, eller to svarer på det samme.\n\n"
	"## Løsning\n\nVi gjør adressen til en **delt postkasse**. Alle beholder sitt eget navn og passord.\n\n"
	"1. Si fra om adressen og hvem som skal lese den.\n"
	"2. I Outlook dukker den opp av seg selv innen en time, under dine egne mapper. I Thunderbird velger du "
	"*Kontoinnstillinger → Legg til e-postkonto* og logger inn med **ditt eget** navn.\n"
	"3. Velg den delte adressen i feltet *Fra* før du svarer.\n\n"
	"Svarene ligger i den delte mappen *Sendt*, så alle ser hva som alt er besvart.\n",
	READERS_PUBLIC, ARTICLE_PUBLISHED, 88, 240, 19, 1},
    {2, "pl", "Dwie osoby, jedna skrzynka",
	"Jak wspólnie czytać pocztę z adresu info@ i na nią odpowiadać, nie podając nikomu hasła.",
	"email", "skrzynka udostępnianie outlook thunderbird",
	"## Problem\n\nPocztę z adresu takiego jak info@ powinno czytać i odpisywać na nią kilka osób.\n\n"
	"## Przyczyna\n\nWspólne hasło działa, dopóki ktoś go nie zmieni, nie odejdzie albo dwie osoby nie odpiszą na to samo.\n\n"
	"## Rozwiązanie\n\nZamieniamy adres w **skrzynkę współdzieloną**. Każdy zachowuje własną nazwę i hasło.\n\n"
	"1. Podaj nam adres i osoby, które mają z niego korzystać.\n"
	"2. W Outlooku pojawi się sama w ciągu godziny, pod Twoimi folderami. W Thunderbirdzie wybierz "
	"*Konfiguracja kont → Dodaj konto pocztowe* i zaloguj się **własną** nazwą.\n"
	"3. Przed wysłaniem odpowiedzi wybierz wspólny adres w polu *Od*.\n\n"
	"Odpowiedzi trafiają do wspólnego folderu *Wysłane*, więc wszyscy widzą, na co już odpisano.\n",
	READERS_PUBLIC, ARTICLE_PUBLISHED, 87, 133, 11, 0},
    {2, "ru", "Один почтовый ящик на двоих",
	"Как вместе читать почту на адрес info@ и отвечать на неё, никому не сообщая пароль.",
	"email", "почта ящик outlook thunderbird",
	"## Проблема\n\nПисьма на адрес вроде info@ должны читать несколько человек и отвечать на них.\n\n"
	"## Причина\n\nОбщий пароль работает, пока кто-нибудь его не сменит, не уволится или двое не ответят на одно письмо.\n\n"
	"## Решение\n\nМы делаем адрес **общим ящиком**. У каждого остаются своё имя и свой пароль.\n\n"
	"1. Сообщите нам адрес и кто будет им пользоваться.\n"
	"2. В Outlook он появится сам в течение часа, под вашими папками. В Thunderbird выберите "
	"*Параметры учётной записи → Добавить учётную запись почты* и войдите под **своим** именем.\n"
	"3. Перед ответом выберите общий адрес в поле *От кого*.\n\n"
	"Ответы хранятся в общей папке *Отправленные*: все видят, на что уже ответили.\n",
	READERS_PUBLIC, ARTICLE_PUBLISHED, 86, 58, 4, 1},

    {3, "en", "The website shows “Error establishing a database connection”",
	"Every page shows the same white line. What it means, and what you can check before you write to us.",
	"website", "wordpress database wp-config.php",
	"## Problem\n\nAll pages of the website show only:\n\n    Error establishing a database connection\n\n"
	"## Cause\n\nWordPress can't reach its database: the server is overloaded, the disk is full, or the name or "
	"password in `wp-config.php` no longer fits.\n\n"
	"## Solution\n\n1. Wait two minutes and load the page again: short peaks pass by themselves.\n"
	"2. Look at the *service status*: when it says that databases are disturbed, we are at work already.\n"
	"3. Did somebody move the site or change the database's password? Then compare these lines of "
	"`wp-config.php` with what the control panel says:\n\n"
	"```php\ndefine('DB_NAME', 'shop');\ndefine('DB_USER', 'shop');\ndefine('DB_HOST', 'localhost');\n```\n\n"
	"Never send us that password: we can set a new one without knowing the old.\n",
	READERS_PUBLIC, ARTICLE_PUBLISHED, 60, 301, 12, 9},
    {3, "nb", "Nettstedet viser «Error establishing a database connection»",
	"Alle sider viser den samme hvite linjen. Hva det betyr, og hva du kan se etter før du skriver til oss.",
	"website", "wordpress database wp-config.php",
	"## Problem\n\nAlle sidene på nettstedet viser bare:\n\n    Error establishing a database connection\n\n"
	"## Årsak\n\nWordPress når ikke databasen: tjeneren er overbelastet, disken er full, eller navnet eller passordet i "
	"`wp-config.php` stemmer ikke lenger.\n\n"
	"## Løsning\n\n1. Vent to minutter og last siden på nytt: korte topper går over av seg selv.\n"
	"2. Se på *driftsmeldingene*: står det at databasene er forstyrret, er vi alt i gang.\n"
	"3. Har noen flyttet nettstedet eller endret databasens passord? Sammenlign da linjene i `wp-config.php` med "
	"det som står i kontrollpanelet.\n\nSend oss aldri passordet: vi kan lage et nytt uten å kjenne det gamle.\n",
	READERS_PUBLIC, ARTICLE_PUBLISHED, 58, 90, 5, 1},

    {4, "en", "Sign in although the telephone with the codes is lost",
	"The second step of signing in, when the telephone is lost, broken or new.",
	"accounts", "sign-in two-factor telephone",
	"## Problem\n\nSigning in asks for a code from a telephone that you don't have any more.\n\n"
	"## Cause\n\nThe codes are made on the telephone itself: a new one knows nothing of them.\n\n"
	"## Solution\n\n1. Use one of the **ten spare codes** that you printed when you set it up. Each works once.\n"
	"2. No spare codes? Ask your manager to write to us from their own account. We call back on the number that "
	"your firm has given us, and take the second step away for one hour.\n"
	"3. Sign in, choose *Account → Second step* and set up the new telephone. Print new spare codes at once.\n\n"
	"We never do that after a call alone: whoever asks must be somebody your firm has named.\n",
	READERS_PUBLIC, ARTICLE_PUBLISHED, 45, 187, 15, 3},
    {4, "pl", "Logowanie po utracie telefonu z kodami",
	"Drugi etap logowania, gdy telefon zginął, zepsuł się albo jest nowy.",
	"accounts", "logowanie dwuetapowe telefon",
	"## Problem\n\nPodczas logowania trzeba podać kod z telefonu, którego już nie masz.\n\n"
	"## Przyczyna\n\nKody powstają w samym telefonie: nowy nic o nich nie wie.\n\n"
	"## Rozwiązanie\n\n1. Użyj jednego z **dziesięciu kodów zapasowych**, wydrukowanych przy konfiguracji. Każdy działa raz.\n"
	"2. Nie masz kodów? Poproś przełożonego, żeby napisał do nas ze swojego konta. Oddzwonimy na numer podany przez "
	"firmę i wyłączymy drugi etap na godzinę.\n"
	"3. Zaloguj się, wybierz *Konto → Drugi etap* i skonfiguruj nowy telefon. Od razu wydrukuj nowe kody zapasowe.\n",
	READERS_PUBLIC, ARTICLE_PUBLISHED, 44, 41, 6, 0},

    {5, "en", "The card terminal says “try again later”",
	"Payments fail now and then, and which part of the line to blame.",
	"payment", "terminal card firewall",
	"## Problem\n\nThe terminal refuses some cards, then takes the same card a minute later.\n\n"
	"## Cause\n\nIt speaks to two payment hosts in turn. When the firewall knows only one of them, every second try fails.\n\n"
	"## Solution\n\nPress **Info** on the terminal: it names the host that failed. Write to us with that name, and we let it "
	"through. Until then you can pay by trying twice; no payment is booked twice.\n",
	READERS_CLIENTS, ARTICLE_PUBLISHED, 30, 122, 9, 2},
    {5, "ru", "Терминал пишет «попробуйте позже»",
	"Оплата картой иногда не проходит: какая часть связи виновата.",
	"payment", "терминал карта",
	"## Проблема\n\nТерминал отказывает карте, а через минуту принимает ту же карту.\n\n"
	"## Причина\n\nОн по очереди обращается к двум платёжным серверам. Если сетевой экран знает только один, каждая вторая "
	"попытка не удаётся.\n\n"
	"## Решение\n\nНажмите **Info** на терминале: он назовёт сервер, который не ответил. Напишите нам это имя, и мы откроем "
	"к нему доступ. До тех пор помогает вторая попытка; дважды деньги не спишутся.\n",
	READERS_CLIENTS, ARTICLE_PUBLISHED, 29, 27, 2, 0},

    {6, "en", "How we close tickets that nobody answers",
	"When to ask again, when to solve, and what to write.",
	"accounts", "how-we-work",
	"## When\n\nA ticket that waits for its client is asked about after three working days, and once more after a week. "
	"After two weeks it is solved with what we know.\n\n"
	"## What to write\n\n> We have not heard from you and hope that it works again. If it doesn't, answer this message: "
	"the ticket opens again by itself, with everything that was said.\n\n"
	"Never write “closed due to inactivity”: it was a person who was busy.\n",
	READERS_STAFF, ARTICLE_PUBLISHED, 200, 0, 0, 0},

    {7, "en", "Print labels from the web shop",
	"Half written: the printer's settings are still missing.",
	"webshop", "labels printer",
	"## Problem\n\nLabels from the web shop are cut off at the right.\n\n## Cause\n\n## Solution\n",
	READERS_PUBLIC, ARTICLE_DRAFT, 12, 0, 0, 0},
    {0},
};
/* clang-format on */
