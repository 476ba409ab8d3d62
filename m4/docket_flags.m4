dnl DOCKET_TRY_CFLAG(VARIABLE, FLAG): appends FLAG to VARIABLE where compiler and linker take it.
dnl -Werror makes clang refuse what it would only ignore with a warning.
AC_DEFUN([DOCKET_TRY_CFLAG], [
	AC_MSG_CHECKING([whether $CC takes $2])
	docket_save_CFLAGS=$CFLAGS
	CFLAGS="$CFLAGS -Werror $2"
	AC_LINK_IFELSE([AC_LANG_PROGRAM([[#include <string.h>]], [[return 0;]])],
		[AC_MSG_RESULT([yes])
		AS_VAR_APPEND([$1], [" $2"])],
		[AC_MSG_RESULT([no])])
	CFLAGS=$docket_save_CFLAGS
])

dnl DOCKET_NEED_CFLAG(VARIABLE, FLAG, ADVICE): the same, but its absence is an error.
AC_DEFUN([DOCKET_NEED_CFLAG], [
	docket_found=
	DOCKET_TRY_CFLAG([docket_found], [$2])
	AS_IF([test -z "$docket_found"], [AC_MSG_ERROR([$CC does not take $2: $3])])
	AS_VAR_APPEND([$1], ["$docket_found"])
])

dnl Warnings, hardening and instrumentation. What is probed here goes into AM_*FLAGS, so that a
dnl caller's CFLAGS come later on the command line and win.
AC_DEFUN([DOCKET_COMPILER_FLAGS], [
	STD_FLAGS= WARN_CFLAGS= HARDEN_CPPFLAGS= HARDEN_CFLAGS= HARDEN_LDFLAGS=
	SANITIZE_FLAGS= COVERAGE_FLAGS= FUZZ_FLAGS=

	DOCKET_NEED_CFLAG([STD_FLAGS], [-std=c17], [install the Debian package gcc])

	m4_foreach_w([docket_flag], [-Wall -Wextra -Wshadow -Wconversion -Wformat=2
			-Wstrict-prototypes -Wmissing-prototypes -Wvla],
		[DOCKET_TRY_CFLAG([WARN_CFLAGS], m4_dquote(m4_defn([docket_flag])))])
	AS_IF([test "x$enable_werror" = xyes], [AS_VAR_APPEND([WARN_CFLAGS], [" -Werror"])])

	AS_CASE([$enable_sanitizers],
		[''|no], [],
		[yes], [AC_MSG_ERROR([--enable-sanitizers needs a list, e.g. --enable-sanitizers=address,undefined])],
		[DOCKET_NEED_CFLAG([SANITIZE_FLAGS], [-fsanitize=$enable_sanitizers],
			[check the list, and install the compiler's sanitizer libraries])
		AS_VAR_APPEND([SANITIZE_FLAGS], [" -fno-omit-frame-pointer -fno-sanitize-recover=all"])])

	AS_IF([test "x$enable_fuzzing" = xyes],
		[DOCKET_NEED_CFLAG([FUZZ_FLAGS], [-fsanitize=fuzzer-no-link],
			[configure with CC=clang (Debian packages clang and libclang-rt-14-dev or newer)])])
	AM_CONDITIONAL([FUZZING], [test "x$enable_fuzzing" = xyes])

	AS_IF([test "x$enable_coverage" = xyes],
		[DOCKET_NEED_CFLAG([COVERAGE_FLAGS], [--coverage], [it cannot count lines])])

	dnl _FORTIFY_SOURCE warns without optimisation and hides errors from the sanitizers.
	AS_CASE([" $CPPFLAGS $CFLAGS "],
		[*_FORTIFY_SOURCE*|*" -O0 "*], [],
		[*" -O"*], [AS_IF([test -z "$SANITIZE_FLAGS"], [
			DOCKET_TRY_CFLAG([HARDEN_CPPFLAGS], [-D_FORTIFY_SOURCE=3])
			AS_IF([test -z "$HARDEN_CPPFLAGS"],
				[DOCKET_TRY_CFLAG([HARDEN_CPPFLAGS], [-D_FORTIFY_SOURCE=2])])])])
	m4_foreach_w([docket_flag], [-fstack-protector-strong -fstack-clash-protection
			-fcf-protection -fPIE],
		[DOCKET_TRY_CFLAG([HARDEN_CFLAGS], m4_dquote(m4_defn([docket_flag])))])
	dnl Static libraries cannot say what they need: a program names all, and keeps what it uses.
	m4_foreach_w([docket_flag], [-pie -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,--as-needed],
		[DOCKET_TRY_CFLAG([HARDEN_LDFLAGS], m4_dquote(m4_defn([docket_flag])))])

	dnl The same for C++, but what C++ does not know. Programs are linked as C, so without the part of the
	dnl sanitizers that only C++ has.
	WARN_CXXFLAGS=`AS_ECHO(["$WARN_CFLAGS"]) | $SED 's/ -W[[a-z]]*-prototypes//g'`
	SANITIZE_CXXFLAGS=
	AS_CASE([$SANITIZE_FLAGS], [*undefined*],
		[SANITIZE_CXXFLAGS=-fno-sanitize=vptr
		DOCKET_TRY_CFLAG([SANITIZE_CXXFLAGS], [-fno-sanitize=function])])
	AC_SUBST([WARN_CXXFLAGS])
	AC_SUBST([SANITIZE_CXXFLAGS])

	AC_SUBST([STD_FLAGS])
	AC_SUBST([WARN_CFLAGS])
	AC_SUBST([HARDEN_CPPFLAGS])
	AC_SUBST([HARDEN_CFLAGS])
	AC_SUBST([HARDEN_LDFLAGS])
	AC_SUBST([SANITIZE_FLAGS])
	AC_SUBST([COVERAGE_FLAGS])
	AC_SUBST([FUZZ_FLAGS])
])
