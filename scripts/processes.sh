# shellcheck shell=bash
# Which processes are an instance's: read from /proc alone, so that it works in any container.
#
# runsvdir -P makes each service's runsv the leader of a session, and whatever that service forks
# stays in it, orphans too. A session's number is not given out again while a member lives. The
# run scripts note their sessions (service/NAME/session), start notes runsvdir (run/instance).

# Reads /proc/PID/stat into process_name, process_session, process_start (in ticks since boot).
# Fails when there is no such process or it is only waiting to be reaped.
read_process() {
	local stat='' fields
	{ IFS= read -r -d '' stat <"/proc/$1/stat"; } 2>/dev/null
	[ -n "$stat" ] || return 1
	process_name=${stat#*(}
	process_name=${process_name%)*}
	read -r -a fields <<<"${stat##*) }"
	process_session=${fields[3]} process_start=${fields[19]}
	[ "${fields[0]}" != Z ] && [ "${fields[0]}" != X ]
}

# A process named for good: "PID START BOOT". PIDs are used again, this is not.
process_mark() {
	local boot
	read_process "$1" || return 1
	read -r boot </proc/sys/kernel/random/boot_id
	printf '%s %s %s\n' "$1" "$process_start" "$boot"
}

# Does the process of this mark still live? Prints nothing.
mark_lives() {
	local pid=$1 start=$2 boot=$3 now
	read -r now </proc/sys/kernel/random/boot_id
	[ "$boot" = "$now" ] && read_process "$pid" && [ "$process_start" = "$start" ]
}

# session_members SERVICES FILE…: sets members to the processes of the sessions whose leaders' marks
# are in the files; a session whose number now leads another's process, or of another boot, has
# none. If SERVICES is a folder, also of its runsvdir and each runsv in it: one whose service has
# never been up has noted nothing.
members=()
session_members() {
	local services=$1 file pid start boot now sessions=' ' entry
	shift
	members=()
	read -r now </proc/sys/kernel/random/boot_id
	for file; do
		{ read -r pid start boot <"$file"; } 2>/dev/null || continue
		[ "$boot" = "$now" ] || continue
		if read_process "$pid" && [ "$process_start" != "$start" ]; then continue; fi
		sessions+="$pid "
	done
	if [ -d "$services" ]; then
		for entry in /proc/[0-9]*; do
			read_process "${entry#/proc/}" || continue
			case $process_name in
			runsv) [ "$entry/cwd/.." -ef "$services" ] || continue ;;
			runsvdir) [ "$entry/cwd" -ef "$services" ] || continue ;;
			*) continue ;;
			esac
			sessions+="$process_session "
		done
	fi
	[ "$sessions" != ' ' ] || return 0
	for entry in /proc/[0-9]*; do
		pid=${entry#/proc/}
		read_process "$pid" || continue
		case $sessions in *" $process_session "*) members+=("$pid") ;; esac
	done
}

# end_processes SECONDS LIST-FUNCTION: TERM to all that the function puts into members, KILL to
# those that live after so many seconds. Fails if some live even then.
end_processes() {
	local deadline=$((SECONDS + $1)) list=$2 killed_at
	"$list"
	[ ${#members[@]} = 0 ] && return 0
	kill -TERM "${members[@]}" 2>/dev/null
	while "$list" && [ ${#members[@]} -gt 0 ] && [ $SECONDS -lt $deadline ]; do sleep 0.05; done
	killed_at=$SECONDS
	while "$list" && [ ${#members[@]} -gt 0 ]; do
		[ $((SECONDS - killed_at)) -lt 10 ] || return 1
		kill -KILL "${members[@]}" 2>/dev/null
		sleep 0.05
	done
	return 0
}
