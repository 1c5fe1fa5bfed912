package dev.portside.faults.fleet;

import dev.portside.stack.LocalServer;

/** A server of the stack that belongs to the test alone. */
record Server(String role, LocalServer server) implements Victim {
    @Override
    public String name() {
        return server.name();
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void revive() {
        server.start();
    }

    @Override
    public void pause() {
        server.pause();
    }

    @Override
    public void resume() {
        server.resume();
    }
}
