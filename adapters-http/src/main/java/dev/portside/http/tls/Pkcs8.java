package dev.portside.http.tls;

import dev.portside.domain.shared.Invalid;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/**
 * Private keys in the one form that Java reads (RFC 5958), and the older forms of OpenSSL and cert-manager put into it:
 * PKCS#1 (RFC 8017, A.1.2) for RSA, SEC 1 (RFC 5915) for EC.
 */
final class Pkcs8 {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private static final byte SEQUENCE = 0x30;
    private static final byte OCTETS = 0x04;
    private static final byte CURVE = (byte) 0xa0;
    private static final byte[] VERSION = HexFormat.of().parseHex("020100");
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private Pkcs8() {}

    static Invalid noKey() {
        return new Invalid("must be a PEM file with a private key for RSA, EC or EdDSA that is not encrypted");
    }

    /** The key of which these are the bytes; {@link Invalid} when they are of none. */
    static PrivateKey key(byte[] pkcs8) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException _) {
                // Perhaps it is one of the next algorithm.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
        throw noKey();
    }

    static byte[] ofRsa(byte[] pkcs1) {
        return element(SEQUENCE, VERSION, RSA, element(OCTETS, pkcs1));
    }

    /** {@link Invalid} when it does not name its curve. */
    static byte[] ofEc(byte[] sec1) {
        try {
            ByteBuffer members = content(ByteBuffer.wrap(sec1));
            while (members.hasRemaining()) {
                boolean found = members.get(members.position()) == CURVE;
                ByteBuffer content = content(members);
                if (found) {
                    byte[] curve = new byte[content.remaining()];
                    content.get(curve);
                    return element(SEQUENCE, VERSION, element(SEQUENCE, EC, curve), element(OCTETS, sec1));
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException _) {
            // It is cut short.
        }
        throw noKey();
    }

    /** The content of the DER element that comes next, which is passed. */
    private static ByteBuffer content(ByteBuffer in) {
        in.get();
        int length = in.get() & 0xff;
        if (length > 0x80) {
            int bytes = length - 0x80;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = (length << 8) | (in.get() & 0xff);
            }
        }
        ByteBuffer content = in.slice(in.position(), length);
        in.position(in.position() + length);
        return content;
    }

    /** A DER element of at most 64 KiB. */
    private static byte[] element(byte tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer out = ByteBuffer.allocate(lengthBytes(length) + 1 + length).put(tag);
        switch (lengthBytes(length)) {
            case 1 -> out.put((byte) length);
            case 2 -> out.put((byte) 0x81).put((byte) length);
            default -> out.put((byte) 0x82).putShort((short) length);
        }
        for (byte[] part : parts) {
            out.put(part);
        }
        return out.array();
    }

    private static int lengthBytes(int length) {
        return length < 0x80 ? 1 : length < 0x100 ? 2 : 3;
    }
}
