package dev.portside.stack;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What runs one server, on one port and one data folder all its life. Every call returns when its effect is complete, or
 * fails after a time of its own with a {@link StackFailure}.
 */
public interface Runner extends AutoCloseable {
    /** Starts the server, again too, on the data that it left; it may not be ready yet. */
    void start();

    /** Asks the server to end in good order, and kills it when it takes too long. */
    void stop();

    /** Ends the server as SIGKILL does. */
    void kill();

    /** Stops the server where it stands, as SIGSTOP does: connections stay open and nothing answers. */
    void pause();

    void resume();

    /** What the server does, in a word or two when it doesn't run: {@code running}, {@code exited 1}. */
    String status();

    /** The last lines of the server's log, or nothing when there is none. */
    String logTail();

    /** The file of the server's log, when it is a file. */
    default Optional<Path> log() {
        return Optional.empty();
    }

    /** Ends the server and deletes its data. */
    @Override
    void close();
}
