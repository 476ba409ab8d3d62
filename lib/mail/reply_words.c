#include "mail/reply_words.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { DEVICE_LINE = 250 };

static const struct {
	const char *text;
	enum label label;
	bool strong;
} LABELS[] = {
    {"from", LABEL_FROM, false},
    {"von", LABEL_FROM, false},
    {"de", LABEL_FROM, false},
    {"da", LABEL_FROM, false},
    {"van", LABEL_FROM, false},
    {"fra", LABEL_FROM, false},
    {"från", LABEL_FROM, false},
    {"od", LABEL_FROM, false},
    {"od kogo", LABEL_FROM, true},
    {"nadawca", LABEL_FROM, false},
    {"от", LABEL_FROM, false},
    {"от кого", LABEL_FROM, true},
    {"від", LABEL_FROM, false},
    {"lähettäjä", LABEL_FROM, true},
    {"feladó", LABEL_FROM, true},
    {"от кого:", LABEL_FROM, true},
    {"发件人", LABEL_FROM, true},
    {"寄件者", LABEL_FROM, true},
    {"差出人", LABEL_FROM, true},
    {"보낸 사람", LABEL_FROM, true},
    {"kimden", LABEL_FROM, true},
    {"reply-to", LABEL_OTHER, true},
    {"sent", LABEL_DATE, true},
    {"message du", LABEL_DATE, true},
    {"date", LABEL_DATE, false},
    {"gesendet", LABEL_DATE, true},
    {"datum", LABEL_DATE, false},
    {"envoyé", LABEL_DATE, true},
    {"envoyé le", LABEL_DATE, true},
    {"envoyé par", LABEL_DATE, true},
    {"enviado", LABEL_DATE, true},
    {"enviado el", LABEL_DATE, true},
    {"enviada em", LABEL_DATE, true},
    {"enviado em", LABEL_DATE, true},
    {"fecha", LABEL_DATE, false},
    {"inviato", LABEL_DATE, true},
    {"data", LABEL_DATE, false},
    {"data wysłania", LABEL_DATE, true},
    {"wysłano", LABEL_DATE, true},
    {"wysłane", LABEL_DATE, true},
    {"verzonden", LABEL_DATE, true},
    {"sendt", LABEL_DATE, true},
    {"dato", LABEL_DATE, false},
    {"skickat", LABEL_DATE, true},
    {"отправлено", LABEL_DATE, true},
    {"дата", LABEL_DATE, false},
    {"надіслано", LABEL_DATE, true},
    {"odesláno", LABEL_DATE, true},
    {"lähetetty", LABEL_DATE, true},
    {"elküldve", LABEL_DATE, true},
    {"dátum", LABEL_DATE, false},
    {"发送时间", LABEL_DATE, true},
    {"日期", LABEL_DATE, true},
    {"送信日時", LABEL_DATE, true},
    {"to", LABEL_TO, false},
    {"an", LABEL_TO, false},
    {"à", LABEL_TO, false},
    {"a", LABEL_TO, false},
    {"para", LABEL_TO, false},
    {"aan", LABEL_TO, false},
    {"til", LABEL_TO, false},
    {"till", LABEL_TO, false},
    {"do", LABEL_TO, false},
    {"kому", LABEL_TO, false},
    {"кому", LABEL_TO, false},
    {"komu", LABEL_TO, false},
    {"vastaanottaja", LABEL_TO, true},
    {"címzett", LABEL_TO, true},
    {"收件人", LABEL_TO, true},
    {"宛先", LABEL_TO, true},
    {"cc", LABEL_OTHER, false},
    {"kopia", LABEL_OTHER, false},
    {"kopie", LABEL_OTHER, false},
    {"kopi", LABEL_OTHER, false},
    {"dw", LABEL_OTHER, false},
    {"копия", LABEL_OTHER, false},
    {"bcc", LABEL_OTHER, false},
    {"importance", LABEL_OTHER, false},
    {"attachments", LABEL_OTHER, false},
    {"risposta", LABEL_OTHER, false},
    {"copie à", LABEL_OTHER, false},
    {"sujet", LABEL_SUBJECT, true},
    {"subject", LABEL_SUBJECT, true},
    {"betreff", LABEL_SUBJECT, true},
    {"objet", LABEL_SUBJECT, true},
    {"asunto", LABEL_SUBJECT, true},
    {"oggetto", LABEL_SUBJECT, true},
    {"assunto", LABEL_SUBJECT, true},
    {"onderwerp", LABEL_SUBJECT, true},
    {"emne", LABEL_SUBJECT, true},
    {"ämne", LABEL_SUBJECT, true},
    {"temat", LABEL_SUBJECT, true},
    {"тема", LABEL_SUBJECT, true},
    {"předmět", LABEL_SUBJECT, true},
    {"predmet", LABEL_SUBJECT, true},
    {"aihe", LABEL_SUBJECT, true},
    {"tárgy", LABEL_SUBJECT, true},
    {"konu", LABEL_SUBJECT, true},
    {"主题", LABEL_SUBJECT, true},
    {"主旨", LABEL_SUBJECT, true},
    {"件名", LABEL_SUBJECT, true},
};

