dnl DOCKET_LIBRARY(NAME, PKG-CONFIG MODULE, DEBIAN PACKAGE)
dnl Finds a library or stops with the name of the package that brings it. Its headers count as
dnl system headers, so that our warnings speak of our own code only.
AC_DEFUN([DOCKET_LIBRARY], [
	PKG_CHECK_MODULES([$1], [$2], [],
		[AC_MSG_ERROR([$2 is missing: install the Debian package $3])])
	$1_CFLAGS=`AS_ECHO(["$$1_CFLAGS"]) | $SED 's/-I */-isystem /g'`
])

dnl DOCKET_LIBRARY_OPTIONAL(NAME, MODULE, PACKAGE)
dnl The same for what only the tests need: its absence switches them off (HAVE_NAME).
AC_DEFUN([DOCKET_LIBRARY_OPTIONAL], [
	PKG_CHECK_MODULES([$1], [$2], [have_$1=yes],
		[have_$1=no
		AC_MSG_WARN([$2 is missing, "make check" will refuse to run: install the Debian package $3])])
	AM_CONDITIONAL([HAVE_$1], [test "x$have_$1" = xyes])
])

dnl ClearSilver ships static libraries and no .pc file.
AC_DEFUN([DOCKET_CLEARSILVER], [
	AC_ARG_VAR([CLEARSILVER_CFLAGS], [compiler flags for ClearSilver])
	AC_ARG_VAR([CLEARSILVER_LIBS], [linker flags for ClearSilver])
	: ${CLEARSILVER_CFLAGS="-isystem /usr/include/ClearSilver"}
	: ${CLEARSILVER_LIBS="-lneo_cgi -lneo_cs -lneo_utl $ZLIB_LIBS"}
	AC_MSG_CHECKING([for ClearSilver])
	docket_save_CPPFLAGS=$CPPFLAGS
	docket_save_LIBS=$LIBS
	CPPFLAGS="$CPPFLAGS $CLEARSILVER_CFLAGS"
	LIBS="$CLEARSILVER_LIBS $LIBS"
	AC_LINK_IFELSE([AC_LANG_PROGRAM(
		[[#include <ClearSilver.h>]],
		[[HDF *hdf; return hdf_init(&hdf) == STATUS_OK && cgi_register_strfuncs(0) == STATUS_OK;]])],
		[AC_MSG_RESULT([yes])],
		[AC_MSG_RESULT([no])
		AC_MSG_ERROR([ClearSilver is missing: install the Debian package clearsilver-dev])])
	CPPFLAGS=$docket_save_CPPFLAGS
	LIBS=$docket_save_LIBS
])
