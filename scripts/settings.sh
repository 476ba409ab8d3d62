# shellcheck shell=bash
# Reading and writing docket.conf: "name = value" lines, # begins a comment.

# setting NAME OTHERWISE: prints the value, or the other where it is not set or empty.
setting() {
	local line name value found=
	while IFS= read -r line || [ -n "$line" ]; do
		line=${line%%#*}
		name=${line%%=*}
		[ "$name" != "$line" ] || continue
		name=${name//[[:space:]]/}
		[ "$name" = "$1" ] || continue
		value=${line#*=}
		value=${value#"${value%%[![:space:]]*}"}
		found=${value%"${value##*[![:space:]]}"}
	done <"$home/docket.conf"
	printf '%s\n' "${found:-$2}"
}

# number NAME LEAST MOST OTHERWISE: prints a setting that is a number, or fails with a sentence.
number() {
	local value
	value=$(setting "$1" "$4")
	case $value in '' | *[!0-9]*) value=x ;; esac
	if [ "$value" = x ] || [ ${#value} -gt 9 ] || [ "$((10#$value))" -lt "$2" ] || [ "$((10#$value))" -gt "$3" ]; then
		fail "$home/docket.conf: $1 must be a number from $2 to $3"
	fi
	printf '%s\n' "$((10#$value))"
}

# change_setting NAME VALUE: in place of the line that sets it, else of the commented-out one, else
# at the end. The rest of the file stays as the administrator wrote it.
change_setting() {
	local file=$home/docket.conf line name done='' pattern
	for pattern in "$1" "#$1"; do
		[ -z "$done" ] || break
		while IFS= read -r line || [ -n "$line" ]; do
			name=${line%%=*}
			if [ -z "$done" ] && [ "$name" != "$line" ] && [ "${name//[[:space:]]/}" = "$pattern" ]; then
				line="$1 = $2" done=yes
			fi
			printf '%s\n' "$line"
		done <"$file" >"$file.new" || fail_writing "$file"
	done
	[ -n "$done" ] || printf '%s = %s\n' "$1" "$2" >>"$file.new" || fail_writing "$file"
	keep_private "$file.new"
	mv -f "$file.new" "$file" || fail_writing "$file"
}
