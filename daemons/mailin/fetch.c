/* Fetches from one mailbox: each message is stored and committed before the server hears of it. */
#include "mailin.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "mail/imap.h"
#include "mail/mail.h"
#include "model/mail_in.h"
#include "model/mailbox.h"

enum {
	AT_ONCE = 64,			/* messages asked for in one command */
	BATCH_BYTES = 4 * 1024 * 1024,	/* stored in one transaction, or one that is larger */
	MARKS_AT_ONCE = 500,		/* messages marked in one command */
	IDLE = 9 * 60 * 1000,		/* ms; servers hang up after half an hour */
	POLL = 20,			/* seconds, where the server can't tell by itself */
	SIZE_MOST = MAIL_SIZE_MOST + 1, /* one byte too much: the parser says so */
};

struct fetched {
	int64_t uid;
	const void *bytes;
	size_t length;
};

struct fetch {
	struct mailin *mailin;
	struct mailbox mailbox;
	struct arena *arena; /* lives as long as this, for the mailbox */
	struct imap *imap;
	struct imap_folder folder;
	pid_t parent;

	struct fetched batch[AT_ONCE];
	size_t count, bytes;
	int64_t last; /* the highest UID that was stored */
};

/* --- Storing. */

static enum err store_batch(struct db *db, void *context)
{
	struct fetch *f = context;
	int64_t id;
	bool known;

	for (size_t i = 0; i < f->count; i++)
		TRY(mail_in_store(db, f->mailin->arena,
		    &(struct mail_in_new){.mailbox_id = f->mailbox.id,
			.uid_validity = f->folder.uid_validity,
			.uid = f->batch[i].uid,
			.raw = f->batch[i].bytes,
			.length = f->batch[i].length},
		    &id, &known));
	return mailbox_advance(
	    db, f->mailbox.id, f->folder.uid_validity, f->batch[f->count - 1].uid);
}

static enum err flush(struct fetch *f)
{
	if (!f->count)
		return OK;
	TRY(db_transaction(f->mailin->db, store_batch, f));
	f->last = f->batch[f->count - 1].uid;
	f->count = f->bytes = 0;
	arena_reset(f->mailin->arena);
	(void)kill(f->parent, SIGUSR1); /* (if it is gone, so are we soon) */
	return OK;
}

static enum err keep(void *context, int64_t uid, const void *bytes, size_t length)
{
	struct fetch *f = context;
	void *copy;

	/* A server may send a message that was not asked for, or one twice. */
	if (uid <= f->last || (f->count && uid <= f->batch[f->count - 1].uid))
		return OK;
	if (f->count == AT_ONCE || (f->count && f->bytes + length > BATCH_BYTES))
		TRY(flush(f));
	copy = arena_bytes(f->mailin->arena, length + 1);
	if (!copy)
		return ERROR(ERR_MEMORY, "no memory for a message of %zu bytes", length);
	memcpy(copy, bytes, length);
	f->batch[f->count++] = (struct fetched){uid, copy, length};
	f->bytes += length;
	return OK;
}

/* --- Marking. */

static enum err tell_server(struct fetch *f, const int64_t *uids, size_t count)
{
	switch (f->mailbox.afterwards) {
	case AFTERWARDS_KEEP:
		return OK;
	case AFTERWARDS_KEYWORD:
		return imap_mark(f->imap, uids, count, f->folder.keeps_keywords);
	case AFTERWARDS_MOVE:
		return imap_move(f->imap, uids, count, f->mailbox.move_to);
	}
	return OK;
}

/* All that is stored and that the server does not know to be so: of now, and of a time before. */
static enum err mark_all(struct fetch *f)
{
	int64_t *uids;
	size_t count;

	do {
		TRY(mailbox_unmarked(f->mailin->db, f->mailin->arena, f->mailbox.id,
		    f->folder.uid_validity, MARKS_AT_ONCE, &uids, &count));
		if (count) {
			TRY(tell_server(f, uids, count));
			TRY(mailbox_marked(
			    f->mailin->db, f->mailbox.id, f->folder.uid_validity, uids[count - 1]));
		}
		arena_reset(f->mailin->arena);
	} while (count == MARKS_AT_ONCE);
	return OK;
}

/* --- Fetching. */

/* One that the server refuses to hand out is kept as what can't be read: people see that it is
 * there, and it holds up no other. */
static enum err keep_refused(struct fetch *f, int64_t uid)
{
	static const char NOTHING[] =
	    "Subject: (the mail server did not hand out this message)\r\n\r\n";

