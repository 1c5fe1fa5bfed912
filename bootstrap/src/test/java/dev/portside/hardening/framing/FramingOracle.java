package dev.portside.hardening.framing;

import dev.portside.hardening.framing.FramingCase.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Says what is wrong with how a server took a case, sent to it directly. */
final class FramingOracle {
    private final Server server;

    FramingOracle(Server server) {
        this.server = server;
    }

    /** All faults, each with its case; empty when there are none. */
    List<String> faults(List<FramingCase> cases, String path) throws IOException {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            FramingCase each = cases.get(i);
            int before = server.answered();
            Answers answers = Answers.to(each.sent(path, i), server.port());
            for (String fault : faults(each.verdict(), answers, server.answered() - before, path, i)) {
                faults.add(path + " " + each + ": " + fault + ", " + answers);
            }
        }
        return faults;
    }

    private List<String> faults(Verdict verdict, Answers answers, int answered, String path, int number) {
        List<String> faults = new ArrayList<>();
        List<Integer> statuses = answers.statuses();
        int first = times(path, "first", number);
        int second = times(path, "second", number);
        check(faults, times(path, "hidden", number) == 0, "a hidden request was served");
        check(faults, statuses.stream().noneMatch(status -> status >= 500), "a fault of the server's");
        check(faults, answers.rest().isEmpty(), "more than answers");
        check(faults, statuses.size() == answered, "the server counts " + answered + " requests");
        check(faults, answers.closedAt() == statuses.size(), "the last answer is not the one that ends the connection");
        switch (verdict) {
            case REFUSED -> {
                check(faults, first + second == 0, "served, though it cannot be understood");
                check(faults, statuses.size() == 1, "not one refusal");
                check(faults, statuses.stream().allMatch(status -> status >= 400), "not refused");
            }
            case SERVED -> {
                check(faults, first == 1 && second == 1, "served " + first + " and " + second + " times");
                check(faults, statuses.equals(List.of(200, 200)), "not two answers");
            }
            case LAST -> check(faults, first == 1 && second == 0 && statuses.equals(List.of(200)), "not the last one");
        }
        return faults;
    }

    private int times(String path, String which, int number) {
        String target = FramingCase.target(path, which, number);
        return (int) server.served().stream().filter(target::equals).count();
    }

    private static void check(List<String> faults, boolean good, String fault) {
        if (!good) {
            faults.add(fault);
        }
    }
}
