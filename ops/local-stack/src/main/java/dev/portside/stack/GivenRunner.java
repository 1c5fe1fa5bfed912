package dev.portside.stack;

/** A server that was there before and is not ours to control. */
record GivenRunner(String name, String variable) implements Runner {
    @Override
    public void start() {}

    @Override
    public void stop() {
        throw notOurs();
    }

    @Override
    public void kill() {
        throw notOurs();
    }

    @Override
    public void pause() {
        throw notOurs();
    }

    @Override
    public void resume() {
        throw notOurs();
    }

    @Override
    public String status() {
        return "given by " + variable;
    }

    @Override
    public String logTail() {
        return "";
    }

    @Override
    public void close() {}

    private StackFailure notOurs() {
        return new StackFailure(name + " was given by " + variable + ": it is not ours to stop, pause or kill");
    }
}
