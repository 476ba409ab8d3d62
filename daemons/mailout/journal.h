/*
 * journal.h: what this machine has claimed and what the server took, in a small file, so that a
 * daemon that is killed knows more than the database does.
 *
 * The database is told in groups, and may be away; between the server's answer and its record a
 * kill would send a message twice. A line in a file outlives a killed process (though not a power
 * failure, which costs what a lost answer costs: the same message again, under the same
 * Message-ID). The file is locked: one daemon an instance.
 */
#ifndef DOCKET_MAILOUT_JOURNAL_H
#define DOCKET_MAILOUT_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/job.h"

struct journal;

enum { JOURNAL_JOBS = 1000 }; /* between two times that it is emptied; more are not kept */

/* FOLDER/journal. ERR_CONFLICT: another daemon has it; ERR_IO, ERR_MEMORY. */
enum err journal_open(const char *folder, struct journal **out);
void journal_close(struct journal *journal);

/* What an earlier process left: jobs that were sent, and jobs that were claimed and not finished.
 */
struct journal_left {
	struct job *sent, *claimed;
	size_t sent_count, claimed_count;
};
enum err journal_read(struct journal *journal, struct arena *arena, struct journal_left *left);

/* Each is in the file when it returns OK. ERR_IO. */
enum err journal_claimed(struct journal *journal, const struct job *jobs, size_t count);
enum err journal_sent(struct journal *journal, const struct job *job);

/* The database knows it all. ERR_IO. */
enum err journal_clear(struct journal *journal);

#endif
