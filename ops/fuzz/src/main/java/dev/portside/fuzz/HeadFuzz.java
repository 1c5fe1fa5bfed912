package dev.portside.fuzz;

import java.io.IOException;

/** What a peer sends over a connection, from its first byte on. */
public final class HeadFuzz {
    private HeadFuzz() {}

    /** Called by the fuzzer before its first input, so that the start is not part of one. */
    public static void fuzzerInitialize() {
        Server.start();
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (!CallFuzz.isSlow(Check.text(input))) {
            Server.ask(input);
        }
    }
}
