package dev.portside.http;

/** Answers one call. Throws {@link ProblemException} to refuse it; any other exception that it lets out is mapped. */
@FunctionalInterface
public interface Handler {
    Answer handle(Call call) throws InterruptedException;
}
