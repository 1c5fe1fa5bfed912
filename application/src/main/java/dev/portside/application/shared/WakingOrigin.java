package dev.portside.application.shared;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;

/**
 * An origin whose workers look at once, and not at their next poll, for what it took back.
 *
 * @param wake called after each letter
 */
public record WakingOrigin(Origin origin, Runnable wake) implements Origin {
    @Override
    public Source source() {
        return origin.source();
    }

    @Override
    public void takeBack(DeadLetter letter) {
        origin.takeBack(letter);
        wake.run();
    }

    @Override
    public boolean ordered() {
        return origin.ordered();
    }
}
