package dev.portside.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

/** A program that starts the servers that it is told to, pauses the first of them if so told, and stays until its input ends. */
final class StackHolder {
    private StackHolder() {}

    public static void main(String[] arguments) throws IOException {
        List<Backend> backends =
                Stream.of(arguments).skip(1).map(Backend::valueOf).toList();
        LocalStack stack = LocalStack.shared().warmUp(backends.toArray(Backend[]::new));
        List<LocalServer> servers = backends.stream().map(stack::server).toList();
        if (arguments[0].equals("paused")) {
            servers.getFirst().pause();
        }
        System.out.println("ready");
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
