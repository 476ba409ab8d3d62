# shellcheck shell=bash
# What each run script does first. runsv runs it in the service's folder, whose file "run" has set
# DOCKET_HOME, DOCKET_DATA, DOCKET_BIN (the built programs) and DOCKET_USER and DOCKET_DATABASE_USER
# (both empty unless root runs the instance).
set -u
umask 027
. "$DOCKET_DATA/scripts/processes.sh"

service=${PWD##*/}
exec </dev/null >>"$DOCKET_HOME/log/$service.log" 2>&1

# What an earlier run of this service left behind: all of its session but runsv and this script,
# and all of the session before it, when runsv itself was killed.
list_orphans() {
	local all=() pid
	session_members '' session session.before
	for pid in ${members[@]+"${members[@]}"}; do
		if [ "$pid" != $$ ] && [ "$pid" != $PPID ]; then all+=("$pid"); fi
	done
	members=(${all[@]+"${all[@]}"})
}

mark=$(process_mark $PPID)
if [ -e session ] && [ "$(cat session)" != "$mark" ]; then mv -f session session.before; fi
printf '%s\n' "$mark" >session.new && mv -f session.new session
end_processes 2 list_orphans

# as USER COMMAND…: becomes the command, as that user where the instance is root's.
as() {
	local user=$1
	shift
	[ -z "$user" ] || exec chpst -u "$user" "$@"
	exec "$@"
}
