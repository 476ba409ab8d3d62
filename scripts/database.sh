# shellcheck shell=bash
# The private database server's files, its database and its user.

# Is the server ours to run? Not if docket.conf names another.
database_is_private() {
	[ -z "$(setting database.host '')" ] || return 1
	case $(setting database.socket '') in '' | "$home/run/mariadb.sock") return 0 ;; esac
	return 1
}

prepare_database() {
	if [ -n "$database_user" ] && ! getent passwd "$database_user" >/dev/null; then
		# The package mariadb-server would bring this user, and a service with it.
		useradd --system --user-group --home-dir /nonexistent --no-create-home \
			--shell /usr/sbin/nologin "$database_user" ||
			fail "cannot make the system user $database_user for the database server"
	fi
}

# Sets what the programs need to connect, where a first start or an interrupted one left it open.
settle_database() {
	[ -n "$(setting database.socket '')" ] || change_setting database.socket "$home/run/mariadb.sock"
	[ -n "$(setting database.user '')" ] || change_setting database.user docket
	[ -n "$(setting database.name '')" ] || change_setting database.name docket
	[ -n "$(setting database.password '')" ] || change_setting database.password "$(random_hex 24)"
	case $(setting database.user '')$(setting database.name '')$(setting database.password '') in
	*[!A-Za-z0-9_.-]*) fail "$home/docket.conf: database.user, name and password of the private server may have letters, digits and _.- only" ;;
	esac
}

# The data folder appears under its name only when it is complete, so that an interrupted run is
# redone and a folder that is not ours is never touched.
make_data_folder() {
	local data=$home/mysql
	if [ -d "$data" ]; then
		[ -d "$data/mysql" ] && [ -e "$data/ibdata1" ] ||
			fail "$data is incomplete and was not left so by start: move it away, or bring back a whole copy"
		return
	fi
	echo "Making the database …"
	rm -rf "$data.new" || fail_writing "$data.new"
	make_folder "$data.new" 700 "$database_user:$database_user"
	# --no-defaults: the settings in /etc/mysql are none of ours. --force: a machine whose own name
	# resolves to nothing is fine, the server has a socket only.
	setup_step "$database_user" mariadb-install-db --no-defaults --datadir="$data.new" \
		--skip-test-db --skip-name-resolve --force --auth-root-authentication-method=socket \
		--auth-root-socket-user="$(id -un)" || {
		rm -rf "$data.new"
		fail_setup "the database could not be made"
	}
	sync -f "$data.new"
	mv -T "$data.new" "$data" || fail_writing "$data"
}

write_database_settings() {
	local folder=$1 name password buffer
	name=$(setting database.name docket)
	user_name=$(setting database.user docket)
	password=$(setting database.password '')
	buffer=$(number database.buffer_mib 16 1000000 512) || exit 1
	cat >"$folder/my.cnf" <<-END || fail_writing "$folder/my.cnf"
		[mariadbd]
		datadir = "$home/mysql"
		socket = "$home/run/db/mariadb.sock"
		pid-file = "$home/run/db/mariadb.pid"
		# Its own: a server that starts deletes the temporary tables of all that share the folder.
		tmpdir = "$home/run/db/tmp"
		init-file = "$folder/init.sql"
		skip-networking
		skip-name-resolve
		default-time-zone = "+00:00"
		character-set-server = utf8mb4
		collation-server = utf8mb4_unicode_ci
		loose-character-set-collations = utf8mb4=utf8mb4_unicode_ci
		transaction-isolation = READ-COMMITTED
		max-allowed-packet = 64M
		max-connections = 200
		# A commit that was answered survives a crash.
		innodb-flush-log-at-trx-commit = 1
		innodb-doublewrite = ON
		innodb-buffer-pool-size = ${buffer}M
		# Pages look up rows by key, many a time the same: a queue's page takes a third less of it.
		innodb-adaptive-hash-index = ON
		performance-schema = OFF
	END
	# Read at each start of the server, so that docket.conf's password is the one that works.
	(umask 077 && cat >"$folder/init.sql") <<-END || fail_writing "$folder/init.sql"
		CREATE DATABASE IF NOT EXISTS \`$name\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
		CREATE USER IF NOT EXISTS '$user_name'@'localhost' IDENTIFIED BY '$password';
		ALTER USER '$user_name'@'localhost' IDENTIFIED BY '$password';
		GRANT ALL ON \`$name\`.* TO '$user_name'@'localhost';
	END
	(umask 077 && cat >"$folder/client.cnf") <<-END || fail_writing "$folder/client.cnf"
		[client]
		socket = "$home/run/db/mariadb.sock"
		user = $user_name
		password = $password
	END
	if [ -n "$database_user" ]; then
		chgrp "$database_user" "$folder/init.sql" && chmod 640 "$folder/init.sql" ||
			fail_writing "$folder/init.sql"
	fi
}

wait_for_database() {
	local deadline=$((SECONDS + 90)) name since=$1
	name=$(setting database.name docket)
	until mariadb --defaults-file="$home/service/mariadb/client.cnf" --skip-column-names \
		-e 'SELECT 1' "$name" >/dev/null 2>&1; do
		[ $SECONDS -lt $deadline ] || fail_setup "the database server does not answer" mariadb
		if tail -c "+$((since + 1))" "$home/log/mariadb.log" 2>/dev/null | grep -q 'ERROR\] Aborting'; then
			fail_setup "the database server does not start" mariadb
		fi
		sleep 0.05
	done
}
