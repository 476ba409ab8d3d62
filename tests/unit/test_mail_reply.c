/* What is new in a reply, as mail programs write replies in the languages of their users. */
#include "unit.h"

#include <string.h>

#include "base/arena.h"
#include "mail/reply.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)256 << 20);
	return arena ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const char *text(const char *body)
{
	const char *reply;

	assert_int_equal(reply_from_text(arena, body, strlen(body), false, &reply), OK);
	return reply;
}

static const char *html(const char *body)
{
	const char *reply;
	bool marked;

	assert_int_equal(reply_from_html(arena, body, strlen(body), false, &reply, &marked), OK);
	return reply;
}

/* Lines that programs write above a quote. */
static void who_wrote_is_known_in_many_languages(void **state)
{
	static const char *const LINES[] = {
	    "On Mon, 3 Jun 2024 at 09:15, Help Desk <help@example.org> wrote:",
	    "On Mon, Jun 3, 2024 at 9:15 AM Help Desk <\nhelp+1010.abcdefghijklmnop@example.org> "
	    "wrote:",
	    "On 3 Jun 2024, at 09:15, Help Desk <help@example.org> wrote:",
	    "On 03/06/2024 09:15, Help Desk wrote:",
	    "Am 03.06.2024 um 09:15 schrieb Help Desk:",
	    "Am Mo., 3. Juni 2024 um 09:15 Uhr schrieb Help Desk <help@example.org>:",
	    "Help Desk <help@example.org> schrieb am Mo., 3. Juni 2024, 09:15:",
	    "Le lun. 3 juin 2024 à 09:15, Help Desk <help@example.org> a écrit\u00a0:",
	    "Le 03/06/2024 à 09:15, Help Desk a écrit :",
	    "El lun, 3 jun 2024 a las 9:15, Help Desk (<help@example.org>) escribió:",
	    "El 3/6/24 a las 9:15, Help Desk escribió:",
	    "Il giorno lun 3 giu 2024 alle ore 09:15 Help Desk <help@example.org> ha scritto:",
	    "Il 03/06/2024 09:15, Help Desk ha scritto:",
	    "Em seg., 3 de jun. de 2024 às 09:15, Help Desk <help@example.org> escreveu:",
	    "Op ma 3 jun 2024 om 09:15 schreef Help Desk <help@example.org>:",
	    "Op 3 jun 2024, om 09:15 heeft Help Desk <help@example.org> het volgende geschreven:",
	    "man. 3. juni 2024 kl. 09:15 skrev Help Desk <help@example.org>:",
	    "Den man. 3. jun. 2024 kl. 09.15 skrev Help Desk <help@example.org>:",
	    "Den 03.06.2024 09:15, skrev Help Desk:",
	    "3. juni 2024 kl. 09:15 skrev Help Desk <help@example.org>:",
	    "Den mån 3 juni 2024 kl 09:15 skrev Help Desk <help@example.org>:",
	    "W dniu 03.06.2024 o 09:15, Help Desk pisze:",
	    "pon., 3 cze 2024 o 09:15 Help Desk <help@example.org> napisał(a):",
	    "Wiadomość napisana przez Help Desk <help@example.org> w dniu 03.06.2024, o godz. "
	    "09:15:",
	    "Dnia 3 czerwca 2024 09:15 Help Desk <help@example.org> napisał(a):",
	    "пн, 3 июн. 2024 г. в 09:15, Help Desk <help@example.org>:",
	    "03.06.2024 09:15, Help Desk пишет:",
	    "Понедельник, 3 июня 2024, 9:15 +03:00 от Help Desk <help@example.org>:",
	    "3 июня 2024 г., в 09:15, Help Desk <help@example.org> написал(а):",
	    "03.06.2024, 09:15, \"Help Desk\" <help@example.org>:",
	    "ma 3. kesäk. 2024 klo 9.15 Help Desk (help@example.org) kirjoitti:",
	    "2024-06-03 9:15 GMT+02:00 Help Desk <help@example.org>:",
	};

	(void)state;
	for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++) {
		const char *above = arena_format(
		    arena, "It works now.\n\n%s\n\n> Does it work?\n> Greetings\n", LINES[i]);
		const char *below =
		    arena_format(arena, "%s\n> Does it work?\n\nIt works now.\n", LINES[i]);

		assert_string_equal(text(above), "It works now.");
		assert_string_equal(text(below), "It works now.");
	}
}

