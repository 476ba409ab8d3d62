/*
 * border.hh: from C++ to C: exceptions become recorded errors.
 */
#ifndef DOCKET_SEARCH_BORDER_HH
#define DOCKET_SEARCH_BORDER_HH

#include <new>
#include <stdexcept>

#include <xapian.h>

extern "C" {
#include "base/err.h"
}

namespace docket
{

/* Thrown inside to end with a certain code; the error has been recorded. */
struct failure {
	enum err code;
};

/* Runs the body; whatever it throws is recorded and returned. An index that is missing, broken or
 * locked is `unavailable`. */
template <typename body> enum err guarded(enum err unavailable, body &&run) noexcept
{
	try {
		return run();
	} catch (const failure &e) {
		return e.code;
	} catch (const std::bad_alloc &) {
		return ERROR(ERR_MEMORY, "search: no memory");
	} catch (const std::length_error &) {
		return ERROR(ERR_MEMORY, "search: no memory");
	} catch (const Xapian::DatabaseLockError &e) {
		return ERROR(ERR_CONFLICT, "search: %s", e.get_msg().c_str());
	} catch (const Xapian::DatabaseError &e) {
		return ERROR(unavailable, "search: %s: %s", e.get_type(), e.get_msg().c_str());
	} catch (const Xapian::Error &e) {
		return ERROR(ERR_INTERNAL, "search: %s: %s", e.get_type(), e.get_msg().c_str());
	} catch (const std::exception &e) {
		return ERROR(ERR_INTERNAL, "search: %s", e.what());
	} catch (...) {
		return ERROR(ERR_INTERNAL, "search: unknown exception");
	}
}

} // namespace docket

#endif
