# shellcheck shell=bash
# The supervised services: their folders, bringing them up, ending them.

POOLS="portal kb status auth desk admin file export feed"

# Is an instance up here (its supervisor lives)?
is_running() {
	local mark
	{ read -r -a mark <"$home/run/instance"; } 2>/dev/null || return 1
	mark_lives "${mark[@]}"
}

# write_service NAME [ARGUMENT…]: a folder for runsv. All but the database wait to be brought up.
write_service() {
	local name=$1 folder=$home/service/$1 program=$1 pair
	shift
	case " $POOLS " in *" $name "*) program=pool ;; esac
	mkdir -p "$folder/control" || fail_writing "$folder"
	{
		echo '#!/bin/bash'
		for pair in "DOCKET_HOME=$home" "DOCKET_DATA=$tree" "DOCKET_BIN=$build/bin" \
			"DOCKET_USER=$user" "DOCKET_DATABASE_USER=$database_user"; do
			printf 'export %s=%q\n' "${pair%%=*}" "${pair#*=}"
		done
		printf 'exec %q' "$tree/scripts/service/$program"
		[ $# = 0 ] || printf ' %q' "$@"
		echo
	} >"$folder/run" && chmod 755 "$folder/run" || fail_writing "$folder/run"
	[ "$name" = mariadb ] || : >"$folder/down" || fail_writing "$folder/down"
}

# on_stop NAME SIGNAL: what ends this service gracefully, where TERM does not.
on_stop() {
	printf '#!/bin/sh\nread -r pid <supervise/pid && kill -%s "$pid"\n' "$2" \
		>"$home/service/$1/control/t" && chmod 755 "$home/service/$1/control/t" ||
		fail_writing "$home/service/$1"
}

write_services() {
	local pool workers
	rm -rf "$home/service" || fail_writing "$home/service"
	make_folder "$home/service" 755
	if database_is_private; then
		write_service mariadb
		write_database_settings "$home/service/mariadb"
	fi
	for pool in $POOLS; do
		workers=$(number "workers.$pool" 1 1000 2) || exit 1
		write_service "$pool" "$pool" "$workers"
	done
	write_service clock
	write_service indexer
	write_service mailin
	write_service mailout
	write_service outside
	write_service exporter
	write_service logs
	write_service nginx
	on_stop nginx QUIT
	write_nginx_settings "$home/service/nginx"
	# runsvdir waits a second before it reads a folder that has changed in this one.
	touch -d '-1 minute' "$home/service"
}