/* Blocks of headers, as Outlook writes them. */
static void quoted_headers_are_known_in_many_languages(void **state)
{
	static const char *const BLOCKS[] = {
	    "From: Help Desk <help@example.org>\nSent: Monday, June 3, 2024 9:15 AM\nTo: "
	    "Anna\nSubject: x",
	    "-----Original Message-----\nFrom: Help Desk\nSent: Monday\nTo: Anna\nSubject: x",
	    "________________________________\nFrom: Help Desk <help@example.org>\nSent: "
	    "Monday\nTo: Anna\nSubject: x",
	    "*From:* Help Desk <help@example.org>\n*Sent:* Monday\n*To:* Anna\n*Subject:* x",
	    "Von: Help Desk <help@example.org>\nGesendet: Montag, 3. Juni 2024 09:15\nAn: "
	    "Anna\nBetreff: x",
	    "-----Ursprüngliche Nachricht-----\nVon: Help Desk",
	    "De : Help Desk <help@example.org>\nEnvoyé : lundi 3 juin 2024 09:15\nÀ : Anna\nObjet "
	    ": x",
	    "De: Help Desk <help@example.org>\nEnviado: lunes\nPara: Anna\nAsunto: x",
	    "Da: Help Desk <help@example.org>\nInviato: lunedì\nA: Anna\nOggetto: x",
	    "Van: Help Desk <help@example.org>\nVerzonden: maandag\nAan: Anna\nOnderwerp: x",
	    "Fra: Help Desk <help@example.org>\nSendt: mandag 3. juni 2024 09:15\nTil: Anna\nEmne: "
	    "x",
	    "Från: Help Desk <help@example.org>\nSkickat: den 3 juni 2024\nTill: Anna\nÄmne: x",
	    "Od: Help Desk <help@example.org>\nWysłano: poniedziałek, 3 czerwca 2024\nDo: "
	    "Anna\nTemat: x",
	    "-----Oryginalna wiadomość-----\nOd: Help Desk",
	    "От: Help Desk <help@example.org>\nОтправлено: 3 июня 2024 г. 9:15\nКому: Anna\nТема: "
	    "x",
	    "-------- Исходное сообщение --------\nОт: Help Desk",
	    "-------- Opprinnelig melding --------\nFra: Help Desk",
	};

	(void)state;
	for (size_t i = 0; i < sizeof BLOCKS / sizeof BLOCKS[0]; i++)
		assert_string_equal(
		    text(arena_format(arena, "It works now.\n\n%s\n\nDoes it work?\n", BLOCKS[i])),
		    "It works now.");
}

static void signatures_of_devices_go(void **state)
{
	static const char *const LINES[] = {"Sent from my iPhone", "Sent from Outlook for Android",
	    "Get Outlook for iOS<https://aka.ms/o0ukef>", "Von meinem iPhone gesendet",
	    "Gesendet von Mail für Windows", "Envoyé de mon iPhone", "Enviado desde mi iPhone",
	    "Inviato da iPhone", "Verzonden vanaf mijn iPhone", "Sendt fra min iPhone",
	    "Skickat från min iPhone", "Wysłane z iPhone'a", "Wysłane z mojego telefonu Samsung",
	    "Отправлено с iPhone", "Отправлено из мобильной Почты Mail.ru", "--\nAnna\nThe Firm",
	    "-- \nAnna"};

	(void)state;
	for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++) {
		assert_string_equal(
		    text(arena_format(arena, "It works now.\n\n%s\n", LINES[i])), "It works now.");
		assert_string_equal(text(arena_format(arena,
					"It works now.\n\n%s\n\nOn 3 Jun 2024, at 09:15, A "
					"<a@example.org> wrote:\n\n> x\n",
					LINES[i])),
		    "It works now.");
	}
}

