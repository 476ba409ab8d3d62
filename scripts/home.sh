# shellcheck shell=bash
# The instance's folder: where it may be, what stands in it, and whose that is.

# Sets home to the absolute path without links, and refuses paths that cannot work.
resolve_home() {
	local longest
	home=$(realpath -m -- "$home") || fail "cannot resolve the folder $home"
	case $home in
	*[[:cntrl:]\"\'\\\$\;\{\}\#\`]*) fail "the folder's path may hold no quotes, #, \$, ;, \\ or braces: $home" ;;
	/) fail "the root folder cannot be an instance's" ;;
	esac
	longest=$home/run/db/mariadb.sock
	if [ ${#longest} -gt 107 ]; then
		fail "the folder's path is too long for a unix socket ($((${#longest} - 107)) bytes too many): choose a shorter --home than $home"
	fi
}

# Makes the folder where there is none. One with other things in it is not taken.
take_home() {
	local entry owner
	if [ -e "$home" ] && [ ! -d "$home" ]; then fail "$home is not a folder"; fi
	if [ -d "$home" ] && [ ! -e "$home/docket.conf" ]; then
		for entry in "$home"/* "$home"/.[!.]*; do
			case ${entry##*/} in
			'*' | '.[!.]*' | docket.conf.new | secret.key | secret.key.new | run | log | cache | spool | service | mysql.new) ;;
			*) fail "$home is not an instance's folder: it has other things in it (${entry##*/})" ;;
			esac
		done
	fi
	if [ -e "$home/docket.conf" ]; then
		owner=$(stat -c %U "$home/docket.conf")
		[ -O "$home/docket.conf" ] ||
			fail "the instance in $home belongs to $owner: start it as $owner, or choose another --home"
	fi
	mkdir -p "$home" 2>/dev/null || fail "cannot make the folder $home"
	[ -w "$home" ] || fail "cannot write in the folder $home"
	make_folder "$home/run" 711
}

# reach FOLDER HINT: fails, naming the folder that keeps out the user who serves requests. Of a
# folder that is not there yet, the part that is. (The database server's user is as much a stranger
# to these folders as that one.)
reach() {
	local path='' part
	[ -n "$user" ] || return 0
	as_user() { setpriv --reuid="$user" --regid="$user" --init-groups "$@" 2>/dev/null; }
	as_user test -r "$1/." && as_user test -x "$1/." && return
	local IFS=/
	for part in ${1#/}; do
		path=$path/$part
		[ -e "$path" ] || return 0
		as_user test -x "$path/." || fail "$user, who serves requests, cannot enter $path: $2"
	done
}

# make_folder PATH MODE [OWNER]: the owner only where root runs the instance.
make_folder() {
	[ -d "$1" ] || mkdir "$1" 2>/dev/null || fail_writing "$1"
	chmod "$2" "$1" || fail_writing "$1"
	if [ "$(id -u)" = 0 ] && [ "$(stat -c %U:%G "$1")" != "${3:-root:root}" ]; then
		chown "${3:-root:root}" "$1" || fail_writing "$1"
	fi
}

# A file with secrets: for its owner, and for the workers where they are another user.
keep_private() {
	chmod 600 "$1" || fail_writing "$1"
	[ -z "$user" ] || { chgrp "$user" "$1" && chmod 640 "$1"; } || fail_writing "$1"
}

random_hex() {
	od -An -v -tx1 -N"$1" /dev/urandom | tr -d ' \n'
}

# What a first start makes and each start checks.
fill_home() {
	local file
	make_folder "$home/run/db" 750 "$database_user:$user"
	make_folder "$home/run/db/tmp" 700 "$database_user:$database_user"
	make_folder "$home/run/nginx" 711
	make_folder "$home/log" 750
	make_folder "$home/cache" 750 "$user:$user"
	make_folder "$home/spool" 750 "$user:$user"
	make_folder "$home/search" 750 "$user:$user"
	make_folder "$home/mail" 750 "$user:$user"
	ln -sfn db/mariadb.sock "$home/run/mariadb.sock" || fail_writing "$home/run/mariadb.sock"

	file=$home/secret.key
	if [ ! -s "$file" ]; then
		(umask 077 && random_hex 32 >"$file.new" && echo >>"$file.new") || fail_writing "$file"
		mv -f "$file.new" "$file" || fail_writing "$file"
	fi
	keep_private "$file"
	file=$home/docket.conf
	if [ ! -s "$file" ]; then
		(umask 077 && cp "$tree/conf/docket.conf" "$file.new") || fail_writing "$file"
		keep_private "$file.new"
		mv -f "$file.new" "$file" || fail_writing "$file"
	fi
	keep_private "$file"
}

# The port given now is kept for later starts; the site's address follows it while it is the one
# that start wrote.
settle_port() {
	local before
	before=$(number server.port 1 65535 8080) || exit 1
	[ -n "$port" ] || port=$before
	if [ "$port" != "$before" ] || [ -z "$(setting server.port '')" ]; then
		change_setting server.port "$port"
	fi
	case $(setting site.url '') in
	'' | "http://localhost:$before") [ "$(setting site.url '')" = "http://localhost:$port" ] ||
		change_setting site.url "http://localhost:$port" ;;
	esac
}

# Fails when another program listens on the port, on whatever address.
port_is_free() {
	local local_address state hex
	printf -v hex %04X "$port"
	while read -r _ local_address _ state _; do
		if [ "$state" = 0A ] && [ "${local_address##*:}" = "$hex" ]; then
			fail "port $port is in use by another program: choose another with --port"
		fi
	done < <(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null)
	if [ "$(id -u)" != 0 ] && [ "$port" -lt "$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start 2>/dev/null || echo 1024)" ]; then
		fail "only root may listen on port $port: choose another with --port, from 1024 on"
	fi
}

# MiB free where the path is, or where it will be made.
free_mib() {
	local path=$1 free
	while [ ! -e "$path" ]; do path=$(dirname "$path"); done
	{ read -r _ && read -r _ _ _ free _; } < <(df -Pk "$path")
	echo $((free / 1024))
}

disk_has_room() {
	local needed=64 free
	[ -d "$home/mysql" ] || needed=300
	free=$(free_mib "$home")
	[ "$free" -ge "$needed" ] ||
		fail "the disk that holds $home is full: $free MiB are free, $needed are needed"
}

fail_writing() {
	[ "$(free_mib "$home")" -ge 1 ] || fail "the disk that holds $home is full: cannot write $1"
	fail "cannot write $1"
}