enum label words_label(const char *line, bool *strong)
{
	size_t length;

	line += strspn(line, " \t*_");
	length = strcspn(line, ":*");
	*strong = false;
	if (line[length] == '*' && line[length + 1] != ':')
		return LABEL_NONE;
	if (!line[length] || length > 40)
		return LABEL_NONE;
	while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
		length--;
	if (length > 2 && !memcmp(line + length - 2, "\xc2\xa0", 2))
		length -= 2; /* a French colon has a fixed blank before it */
	for (size_t i = 0; i < COUNT(LABELS); i++) {
		if (strlen(LABELS[i].text) == length && !memcmp(LABELS[i].text, line, length)) {
			*strong = LABELS[i].strong;
			return LABELS[i].label;
		}
	}
	return LABEL_NONE;
}

/* A letter of any script, or the middle of one. */
static bool is_letter(char c)
{
	return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* The last place where the word stands by itself; NULL for none. */
static const char *last_word(const char *line, const char *word)
{
	size_t length = strlen(word);
	const char *found = NULL;
	bool ideographs = (unsigned char)word[0] >= 0xe3; /* they have no blanks between words */

	for (const char *p = line; (p = strstr(p, word)) != NULL; p++)
		if (ideographs || ((p == line || !is_letter(p[-1])) && !is_letter(p[length])))
			found = p;
	return found;
}

static const char *const WROTE[] = {"wrote", "writes", "sent", "said", "schrieb", "geschrieben",
    "a écrit", "écrit", "ecrit", "escribió", "escribio", "escreveu", "ha scritto", "scritto",
    "schreef", "geschreven", "skrev", "skrifaði", "napisał", "napisała", "napisał(a)", "napisał/a",
    "napisana", "pisze", "napisal", "napsal", "napsal(a)", "napísal", "написал", "написала",
    "написал(а)", "пишет", "писал", "писал(а)", "написав", "пише", "kirjoitti", "írta", "ezt írta",
    "a scris", "yazdı", "έγραψε", "đã viết", "menulis", "写道", "寫道", "のメッセージ", "님이 작성",
    "je napisao", "rašė"};

bool words_wrote(const char *line, const char **at)
{
	*at = NULL;
	for (size_t i = 0; i < COUNT(WROTE); i++) {
		const char *found = last_word(line, WROTE[i]);

		if (found && found + strlen(WROTE[i]) > *at)
			*at = found + strlen(WROTE[i]);
	}
	return *at != NULL;
}

static const char *const BEGINNINGS[] = {"on ", "at ", "am ", "um ", "le ", "el ", "em ", "il ",
    "op ", "den ", "på ", "w dniu ", "dnia ", "dne ", "dňa ", "в ", "pe ", "vào ", "在 ", "în ",
    "--- on ", "---- on ", "from ", "wiadomość napisana "};

bool words_begins(const char *line)
{
	for (size_t i = 0; i < COUNT(BEGINNINGS); i++)
		if (text_starts(line, BEGINNINGS[i]))
			return true;
	return text_starts(line, "在");
}

static bool has_any(const char *line, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strstr(line, words[i]))
			return true;
	return false;
}

bool words_original(const char *line)
{
	static const char *const ORIGINAL[] = {"original message", "original email",
	    "original appointment", "reply message", "ursprüngliche nachricht",
	    "ursprüngliche mail", "originalnachricht", "oprindelig besked", "oprindelig mail",
	    "original besked", "opprinnelig e-post", "opprinnelig beskjed", "ursprungligt mejl",
	    "oryginalny e-mail", "message initial", "исходное письмо", "original nachricht",
	    "antwort nachricht", "oprindelig meddelelse", "opprinnelig melding",
	    "oryginalna wiadomość", "wiadomość oryginalna", "wiadomość pierwotna",
	    "исходное сообщение", "оригинальное сообщение", "первоначальное сообщение",
	    "вихідне повідомлення", "message d'origine", "message d\xe2\x80\x99origine",
	    "message original", "mensaje original", "mensagem original", "messaggio originale",
	    "oorspronkelijk bericht", "origineel bericht", "ursprungligt meddelande",
	    "originalmeddelande", "alkuperäinen viesti", "původní zpráva", "eredeti üzenet",
	    "mesaj original", "原始邮件", "原始郵件", "元のメッセージ", "원본 메시지"};

	return has_any(line, ORIGINAL, COUNT(ORIGINAL));
}

