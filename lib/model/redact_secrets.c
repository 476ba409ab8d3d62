#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "model/redact_scan.h"

enum { TOKEN_LEAST = 20, HEX_LEAST = 32, VALUE_MOST = 200, SPAN = 3 };

/* --- Behind a word that announces one. */

static const char *const PASSWORD_WORDS[] = {"password", "passwords", "passwd", "pwd", "pass",
    "passphrase", "passcode", "pin", "hasło", "hasłem", "hasła", "haslo", "passord", "passordet",
    "passordfrase", "пароль", "пароля", "паролем", "пинкод", "pw", NULL};
static const char *const SECRET_WORDS[] = {"token", "key", "secret", "apikey", "api-key", "klucz",
    "klucza", "nøkkel", "nøkkelen", "lisensnøkkel", "ключ", "токен", "licence", "license", "bearer",
    "lisens", "licencja", "лицензия", NULL};
static const char *const LOGIN_WORDS[] = {"username", "user", "login", "userid", "brukernavn",
    "bruker", "użytkownik", "użytkownika", "логин", "пользователь", NULL};
/* "is", between word and value. */
static const char *const BEING[] = {"is", "was", "er", "var", "jest", "to", "был", "это", NULL};

static const char *skip_blanks(const char *at)
{
	while (*at == ' ' || *at == '\t' || *at == '*' || *at == '`')
		at++;
	return at;
}

/* The value begins behind ":" or "=", or behind "is". *plain: nothing but the word "is" says that
 * it is a value. NULL: no value. */
static const char *value_after(const struct redact_scan *scan, size_t word, bool *plain)
{
	const struct redact_token *w = &scan->words[word];
	const char *at = skip_blanks(scan->text + w->start + w->length);

	*plain = false;
	if (*at == ':' || *at == '=' || !strncmp(at, "→", strlen("→")) || !strncmp(at, "->", 2)) {
		at += *at == ':' || *at == '=' ? 1 : *at == '-' ? 2 : (int)strlen("→");
		return skip_blanks(at);
	}
	if (word + 1 >= scan->word_count || !redact_is_one_of(w + 1, BEING) ||
	    scan->text + w[1].start != at)
		return NULL;
	at = skip_blanks(at + w[1].length);
	*plain = *at != ':' && *at != '=';
	return *plain ? at : skip_blanks(at + 1);
}

/* A word with something in it that sentences don't have. */
static bool is_odd(const char *value, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (redact_is_digit(value[i]) || (!(value[i] & 0x80) && value[i] != '-' &&
						     value[i] != '\'' && !redact_is_word(value[i])))
			return true;
	return false;
}

static size_t value_length(const char **value)
{
	static const char QUOTES[] = "\"'`";
	size_t length;

	if (**value && strchr(QUOTES, **value)) {
		const size_t room = strnlen(*value + 1, VALUE_MOST);
		const char *close = memchr(*value + 1, **value, room);

		if (close && close > *value + 1) {
			++*value;
			return (size_t)(close - *value);
		}
	}
	if (!strncmp(*value, "„", 3) || !strncmp(*value, "“", 3))
		*value += 3;
	length = strcspn(*value, " \t\r\n<>\"`");
	while (length && strchr(".,;:!?)'*", (*value)[length - 1]))
		length--;
	if (length > 3 &&
	    (!strncmp(*value + length - 3, "”", 3) || !strncmp(*value + length - 3, "“", 3)))
		length -= 3;
	return length > VALUE_MOST ? 0 : length;
}

static void find_announced(struct redact_scan *scan, size_t word)
{
	const struct redact_token *w = &scan->words[word];
	enum redact_kind kind = redact_is_one_of(w, PASSWORD_WORDS) ? REDACT_PASSWORD
				: redact_is_one_of(w, SECRET_WORDS) ? REDACT_SECRET
				: redact_is_one_of(w, LOGIN_WORDS)  ? REDACT_NAME
								    : 0;
	const char *value;
	size_t length;
	bool plain, quoted;

	if (!kind)
		return;
	value = value_after(scan, word, &plain);
	if (!value || !*value || *value == '[')
		return;
	quoted = strchr("\"'`", *value) != NULL;
	length = value_length(&value);
	if (length < 3 || (plain && !quoted && !is_odd(value, length)))
		return;
	if (kind == REDACT_SECRET && (length < 6 || !is_odd(value, length)))
		return;
	if (kind == REDACT_NAME && plain)
		return;
	redact_add(scan, (size_t)(value - scan->text), length, kind);
}

/* --- By their own look. */

