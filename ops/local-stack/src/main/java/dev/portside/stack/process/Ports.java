package dev.portside.stack.process;

import dev.portside.stack.StackFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of the loopback address, below those that the system hands out for outgoing connections. From that range a
 * port could be lost to any client while its server is down; a client that keeps trying such a port can even connect to
 * itself and hold it.
 */
public final class Ports {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES_MAX = 1_000;
    private static final Set<Integer> HANDED_OUT = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** A port that nobody listens on, and that this process has not been given before. */
    public static int free() {
        return free(0);
    }

    /** One for which the same holds of the port that comes so far behind it. */
    public static int free(int behind) {
        for (int i = 0; i < TRIES_MAX; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - behind);
            if (isFree(port) && isFree(port + behind) && HANDED_OUT.add(port)) {
                HANDED_OUT.add(port + behind);
                return port;
            }
        }
        throw new StackFailure("no free port between " + LOWEST + " and " + HIGHEST);
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }
}
