package dev.portside.bootstrap.commands;

import java.util.Optional;

/** Where sample orders go. */
interface OrderTarget extends AutoCloseable {
    /**
     * Sends one message.
     *
     * @return why it was refused, empty when it is kept
     * @throws CommandFailed when nothing takes messages there
     */
    Optional<String> post(byte[] payload) throws InterruptedException;

    @Override
    void close() throws InterruptedException;
}
