#include "mail/mail.h"
enum err mail_parse_isolated(struct arena *arena, const void *raw, size_t length,
    enum mail_content content, struct mail **out)
{
	return mail_parse(arena, raw, length, content, out);
}