write_nginx_settings() {
	local folder=$1 address listen text body
	address=$(setting server.address 127.0.0.1)
	case $address in *[!0-9.]*) fail "$home/docket.conf: server.address must be an IPv4 address" ;; esac
	listen="		listen $address:$port default_server;"
	if [ -s /proc/net/if_inet6 ]; then
		case $address in
		127.0.0.1) grep -q '^0\{31\}1 ' /proc/net/if_inet6 && listen+=$'\n'"		listen [::1]:$port default_server;" ;;
		0.0.0.0) listen+=$'\n'"		listen [::]:$port default_server ipv6only=on;" ;;
		esac
	fi
	body=$(number upload.request_mib 1 100000 100) || exit 1
	text=$(<"$tree/conf/nginx.conf.in") || exit 1
	text=${text//@HOME@/"$home"}
	text=${text//@USER@/"${user:+user $user;}"}
	text=${text//@LISTEN@/"$listen"}
	printf '%s\n' "$text" >"$folder/nginx.conf" || fail_writing "$folder/nginx.conf"
	text=$(<"$tree/conf/nginx-site.conf.in") || exit 1
	text=${text//@RUN@/"$home/run"}
	text=${text//@CACHE@/"$home/cache"}
	text=${text//@HTDOCS@/"$tree/htdocs"}
	text=${text//@BODY@/"${body}m"}
	printf '%s\n' "$text" >"$folder/site.conf" || fail_writing "$folder/site.conf"
}

# Begins the supervisor in a session of its own: neither Ctrl-C nor a closed terminal reaches it.
launch() {
	rm -f "$home/run/instance" "$home/run/nginx.pid"
	launched=yes
	setsid "$tree/scripts/marked" "$home/run/instance" runsvdir -P "$home/service" \
		</dev/null >>"$home/log/supervisor.log" 2>&1 9>&- &
	supervisor=$!
	until [ -e "$home/run/instance" ] || ! kill -0 $supervisor 2>/dev/null; do sleep 0.01; done
}

# bring_up NAME…
bring_up() {
	local name deadline=$((SECONDS + 20))
	for name; do
		rm -f "$home/service/$name/down"
		until [ -e "$home/service/$name/supervise/ok" ] && sv up "$home/service/$name" >/dev/null; do
			[ $SECONDS -lt $deadline ] || fail_setup "the supervisor does not start" supervisor
			sleep 0.02
		done
	done
}

wait_for_sockets() {
	local pool deadline=$((SECONDS + 20))
	for pool in $POOLS; do
		until [ -S "$home/run/$pool.sock" ]; do
			[ $SECONDS -lt $deadline ] || fail_setup "the workers of $pool do not start" "$pool"
			sleep 0.02
		done
	done
}

# Waits until the whole way answers: nginx, the portal's workers, the database behind them.
wait_for_portal() {
	local deadline=$((SECONDS + 60)) status='' pid since=$1 address
	address=$(setting server.address 127.0.0.1)
	[ "$address" != 0.0.0.0 ] || address=127.0.0.1
	while :; do
		pid=
		{ read -r pid <"$home/run/nginx.pid"; } 2>/dev/null
		if [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; then
			status=$(curl -s -o /dev/null -m 10 --noproxy '*' -w '%{http_code}' "http://$address:$port/")
			case $status in [234]??) return ;; esac
		elif tail -c "+$((since + 1))" "$home/log/nginx.log" 2>/dev/null | grep -q 'still could not bind'; then
			fail "port $port is in use by another program: choose another with --port"
		fi
		[ $SECONDS -lt $deadline ] || break
		is_running || fail_setup "the supervisor ended" supervisor
		sleep 0.05
	done
	[ -n "$pid" ] || fail_setup "the web server does not start" nginx
	fail_setup "the portal does not answer (status $status)" portal
}

# Puts into members all processes of this instance.
list_instance() {
	session_members "$home/service" "$home/run/instance" "$home/run/setup" \
		"$home"/service/*/session "$home"/service/*/session.before
}

# stop_services SECONDS NAME…: asks all to end and waits for them.
stop_services() {
	local deadline=$((SECONDS + $1)) name stat asked=()
	shift
	for name; do
		if sv down "$home/service/$name" >/dev/null 2>&1; then asked+=("$name"); fi
	done
	for name in ${asked[@]+"${asked[@]}"}; do
		while [ $SECONDS -lt $deadline ]; do
			stat=down
			{ read -r stat <"$home/service/$name/supervise/stat"; } 2>/dev/null
			[ "$stat" != down ] || break
			sleep 0.02
		done
	done
}

# Ends every process of this instance, whatever state it is in: first nginx, which finishes the
# requests in hand, then the workers, the database last. Fails if one cannot be ended.
stop_instance() {
	local mark
	list_instance
	# shellcheck disable=SC2154 # session_members sets it
	if [ ${#members[@]} -gt 0 ]; then
		# shellcheck disable=SC2086 # a list of names
		if [ -d "$home/service" ]; then
			stop_services 12 nginx
			stop_services 15 $POOLS clock indexer mailin mailout outside exporter
			stop_services 60 mariadb
		fi
		if is_running; then
			{ read -r -a mark <"$home/run/instance"; } 2>/dev/null
			kill -HUP "${mark[0]}" 2>/dev/null
			stop_services 5 logs
		fi
		end_processes 5 list_instance || return 1
	fi
	rm -f "$home/run/instance" "$home/run/setup" "$home"/run/*.sock "$home/run/db/mariadb.sock" \
		"$home/run/nginx.pid"
	launched=
}
