package dev.portside.benchmark;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Portside is compared with: nginx, which serves one file as fast as it can. */
final class Nginx {
    static final String NAME = "nginx";

    private static final String SETTINGS = """
            daemon off;
            user root;
            worker_processes auto;
            pid %1$s/nginx.pid;
            error_log stderr warn;
            events {
              worker_connections 4096;
            }
            http {
              access_log off;
              sendfile on;
              tcp_nopush on;
              tcp_nodelay on;
              keepalive_requests 1000000000;
              open_file_cache max=16 inactive=10m;
              open_file_cache_valid 10m;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              server {
                listen 127.0.0.1:%2$d backlog=4096;
                location = %3$s {
                  default_type application/json;
                  alias %4$s;
                }
              }
            }
            """;

    private Nginx() {}

    /** @param folder for its own files */
    static ServerProcess serving(Path file, String path, Path folder) throws IOException, InterruptedException {
        int port = freePort();
        Path settings = Files.writeString(folder.resolve("nginx.conf"), SETTINGS.formatted(folder, port, path, file));
        return ServerProcess.startSilent(
                List.of(Tool.NGINX.path(), "-p", folder.toString(), "-c", settings.toString()), port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
