/* What every unit test includes first: cmocka, and the standard headers it expects before its own.
 */
#ifndef DOCKET_TESTS_UNIT_H
#define DOCKET_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