static bool is_token_letter(char c)
{
	return redact_is_ascii_letter(c) || redact_is_digit(c) || (c && strchr("+/=_-", c));
}

static bool begins_like_key(const char *run)
{
	static const char *const BEGINNINGS[] = {"sk-", "sk_live_", "sk_test_", "pk_live_",
	    "rk_live_", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "xoxa-",
	    "AKIA", "ASIA", "AIza", "ya29", "eyJ", "whsec_", "npm_", "hf_", "SG", NULL};

	for (const char *const *at = BEGINNINGS; *at; at++)
		if (text_starts(run, *at))
			return true;
	return false;
}

struct look {
	size_t digits, upper, lower, hex, marks, slashes;
	size_t turns;  /* between letters and digits */
	size_t swings; /* between small and capital letters */
};

static struct look look_at(const char *run, size_t length)
{
	struct look look = {0};

	for (size_t i = 0; i < length; i++) {
		char c = run[i], before = i ? run[i - 1] : c;
		bool letter = redact_is_ascii_letter(c), was = redact_is_ascii_letter(before);

		look.digits += redact_is_digit(c);
		look.upper += c >= 'A' && c <= 'Z';
		look.lower += c >= 'a' && c <= 'z';
		look.hex += redact_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
		look.marks += !letter && !redact_is_digit(c);
		look.slashes += c == '/';
		look.turns += (letter && redact_is_digit(before)) || (redact_is_digit(c) && was);
		look.swings += letter && was && (c >= 'a') != (before >= 'a');
	}
	return look;
}

static bool is_token(const char *run, size_t length)
{
	struct look look = look_at(run, length);

	if (begins_like_key(run) && length >= 16 && look.digits >= 2)
		return true;
	if (length >= HEX_LEAST && look.hex == length)
		return look.digits && look.digits < length;
	if (length < TOKEN_LEAST || look.slashes > length / 10)
		return false;
	/* Words and paths change seldom between kinds of letters. */
	return (look.digits >= 3 && look.turns >= 4 && look.marks <= length / 8 &&
		   (look.swings >= 3 || look.turns >= 6)) ||
	       (look.digits >= 2 && look.swings >= length / 4);
}

/* "ABCDE-12345-FGHIJ": groups of 4 to 6 capitals and digits, some of each. */
static bool is_licence(const char *run, size_t length)
{
	struct look look = look_at(run, length);
	size_t groups = 0, size = 0;

	if (look.lower || look.digits < 2 || look.upper < 2 || length < 14)
		return false;
	for (size_t i = 0; i <= length; i++) {
		if (i < length && run[i] != '-') {
			size++;
			continue;
		}
		if (size < 4 || size > 6)
			return false;
		groups++;
		size = 0;
	}
	return groups >= 3;
}

/* A JSON Web Token goes on behind its dots. */
static size_t run_length(const char *run)
{
	bool dots = text_starts(run, "eyJ") || text_starts(run, "SG.") || text_starts(run, "ya29.");
	size_t length = 0;

	while (is_token_letter(run[length]) ||
	       (dots && run[length] == '.' && is_token_letter(run[length + 1])))
		length++;
	return length;
}

static size_t private_key_length(const char *text)
{
	static const char BEGIN[] = "-----BEGIN ", END[] = "-----END ", KEY[] = "PRIVATE KEY-----";
	const char *end;

	if (strncmp(text, BEGIN, strlen(BEGIN)) != 0)
		return 0;
	text += strlen(BEGIN);
	end = text + strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -");
	if ((size_t)(end - text) < strlen(KEY) || strncmp(end - strlen(KEY), KEY, strlen(KEY)) != 0)
		return 0;
	text -= strlen(BEGIN);
	end = strstr(text, END);
	end = end ? strstr(end + strlen(END), "-----") : NULL;
	return end ? (size_t)(end - text) + 5 : strlen(text);
}

void redact_find_secrets(struct redact_scan *scan)
{
	size_t at = 0;

	for (size_t i = 0; i < scan->word_count; i++)
		find_announced(scan, i);
	while (at < scan->length) {
		const char *text = scan->text + at;
		size_t length = *text == '-' ? private_key_length(text) : 0;

		if (length) {
			redact_add(scan, at, length, REDACT_SECRET);
			at += length;
			continue;
		}
		length = run_length(text);
		while (length > 1 && strchr("-/", text[length - 1]))
			length--;
		/* In a link it is the link's affair. */
		if (length >= 14 && !(at && strchr("/.@", scan->text[at - 1])) &&
		    (is_token(text, length) || is_licence(text, length)))
			redact_add(scan, at, length, REDACT_SECRET);
		at += length ? length : 1;
	}
}
