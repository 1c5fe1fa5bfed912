package dev.portside.faults.together;

import dev.portside.faults.fleet.EnvironmentFault;
import dev.portside.faults.fleet.Until;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What should not be, and concerns no flow alone, in words. */
public final class Findings {
    private final List<String> all = new ArrayList<>();

    /** Something that must succeed. */
    public interface Attempt {
        void run() throws InterruptedException;
    }

    /** What fails is a finding, and all the rest is still done and judged. */
    public void attempt(String what, Attempt attempt) throws InterruptedException {
        try {
            attempt.run();
        } catch (Until.Overdue | EnvironmentFault | IllegalStateException e) {
            all.add("it is not so that " + what + ": " + e.getMessage());
        }
    }

    public void addAll(Collection<String> findings) {
        all.addAll(findings);
    }

    public List<String> all() {
        return List.copyOf(all);
    }
}