bool words_forwarded(const char *line)
{
	static const char *const FORWARDED[] = {"forwarded message", "forwarded by",
	    "begin forwarded", "forwarded email", "weitergeleitete nachricht",
	    "weitergeleitete mail", "anfang der weitergeleiteten", "message transféré",
	    "début du message transféré", "message réexpédié", "mensaje reenviado",
	    "inicio del mensaje reenviado", "messaggio inoltrato", "inizio messaggio inoltrato",
	    "mensagem encaminhada", "doorgestuurd bericht", "begin doorgestuurd",
	    "videresendt melding", "videresendt besked", "videresendt meddelelse",
	    "start på videresendt", "vidarebefordrat meddelande", "vidarebefordrat mejl",
	    "przekazana wiadomość", "wiadomość przekazana", "przesłana dalej",
	    "początek przekazywanej", "пересылаемое сообщение", "пересланное сообщение",
	    "начало переадресованного", "перенаправленное сообщение", "переслане повідомлення",
	    "přeposlaná zpráva", "edelleenlähetetty viesti", "välitetty viesti",
	    "továbbított üzenet", "转发的邮件", "轉寄的郵件", "転送されたメッセージ"};

	return has_any(line, FORWARDED, COUNT(FORWARDED));
}

/* --- Dates. */

static size_t digits(const char *p)
{
	size_t count = 0;

	while (isdigit((unsigned char)p[count]))
		count++;
	return count;
}

/* 12:30, 12.30, 2017-01-09, 30.09.2017, 7/20/13: two numbers or more with one mark between. */
static bool is_numeric_date(const char *p)
{
	size_t first = digits(p), second;
	char mark = p[first];

	if (!first || first > 4 || !mark || !strchr(":.-/", mark))
		return false;
	second = digits(p + first + 1);
	if (second < 1 || second > 2)
		return false;
	if (mark == ':' || first == 4)
		return true;
	return p[first + 1 + second] == mark && digits(p + first + second + 2) >= 2;
}

static bool is_year(const char *p)
{
	return digits(p) == 4 && (!strncmp(p, "19", 2) || !strncmp(p, "20", 2));
}

static bool number_follows(const char *p)
{
	return *p == ' ' && digits(p + 1) > 0;
}

bool words_date(const char *line)
{
	for (const char *p = line; *p; p += digits(p) ? digits(p) : 1)
		if (isdigit((unsigned char)*p) && (is_numeric_date(p) || is_year(p)))
			return true;
	/* "Wed, Dec 9" has neither. */
	for (const char *p = line; (p = strchr(p, ' ')) != NULL; p++) {
		static const char *const MONTHS[] = {"jan", "feb", "mar", "apr", "may", "jun",
		    "jul", "aug", "sep", "oct", "nov", "dec"};

		for (size_t i = 0; i < COUNT(MONTHS); i++)
			if (text_starts(p + 1, MONTHS[i]) &&
			    number_follows(p + 1 + strcspn(p + 1, " ")))
				return true;
	}
	return false;
}

static const char *const WEEKDAYS[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "montag",
    "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "mandag", "tirsdag",
    "onsdag", "torsdag", "fredag", "lørdag", "søndag", "måndag", "tisdag", "lördag", "söndag",
    "poniedział", "wtorek", "środ", "czwart", "piąt", "sobot", "niedziel", "пн", "вт", "ср", "чт",
    "пт", "сб", "вс", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота",
    "воскресенье", "понеділок", "вівторок", "середа", "п'ятниця", "субота", "неділя", "lundi",
    "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes", "miércoles",
    "jueves", "viernes", "sábado", "domingo", "lunedì", "martedì", "mercoledì", "giovedì",
    "venerdì", "sabato", "domenica", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag",
    "zaterdag", "zondag", "śr.", "pon.", "wt.", "czw.", "pt.", "sob.", "niedz.", "man.", "tir.",
    "ons.", "tor.", "fre.", "lør.", "søn.", "pt., ", "śr., "};

bool words_begins_with_date(const char *line)
{
	if (isdigit((unsigned char)*line)) {
		size_t count = digits(line);

		/* "23 mar 2017", "2016-10-24", "30.09.2017". */
		return is_numeric_date(line) ||
		       (count <= 2 && (line[count] == ' ' || line[count] == '.') &&
			   words_date(line));
	}
	for (size_t i = 0; i < COUNT(WEEKDAYS); i++)
		if (text_starts(line, WEEKDAYS[i]))
			return words_date(line);
	return false;
}

/* --- What a device or a program adds under a message. */

