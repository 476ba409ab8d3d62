/*
 * reader.h: a process that reads messages for another one, which holds secrets.
 *
 * mail_parse_isolated forks the process that calls it, and with it all that this knows: passwords,
 * keys, the connection to the database. A program that has such things starts a reader before it
 * loads them. The reader holds nothing, and forks a child without rights for each message.
 */
#ifndef DOCKET_MAIL_READER_H
#define DOCKET_MAIL_READER_H

#include "mail/mail.h"

struct mail_reader;

/* Forks the reader; it ends with this process. ERR_IO, ERR_MEMORY, ERR_INTERNAL. */
enum err mail_reader_start(struct mail_reader **out);
void mail_reader_stop(struct mail_reader *reader);

/* As mail_parse_isolated. ERR_IO: the reader is gone, and a program does best to end, too. */
enum err mail_reader_read(struct mail_reader *reader, struct arena *arena, const void *raw,
    size_t length, enum mail_content content, struct mail **out);

#endif
