# Read by the scripts that walk through a running service with curl and check every answer; they end with 1 when one was
# wrong. URL says where the service runs (http://localhost:$PORT); a TOKEN is sent with every call.

url=${URL:-http://localhost:${PORT:-8080}}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong=0
empty_reply=52

# call METHOD PATH [BODY [HEADER...]]: sends it; leaves the answer in $status, $work/head and $work/body. The status is
# "none" when the service dropped the connection without an answer.
call() {
  method=$1
  target=$url$2
  content=${3:-}
  shift $(($# < 3 ? $# : 3))
  for header in "$@"; do
    shift
    set -- "$@" -H "$header"
  done
  : >"$work/head" >"$work/body"
  ended=0
  status=$(curl -s -X "$method" -o "$work/body" -D "$work/head" -w '%{http_code}' --max-time 10 \
    ${TOKEN:+-H "Authorization: Bearer $TOKEN"} ${content:+-H 'Content-Type: application/json' -d "$content"} \
    "$@" "$target") || ended=$?
  case $ended in
    0) ;;
    "$empty_reply") status=none ;;
    *)
      echo "nothing answers at $url (curl ended with $ended); start it with: make run" >&2
      exit 1
      ;;
  esac
}

# expect WHAT STATUS TEXT...: the last answer has that status, and each text in its body or head.
expect() {
  what=$1
  shift
  fault=
  [ "$status" = "$1" ] || fault="status $status instead of $1"
  shift
  for text in "$@"; do
    grep -qiF -e "$text" "$work/body" "$work/head" || fault="${fault:+$fault, }no $text"
  done
  if [ -z "$fault" ]; then
    printf 'ok     %s\n' "$what"
    return
  fi
  wrong=$((wrong + 1))
  printf 'WRONG  %s: %s\n       %s\n' "$what" "$fault" "$(cat "$work/body")"
}

# The whole number of that name in the last answer.
number() {
  sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" "$work/body"
}

# The header of that name of the last answer.
header() {
  tr -d '\r' <"$work/head" | sed -n "s/^$1: *//Ip"
}

# Ends the walk.
finish() {
  [ "$wrong" -eq 0 ] || { echo "$wrong wrong" >&2; exit 1; }
}