static const char *const DEVICE_BEGINNINGS[] = {"sent from", "sent via", "sent with", "sent by",
    "sent wirelessly", "sent using", "get outlook for", "download outlook for", "envoyé de",
    "envoyé depuis", "envoyé à partir", "envoyé avec", "envoyé sans fil", "obtenir outlook pour",
    "télécharger outlook pour", "von meinem", "gesendet von", "gesendet mit", "gesendet aus",
    "outlook für", "diese nachricht wurde von mein", "holen sie sich outlook", "hol dir outlook",
    "enviado desde", "enviado do meu", "enviado de mi", "enviado a partir", "obtener outlook para",
    "obter o outlook", "inviato da", "inviato dal", "inviato con", "scarica outlook",
    "ottieni outlook", "verzonden met", "verzonden vanaf", "verstuurd vanaf", "verstuurd met",
    "outlook voor", "sendt fra", "sendt med", "sendt via", "skickat från", "skickades från",
    "hent outlook", "få outlook", "hämta outlook", "skaff deg outlook", "last ned outlook",
    "wysłane z", "wysłano z", "wysłane za pomocą", "pobierz program outlook", "pobierz outlook",
    "uzyskaj outlook", "отправлено с", "отправлено из", "отправлено при помощи", "скачать outlook",
    "загрузить outlook", "получить outlook", "надіслано з", "відправлено з", "lähetetty",
    "hanki outlook", "odesláno z", "poslano sa", "küldve", "從我的", "发自我的", "從我",
    "iphoneから送信", "ipadから送信", "나의 iphone"};

/* Names that tell a device or a program of it from a place or a person. */
static const char *const DEVICES[] = {"iphone", "ipad", "ipod", "android", "samsung", "galaxy",
    "blackberry", "phone", "mobil", "smartphone", "handy", "telefon", "télefon", "téléfon",
    "téléphone", "huawei", "xiaomi", "redmi", "nokia", "htc", "sony", "xperia", "lg ", "motorola",
    "oneplus", "pixel", "outlook", "yahoo", "airmail", "mailbox", "mail", "windows", "tablet",
    "typeapp", "bluemail", "k-9", "spark", "cell", "wiko", "alcatel", "acompli", "poczt", "почт",
    "телефон", "устройств", "device", "proton", "hey", "surface", "mac", "puhelim"};

static const char *const EXCUSES[] = {"typo", "excuse", "brevity", "pardon", "forgive", "brief",
    "kürze", "tippfehler", "entschuldig", "skrivefeil"};

static size_t count_words(const char *p, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		if (p[i] != ' ' && (i == 0 || p[i - 1] == ' '))
			count++;
	return count;
}

/* What follows "sent from": a few words that name a device, perhaps an excuse behind them. */
static bool names_device(const char *rest)
{
	size_t length = strcspn(rest, ",.;!<[(");

	if (has_any(rest, EXCUSES, COUNT(EXCUSES)))
		return count_words(rest, strlen(rest)) <= 16;
	/* A sentence goes on behind its comma. */
	if (rest[length] && strchr(",;", rest[length]) &&
	    count_words(rest + length, strlen(rest + length)) > 3)
		return false;
	if (has_any(rest, DEVICES, COUNT(DEVICES)))
		return count_words(rest, length) <= 12;
	return count_words(rest, length) <= 6;
}

bool words_device(const char *text)
{
	char line[DEVICE_LINE + 1];
	size_t length = 0;

	text += strspn(text, " \t<([*_");
	for (; *text && length < DEVICE_LINE; text++)
		if (!strchr("[]*_", *text)) /* marks of links and of bold type */
			line[length++] = *text;
	line[length] = '\0';
	if (!length || *text)
		return false;
	for (size_t i = 0; i < COUNT(DEVICE_BEGINNINGS); i++)
		if (text_starts(line, DEVICE_BEGINNINGS[i]))
			return names_device(line + strlen(DEVICE_BEGINNINGS[i]));
	/* "From my iPhone 6", "Someone from mobile", "via mobile". */
	if (text_starts(line, "from my ") && count_words(line, length) <= 6)
		return has_any(line, DEVICES, COUNT(DEVICES));
	if (length < 40 && (strstr(line, " from mobile") || text_starts(line, "via mobile")))
		return count_words(line, length) <= 4;
	return false;
}

bool words_forward_subject(const char *subject)
{
	static const char *const PREFIXES[] = {"fw:", "fwd:", "wg:", "tr:", "rv:", "i:", "enc:",
	    "doorst:", "vs:", "vl:", "vb:", "pd:", "podaj dalej:", "пересл:", "fwd.",
	    "[fwd:", "转发:", "轉寄:"};

	for (size_t i = 0; i < COUNT(PREFIXES); i++)
		if (text_starts(subject, PREFIXES[i]))
			return true;
	return false;
}
