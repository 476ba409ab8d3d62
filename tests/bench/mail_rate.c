/*
 * mail_rate.c: how many messages a second go through the isolated parser.
 *
 *     mail_rate SECONDS FILE…        prints the rate
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "mail/mail.h"

struct file {
	const char *bytes;
	size_t length;
};

static struct file open_file(const char *name)
{
	struct file file = {"", 0};
	struct stat stat;
	int descriptor = open(name, O_RDONLY | O_CLOEXEC);

	if (descriptor < 0 || fstat(descriptor, &stat) != 0)
		return file;
	file.length = (size_t)stat.st_size;
	if (file.length > 0)
		file.bytes = mmap(NULL, file.length, PROT_READ, MAP_PRIVATE, descriptor, 0);
	(void)close(descriptor);
	return file;
}

static double now(void)
{
	struct timespec at;

	(void)clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

int main(int count, char **names)
{
	struct arena *arena = arena_new((size_t)256 << 20);
	double begin, length, took;
	size_t files = (size_t)count - 2, messages = 0;
	struct file *all;

	if (count < 3 || !arena || mail_prepare() != OK)
		return 1;
	length = strtod(names[1], NULL);
	all = calloc(files, sizeof *all);
	for (size_t i = 0; all && i < files; i++)
		all[i] = open_file(names[i + 2]);
	begin = now();
	do {
		for (size_t i = 0; all && i < files; i++, messages++) {
			struct mail *mail;

			if (mail_parse_isolated(
				arena, all[i].bytes, all[i].length, MAIL_WITH_BYTES, &mail) != OK)
				exit(1);
			arena_reset(arena);
		}
		took = now() - begin;
	} while (took < length);
	free(all);
	arena_free(arena);
	(void)printf("%.0f\n", (double)messages / took);
	return 0;
}
