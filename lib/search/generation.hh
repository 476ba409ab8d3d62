/*
 * generation.hh: the folder of the index: which generation is live, locks, the list of changes.
 *
 *     live -> g-7     a symbolic link, replaced by rename
 *     g-7/  g-8/      Xapian databases
 *     lock            held while a commit or a swap looks at `live` and acts on it
 *     rebuild         held by the one who fills the next generation
 *     changes         while somebody rebuilds: what was committed to the live index, 9 bytes each
 */
#ifndef DOCKET_SEARCH_GENERATION_HH
#define DOCKET_SEARCH_GENERATION_HH

#include <string>
#include <vector>

#include "search/search.h"

namespace docket
{

/* "g-7", or "" when there is none. */
std::string live_generation(const std::string &folder);

/* Makes the link point to it, durably. Throws failure. */
void set_live(const std::string &folder, const std::string &generation);

/* Everything in it is on the disk when this returns. Throws failure. */
void sync_generation(const std::string &folder, const std::string &generation);

/* A name that no generation in the folder has, higher than all. */
std::string next_generation(const std::string &folder);

/* Takes away all generations but `keep`. What cannot be removed stays. */
void remove_others(const std::string &folder, const std::string &keep);
void remove_generation(const std::string &folder, const std::string &generation);

/* A lock on a file, let go with the object or when the process ends. */
class file_lock
{
      public:
	file_lock() = default;
	~file_lock();
	file_lock(const file_lock &) = delete;
	file_lock &operator=(const file_lock &) = delete;

	void wait_for(const std::string &path); /* throws failure */
	bool try_for(const std::string &path);	/* false: somebody else has it */
	void release();

      private:
	int descriptor = -1;
	bool take(const std::string &path, int how);
};

struct change {
	search_kind kind;
	int64_t id;
};

/* An empty list. Throws failure. */
void start_changes(const std::string &path);

/* Appends to, and reads from a byte offset on, the list of changes. Throw failure. */
void note_changes(const std::string &path, const std::vector<change> &changes);
std::vector<change> changes_since(const std::string &path, size_t &offset);

bool exists(const std::string &path);

} // namespace docket

#endif