static void nothing_wanted_is_lost(void **state)
{
	static const char *const WHOLE[] = {
	    "From: Oslo\nTo: Bergen\nDate: 3 June\n\nPlease book it.",
	    "On Monday it worked.\nOn Tuesday he wrote: no.\n\nWhat now?",
	    "The page says:\n\n> Error 500\n\nWhat does it mean?",
	    "> Only a quote",
	    "Steps:\n--\n1. open\n--\n2. "
	    "close\n--\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18"
	    "\n19\n20\n21\n22\n23",
	    "Sent from my desk the parcel arrived, but it was the wrong one.",
	    "FYI\n\n---------- Forwarded message ---------\nFrom: A <a@example.org>\nDate: Mon, 3 "
	    "Jun "
	    "2024\nSubject: x\nTo: B <b@example.org>\n\nThe text.",
	    "Se under.\n\n---------- Videresendt melding ---------\nFra: A "
	    "<a@example.org>\n\nTekst.",
	    "Пересылаю.\n\n-------- Пересылаемое сообщение --------\nОт: A "
	    "<a@example.org>\n\nТекст.",
	    "```\n> not a quote\n--\n```\nis what I ran",
	    "Sent from my iPhone",
	    "On Monday, dec",
	    "https://example.org/on-2024-06-03-anna-wrote:",
	    "Regards are due on 3 June 2024 at 9:15, he said.",
	};

	(void)state;
	for (size_t i = 0; i < sizeof WHOLE / sizeof WHOLE[0]; i++)
		assert_string_equal(text(WHOLE[i]), WHOLE[i]);
}

static void answers_between_quotes_keep_their_questions(void **state)
{
	(void)state;
	assert_string_equal(
	    text("Hi,\n\nOn 3 Jun 2024, at 09:15, A <a@example.org> wrote:\n> One?\n\nYes.\n\n> "
		 "Two?\n\nNo.\n\n> Greetings\n> A\n"),
	    "Hi,\n\nOn 3 Jun 2024, at 09:15, A <a@example.org> wrote:\n> One?\n\nYes.\n\n> "
	    "Two?\n\nNo.");
}

static void quotes_in_html_are_known(void **state)
{
	static const struct {
		const char *body, *reply;
	} CASES[] = {
	    {"<div>It works.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">Bilinmeyen "
	     "dil "
	     "satırı<br></div><blockquote class=\"gmail_quote\">old</blockquote></div>",
		"It works."},
	    {"<p>It works.</p><div class=\"moz-cite-prefix\">Neznámý řádek<br></div><blockquote "
	     "type=\"cite\">old</blockquote>",
		"It works."},
	    {"<div><p>It works.</p></div><hr><div id=\"divRplyFwdMsg\"><b>X:</b> y<br><b>Z:</b> "
	     "w</div><div>old</div>",
		"It works."},
	    {"<p>It works.</p><blockquote type=\"cite\"><div>On 3 Jun 2024, at 09:15, A "
	     "&lt;a@example.org&gt; wrote:</div>old</blockquote>",
		"It works."},
	    {"<p>It works.</p><p>Понедельник, 3 июня 2024, 9:15 +03:00 от A "
	     "&lt;a@example.org&gt;:</p><blockquote>old</blockquote>",
		"It works."},
	    {"<p>a</p><blockquote style=\"margin:0 0 0 40px;border:none\">moved right</blockquote>",
		"a\n\nmoved right"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
		assert_string_equal(html(CASES[i].body), CASES[i].reply);
}

static void the_time_is_linear(void **state)
{
	char *body = arena_alloc(arena, (2 << 20) + 1);

	(void)state;
	for (size_t i = 0; i < 2 << 20; i += 32)
		memcpy(body + i, "On <a@b> 3 Jun 2024 at 9:15 wrot\n", 32);
	(void)text(body);
	for (size_t i = 0; i < 2 << 20; i += 16)
		memcpy(body + i, "<blockquote>ab\n ", 16);
	(void)html(body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(who_wrote_is_known_in_many_languages),
	    cmocka_unit_test(quoted_headers_are_known_in_many_languages),
	    cmocka_unit_test(signatures_of_devices_go),
	    cmocka_unit_test(nothing_wanted_is_lost),
	    cmocka_unit_test(answers_between_quotes_keep_their_questions),
	    cmocka_unit_test(quotes_in_html_are_known),
	    cmocka_unit_test(the_time_is_linear),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
