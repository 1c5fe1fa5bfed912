package dev.portside.benchmark;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Portside is compared with: nginx, which serves a file. */
final class Nginx {
    /** As Debian sets it up, but for its log. */
    static final String NAME = "nginx";

    /** It opens the file once, and not for each request. */
    static final String TUNED = "nginx, file kept open";

    private Nginx() {}

    /**
     * @param path at which the file is
     * @param folder for its own files
     * @param tuned as {@link #TUNED} says
     */
    static ServerProcess serving(Path file, String path, Path folder, boolean tuned)
            throws IOException, InterruptedException {
        int port = freePort();
        String text = """
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
                  keepalive_requests 1000000000;
                  %2$s
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%3$d backlog=4096;
                    location = %4$s {
                      default_type application/json;
                      alias %5$s;
                    }
                  }
                }
                """.formatted(folder, tuned ? "open_file_cache max=16;" : "", port, path, file);
        Path settings = Files.writeString(folder.resolve("nginx.conf"), text);
        return ServerProcess.startSilent(
                List.of(Tool.NGINX.path(), "-p", folder.toString(), "-c", settings.toString()), port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
