#include "model/demo_data.h"

enum err demo_archive(struct db *db, struct arena *arena, int *added)
{
	(void)db;
	(void)arena;
	*added = 0;
	return OK;
}
