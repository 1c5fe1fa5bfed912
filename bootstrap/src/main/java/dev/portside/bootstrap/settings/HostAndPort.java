package dev.portside.bootstrap.settings;

import dev.portside.domain.shared.Invalid;

/** How settings name a host and a port, as parts of regular expressions. */
final class HostAndPort {
    /** A name, also with underscores, as those of containers have; or an address, IPv6 in brackets. */
    static final String HOST = "(?:[\\p{L}\\p{N}._-]+|\\[[0-9a-fA-F:.]+])";

    static final String HOST_ALLOWED = "the name or the address of one host; IPv6 in brackets";

    /** 1 to 65535. */
    static final String PORT = "(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";

    static final String PORT_ALLOWED = "1 to 65535";

    private HostAndPort() {}

    /** A host by itself, checked. */
    static String host(String text) {
        if (!text.matches(HOST)) {
            throw new Invalid("must be " + HOST_ALLOWED);
        }
        return text;
    }
}