	log_warn("%s: message %lld: %s", f->mailbox.name, (long long)uid, err_message());
	return keep(f, uid, NOTHING, strlen(NOTHING));
}

static enum err fetch_one(struct fetch *f, int64_t uid)
{
	enum err err = imap_fetch(f->imap, &uid, 1, SIZE_MOST, keep, f);

	return err == ERR_INPUT ? keep_refused(f, uid) : err;
}

static enum err fetch_some(struct fetch *f, const int64_t *uids, size_t count)
{
	enum err err = imap_fetch(f->imap, uids, count, SIZE_MOST, keep, f), stored = flush(f);

	if (stored != OK)
		return stored;
	if (err == ERR_INPUT) {
		for (size_t i = 0; i < count; i++)
			if (uids[i] > f->last)
				TRY(fetch_one(f, uids[i]));
		return flush(f);
	}
	return err;
}

static enum err fetch_new(struct fetch *f, struct arena *arena)
{
	int64_t validity, done, *uids;
	size_t count;

	TRY(mailbox_progress(f->mailin->db, arena, f->mailbox.id, &validity, &done));
	if (validity != f->folder.uid_validity) {
		if (validity)
			log_info("%s: the server has numbered its messages anew: all are looked at",
			    f->mailbox.name);
		done = 0;
	}
	f->last = done;
	TRY(imap_search(f->imap, arena, done + 1, &uids, &count));
	for (size_t i = 0; i < count; i += AT_ONCE) {
		size_t some = count - i < AT_ONCE ? count - i : AT_ONCE;

		TRY(fetch_some(f, uids + i, some));
		TRY(mark_all(f));
		/* (what vanished is done with, too) */
		if (uids[i + some - 1] > f->last)
			TRY(mailbox_advance(f->mailin->db, f->mailbox.id, f->folder.uid_validity,
			    uids[i + some - 1]));
	}
	return OK;
}

/* Has somebody changed the mailbox, or switched it off? */
static enum err is_changed(struct fetch *f, bool *changed)
{
	struct mailbox now;
	enum err err = mailbox_load(f->mailin->db, f->mailin->arena, f->mailbox.id, &now);

	*changed = err == ERR_NOT_FOUND ||
		   (err == OK && (now.version != f->mailbox.version || !now.is_active));
	arena_reset(f->mailin->arena);
	return err == ERR_NOT_FOUND ? OK : err;
}

static enum err follow(struct fetch *f)
{
	int poll = (int)settings_int(f->mailin->settings, "intake.poll_seconds", 1, 86400, POLL);
	struct arena *arena = arena_new(64 * 1024 * 1024);
	bool news, changed = false;
	enum err err = arena ? mark_all(f) : ERROR(ERR_MEMORY, "no memory for a mailbox");

	while (err == OK && !changed) {
		err = fetch_new(f, arena);
		if (err == OK)
			err = mailbox_reached(f->mailin->db, f->mailbox.id);
		arena_reset(arena);
		if (err == OK)
			err = imap_wait(f->imap, IDLE, poll * 1000, &news);
		if (err == OK)
			err = db_ready(f->mailin->db);
		if (err == OK)
			err = is_changed(f, &changed);
	}
	if (arena)
		arena_free(arena);
	return err;
}

static enum err run(struct fetch *f, int64_t id)
{
	struct imap_server server;

	TRY(db_ready(f->mailin->db));
	TRY(mailbox_load(f->mailin->db, f->arena, id, &f->mailbox));
	TRY(mailbox_server(f->arena, f->mailin->settings, &f->mailbox, &server));
	TRY(imap_open(&server, &f->imap));
	TRY(imap_select(f->imap, f->mailbox.folder, &f->folder));
	return follow(f);
}

int fetch_mailbox(struct mailin *mailin, int64_t id, pid_t parent)
{
	static struct fetch f;
	enum err err;

	f = (struct fetch){.mailin = mailin, .parent = parent, .arena = arena_new(1024 * 1024)};
	err = f.arena ? run(&f, id) : ERROR(ERR_MEMORY, "no memory for a mailbox");
	if (err != OK) {
		const char *text = strstr(err_message(), ": ");
		char why[500];

		(void)snprintf(why, sizeof why, "%s", text ? text + 2 : err_message());
		log_warn("mailbox %lld: %s", (long long)id, err_message());
		if (err != ERR_NOT_FOUND || f.mailbox.id)
			(void)mailbox_failed(mailin->db, mailin->arena, id, why);
	}
	imap_close(f.imap);
	if (f.arena)
		arena_free(f.arena);
	return err == OK ? 0 : 1;
}
