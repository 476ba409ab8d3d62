#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/text.h"

enum { LINE = 64 };

struct journal {
	int file;
};

enum err journal_open(const char *folder, struct journal **out)
{
	struct journal *journal = calloc(1, sizeof *journal);
	char path[4096];

	*out = NULL;
	if (!journal)
		return ERROR(ERR_MEMORY, "no memory for the journal");
	if (snprintf(path, sizeof path, "%s/journal", folder) >= (int)sizeof path) {
		free(journal);
		return ERROR(ERR_LIMIT, "the path of the instance's folder is too long");
	}
	journal->file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
	if (journal->file < 0) {
		free(journal);
		return ERROR(ERR_IO, "%s: %s", path, strerror(errno));
	}
	if (flock(journal->file, LOCK_EX | LOCK_NB) != 0) {
		journal_close(journal);
		return ERROR(ERR_CONFLICT, "another mailout is at work in this instance");
	}
	*out = journal;
	return OK;
}

void journal_close(struct journal *journal)
{
	if (!journal)
		return;
	(void)close(journal->file);
	free(journal);
}

/* --- Writing. */

static enum err append(struct journal *journal, const char *text, size_t length)
{
	ssize_t written;

	do
		written = write(journal->file, text, length);
	while (written < 0 && errno == EINTR);
	return written == (ssize_t)length
		   ? OK
		   : ERROR(ERR_IO, "journal: %s", written < 0 ? strerror(errno) : "disk full");
}

static size_t make_line(char line[static LINE], char what, const struct job *job)
{
	int length = snprintf(line, LINE, "%c %" PRId64 " %" PRId64 " %" PRId64 "\n", what, job->id,
	    job->fence, job->attempts);

	return length > 0 && length < LINE ? (size_t)length : 0;
}

enum err journal_claimed(struct journal *journal, const struct job *jobs, size_t count)
{
	char line[LINE];

	for (size_t i = 0; i < count; i++)
		TRY(append(journal, line, make_line(line, 'C', &jobs[i])));
	return OK;
}

enum err journal_sent(struct journal *journal, const struct job *job)
{
	char line[LINE];

	return append(journal, line, make_line(line, 'S', job));
}

enum err journal_clear(struct journal *journal)
{
	return ftruncate(journal->file, 0) == 0 ? OK
						: ERROR(ERR_IO, "journal: %s", strerror(errno));
}

/* --- Reading. */

static enum err read_whole(struct journal *journal, struct arena *arena, char **text)
{
	size_t room = (size_t)JOURNAL_JOBS * 2 * LINE, length = 0;
	ssize_t count = 1;

	*text = arena_alloc(arena, room + 1);
	if (!*text)
		return ERROR(ERR_MEMORY, "no memory to read the journal");
	while (count && length < room) {
		count = pread(journal->file, *text + length, room - length, (off_t)length);
		if (count < 0 && errno != EINTR)
			return ERROR(ERR_IO, "journal: %s", strerror(errno));
		if (count > 0)
			length += (size_t)count;
	}
	(*text)[length] = '\0';
	return OK;
}

/* "S ID FENCE ATTEMPTS"; a line that was cut short by a full disk is none. */
static bool read_line(char *line, char *what, struct job *job)
{
	int64_t *const numbers[] = {&job->id, &job->fence, &job->attempts};
	char *rest = line;
	const char *word = strsep(&rest, " ");

	*what = *word;
	for (size_t i = 0; i < 3; i++) {
		word = strsep(&rest, " ");
		if (!word || !text_to_int(word, 0, INT64_MAX, numbers[i]))
			return false;
	}
	return !rest && (*what == 'C' || *what == 'S');
}

static void take_line(struct journal_left *left, char *line)
{
	struct job job;
	char what;

	if (!read_line(line, &what, &job))
		return;
	if (what == 'C') {
		if (left->claimed_count < JOURNAL_JOBS)
			left->claimed[left->claimed_count++] = job;
		return;
	}
	if (left->sent_count < JOURNAL_JOBS)
		left->sent[left->sent_count++] = job;
	for (size_t i = 0; i < left->claimed_count; i++)
		if (left->claimed[i].id == job.id && left->claimed[i].fence == job.fence) {
			left->claimed[i] = left->claimed[--left->claimed_count];
			break;
		}
}

enum err journal_read(struct journal *journal, struct arena *arena, struct journal_left *left)
{
	char *text, *line;

	*left = (struct journal_left){.sent = ARENA_ARRAY(arena, struct job, JOURNAL_JOBS),
	    .claimed = ARENA_ARRAY(arena, struct job, JOURNAL_JOBS)};
	if (!left->sent || !left->claimed)
		return ERROR(ERR_MEMORY, "no memory to read the journal");
	TRY(read_whole(journal, arena, &text));
	for (line = text; *line;) {
		char *end = strchr(line, '\n');

		if (!end)
			break;
		*end = '\0';
		take_line(left, line);
		line = end + 1;
	}
	return OK;
}
