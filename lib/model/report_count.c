#include "model/report_count.h"

#include <stdlib.h>

enum { ROOM_FIRST = 64, STEPS = 64 * 1024 };

static size_t slot_of(const struct report_table *table, int64_t key)
{
	size_t mask = 2 * table->room - 1;
	size_t slot = (size_t)((uint64_t)key * UINT64_C(0x9e3779b97f4a7c15) >> 32) & mask;

	while (table->slots[slot] && table->at[table->slots[slot] - 1].key != key)
		slot = (slot + 1) & mask;
	return slot;
}

static enum err grow(struct report_table *table)
{
	size_t room = table->room ? 2 * table->room : ROOM_FIRST;
	struct report_group *at = realloc(table->at, room * sizeof *at);
	size_t *slots;

	if (!at)
		return ERROR(ERR_MEMORY, "no memory for %zu groups", room);
	table->at = at;
	slots = calloc(2 * room, sizeof *slots);
	if (!slots)
		return ERROR(ERR_MEMORY, "no memory for %zu groups", room);
	free(table->slots);
	table->slots = slots;
	table->room = room;
	for (size_t i = 0; i < table->count; i++)
		table->slots[slot_of(table, at[i].key)] = i + 1;
	return OK;
}

enum err report_table_note(
    struct report_table *table, int64_t key, int64_t received, int64_t solved)
{
	size_t slot;

	if (table->count == table->room)
		TRY(grow(table));
	slot = slot_of(table, key);
	if (!table->slots[slot]) {
		table->at[table->count] = (struct report_group){.key = key};
		table->slots[slot] = ++table->count;
	}
	table->at[table->slots[slot] - 1].received += received;
	table->at[table->slots[slot] - 1].solved += solved;
	return OK;
}

void report_table_free(struct report_table *table)
{
	free(table->at);
	free(table->slots);
	*table = (struct report_table){.count = 0};
}

/* Seconds, then minutes, then hours: each as far as STEPS of it reach. */
static const int64_t UNITS[] = {1, 60, 3600};
enum { UNIT_COUNT = sizeof UNITS / sizeof *UNITS };

struct report_durations {
	int64_t count;
	uint32_t times[UNIT_COUNT][STEPS];
};

struct report_durations *report_durations_new(void)
{
	return calloc(1, sizeof(struct report_durations));
}

void report_durations_note(struct report_durations *durations, timestamp from, timestamp to)
{
	int64_t seconds = to > from ? (to - from) / TIMESTAMP_SECOND : 0;
	size_t unit = 0;

	while (unit < UNIT_COUNT - 1 && seconds / UNITS[unit] >= STEPS)
		unit++;
	seconds /= UNITS[unit];
	durations->times[unit][seconds < STEPS ? seconds : STEPS - 1]++;
	durations->count++;
}

/* The least duration that so many per cent of them don't exceed. */
static int64_t quantile(const struct report_durations *durations, int64_t per_cent)
{
	int64_t rank = (durations->count * per_cent + 99) / 100, seen = 0;

	for (size_t unit = 0; unit < UNIT_COUNT; unit++)
		for (int64_t step = 0; step < STEPS; step++) {
			seen += durations->times[unit][step];
			if (seen >= rank && seen)
				return step * UNITS[unit];
		}
	return -1;
}

void report_durations_read(
    const struct report_durations *durations, struct report_quantiles *quantiles)
{
	*quantiles = (struct report_quantiles){
	    durations->count, quantile(durations, 50), quantile(durations, 90)};
}

void report_durations_free(struct report_durations *durations)
{
	free(durations);
}
