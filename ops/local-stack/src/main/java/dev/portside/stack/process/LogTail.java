package dev.portside.stack.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log. */
public final class LogTail {
    private static final int LINES_MAX = 20;
    private static final int BYTES_MAX = 16 * 1024;

    private LogTail() {}

    /** The file's last lines; empty when it isn't there. */
    public static String of(Path file) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(BYTES_MAX, log.length())];
            log.seek(log.length() - end.length);
            log.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size()));
        } catch (IOException _) {
            return "";
        }
    }
}
