package dev.portside.stack.process;

import dev.portside.stack.StackFailure;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** PostgreSQL from the binaries that Maven's registry has. */
public final class PostgresProcess {
    private static final Duration STOP_TIME_MAX = Duration.ofSeconds(15);
    private static final String NOBODY = "65534";

    /** Makes the cluster before the first start, out of sight until it is whole, and then becomes the server. */
    private static final String SCRIPT = """
            data=$1 bin=$2 options=$3; shift 3
            if [ ! -d "$data/cluster" ]; then
              rm -rf "$data/unfinished"
              "$bin/initdb" -D "$data/unfinished" -U postgres -A trust --no-sync $options >"$data/initdb.log" 2>&1 || {
                cat "$data/initdb.log"
                exit 1
              }
              mv "$data/unfinished" "$data/cluster"
            fi
            exec "$bin/postgres" -D "$data/cluster" "$@"
            """;

    /** PostgreSQL refuses to run as root, so then the data and the server belong to nobody. */
    private static final String AS_NOBODY = """
            data=$1 script=$2; shift 2
            mkdir -p "$data" && chown %1$s:%1$s "$data" &&
            exec setpriv --reuid=%1$s --regid=%1$s --clear-groups --pdeathsig=KILL sh -c "$script" sh "$data" "$@"
            """.formatted(NOBODY);

    private PostgresProcess() {}

    /**
     * @param initdbOptions without spaces in them
     * @param settings {@code name=value} each
     */
    public static ProcessRunner of(
            String name, Path folder, int port, List<String> initdbOptions, List<String> settings) {
        Path data = folder.resolve("data");
        String bin = binaries().resolve("bin").toString();
        List<String> command = new ArrayList<>();
        if (!Programs.isRoot()) {
            command.addAll(Guard.dyingWithParent());
            command.addAll(List.of("sh", "-c", "mkdir -p \"$1\"; " + SCRIPT, "sh", data.toString(), bin));
        } else if (Programs.find("setpriv").isPresent()) {
            command.addAll(List.of("sh", "-c", AS_NOBODY, "sh", data.toString(), SCRIPT, bin));
        } else {
            throw new StackFailure(name + " doesn't run as root, and setpriv, which would help, is not installed:"
                    + " run as another user, install util-linux, or give the server's address");
        }
        command.add(String.join(" ", initdbOptions));
        List<String> all = new ArrayList<>(settings);
        all.add("port=" + port);
        all.add("listen_addresses=127.0.0.1");
        all.add("unix_socket_directories=");
        // Shared memory in files of the data folder: nothing of it is left when the server is killed.
        all.add("dynamic_shared_memory_type=mmap");
        all.forEach(setting -> command.addAll(List.of("-c", setting)));
        return ProcessRunner.of(ProcessPlan.server(name, folder, "INT", STOP_TIME_MAX, command));
    }

    private static Path binaries() {
        String archive = "postgres-%s-%s.txz".formatted(system(), machine());
        URL url = PostgresProcess.class.getResource("/" + archive);
        if (url == null) {
            throw new StackFailure("there are no PostgreSQL binaries for this machine (" + archive
                    + "): start Docker, or give the server's address");
        }
        return Cache.folder(version(url), folder -> {
            try (InputStream packed = url.openStream()) {
                Unpack.txz(packed, folder);
            }
        });
    }

    /** The name of the jar, which tells the version. */
    private static String version(URL url) {
        String jar = url.toString().replaceFirst("!.*", "");
        return jar.substring(jar.lastIndexOf('/') + 1).replaceFirst("\\.jar$", "");
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    }

    private static String machine() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    }
}
