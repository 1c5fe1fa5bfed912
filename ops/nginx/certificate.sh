#!/bin/sh
# Makes a certificate for localhost in FOLDER (/etc/nginx/tls) where there is none, so that HTTP/2 can be tried; mount a real
# one in its place.
set -eu
folder=${1:-/etc/nginx/tls}
[ -f "$folder/tls.crt" ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
  -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout "$folder/tls.key" -out "$folder/tls.crt"
