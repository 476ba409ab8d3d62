#include "mail/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/text.h"

/* The sanitizers' own work needs address space and system calls of which we know nothing. */
#if defined(__SANITIZE_ADDRESS__)
#define INSTRUMENTED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define INSTRUMENTED 1
#endif
#endif
#ifndef INSTRUMENTED
#define INSTRUMENTED 0
#endif

enum { CPU_SECONDS = 2, CPU_SOON = 1800 * 1000 /* µs */ };

/* The filter as the kernel takes it: making it from the rules takes longer than reading a mail. */
static struct sock_fprog filter;

/* What a process needs that only computes. */
static const int ALLOWED[] = {SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
    SCMP_SYS(futex), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigaction), SCMP_SYS(getpid), SCMP_SYS(gettid),
    SCMP_SYS(tgkill), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(getrandom),
    SCMP_SYS(sched_yield), SCMP_SYS(close), SCMP_SYS(restart_syscall)};

/* What the C library tries by itself and can do without: it hears that it may not. Anything else
 * ends the process. */
static const int REFUSED[] = {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(openat2), SCMP_SYS(stat),
    SCMP_SYS(lstat), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
    SCMP_SYS(read), SCMP_SYS(writev), SCMP_SYS(lseek), SCMP_SYS(ioctl), SCMP_SYS(prctl),
    SCMP_SYS(getcwd), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(uname), SCMP_SYS(sysinfo),
    SCMP_SYS(sched_getaffinity), SCMP_SYS(prlimit64), SCMP_SYS(getrlimit), SCMP_SYS(fcntl)};

static bool add_rules(scmp_filter_ctx context)
{

	for (size_t i = 0; i < sizeof ALLOWED / sizeof ALLOWED[0]; i++)
		if (seccomp_rule_add(context, SCMP_ACT_ALLOW, ALLOWED[i], 0) < 0)
			return false;
	for (size_t i = 0; i < sizeof REFUSED / sizeof REFUSED[0]; i++) {
		int result = seccomp_rule_add(context, SCMP_ACT_ERRNO(EACCES), REFUSED[i], 0);

		if (result < 0 && result != -EDOM && result != -EFAULT)
			return false; /* (some of them are not known on every processor) */
	}
	/* No new code: memory that may be executed is refused. */
	if (seccomp_rule_add(context, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(mmap), 1,
		SCMP_A2_64(SCMP_CMP_MASKED_EQ, 4 /* PROT_EXEC */, 4)) < 0 ||
	    seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
		SCMP_A2_64(SCMP_CMP_MASKED_EQ, 4, 0)) < 0 ||
	    seccomp_rule_add(context, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(mprotect), 1,
		SCMP_A2_64(SCMP_CMP_MASKED_EQ, 4 /* PROT_EXEC */, 4)) < 0 ||
	    seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
		SCMP_A2_64(SCMP_CMP_MASKED_EQ, 4, 0)) < 0)
		return false;
	return seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
		   SCMP_A0_64(SCMP_CMP_EQ, SANDBOX_PIPE)) == 0 &&
	       seccomp_rule_add(context, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(write), 1,
		   SCMP_A0_64(SCMP_CMP_NE, SANDBOX_PIPE)) == 0;
}

static bool export_filter(scmp_filter_ctx context)
{
	static struct sock_filter program[BPF_MAXINSNS];
	int file = memfd_create("filter", MFD_CLOEXEC);
	ssize_t length = -1;

	if (file >= 0 && seccomp_export_bpf(context, file) == 0)
		length = pread(file, program, sizeof program, 0);
	if (file >= 0)
		(void)close(file);
	if (length <= 0)
		return false;
	filter = (struct sock_fprog){
	    .len = (unsigned short)((size_t)length / sizeof *program), .filter = program};
	return true;
}

enum err sandbox_prepare(void)
{
	scmp_filter_ctx context;
	bool made;

	if (filter.len > 0)
		return OK;
	context = seccomp_init(SCMP_ACT_KILL_PROCESS);
	made = context && add_rules(context) && export_filter(context);
	if (context)
		seccomp_release(context);
	return made ? OK : ERROR(ERR_INTERNAL, "the filter of system calls can't be made");
}

/* Bytes of address space that are taken already. */
static bool address_space(size_t *taken)
{
	char text[64] = "";
	int64_t pages;
	int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t got = file < 0 ? -1 : read(file, text, sizeof text - 1);

	if (file >= 0)
		(void)close(file);
	if (got <= 0)
		return false;
	text[strcspn(text, " ")] = '\0';
	if (!text_to_int(text, 0, INT64_MAX / 65536, &pages))
		return false;
	*taken = (size_t)pages * (size_t)sysconf(_SC_PAGESIZE);
	return true;
}

static bool limit(int what, size_t most)
{
	struct rlimit value = {most, most};

	return setrlimit((__rlimit_resource_t)what, &value) == 0;
}

/* No descriptor but the pipe; nothing to read from, nothing to print to. */
static bool close_others(int descriptor)
{
	int nothing = open("/dev/null", O_RDWR);

	if (nothing < 0 || (descriptor != SANDBOX_PIPE && dup2(descriptor, SANDBOX_PIPE) < 0))
		return false;
	for (int i = 0; i < SANDBOX_PIPE; i++)
		if (dup2(nothing, i) < 0)
			return false;
	return close_range(SANDBOX_PIPE + 1, ~0U, 0) == 0;
}

/* Signals mean what they mean by default: the parent wants to see what ended it. */
static void reset_signals(void)
{
	struct sigaction usual = {.sa_handler = SIG_DFL};
	sigset_t none;

	for (int i = 1; i < NSIG; i++)
		(void)sigaction(i, &usual, NULL);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

bool sandbox_enter(int descriptor, size_t memory)
{
	struct itimerval soon = {.it_value = {CPU_SOON / 1000000, CPU_SOON % 1000000}};
	size_t taken;

	reset_signals();
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || !address_space(&taken) ||
	    !close_others(descriptor))
		return false;
	if (!limit(RLIMIT_CORE, 0) || !limit(RLIMIT_CPU, CPU_SECONDS) ||
	    setitimer(ITIMER_PROF, &soon, NULL) != 0)
		return false;
	if (INSTRUMENTED)
		return true;
	return limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_AS, taken + memory) &&
	       prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}
