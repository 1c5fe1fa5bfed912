package dev.portside.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.faults.fleet.Fleet;
import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.fleet.Victim;
import dev.portside.faults.load.AtOnce;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Reply;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of the two databases is killed, or stands still: what can go on does, and the rest is refused in time. */
@Timeout(120)
class LostDatabasesIT {
    /** Far less than the wait for a connection of the pool; on a busy machine, callers wait for each other, too. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    /** A statement's time, and a connection's. */
    private static final Duration BOUND = Duration.ofSeconds(8);

    private static final Duration RECOVERY_TIME_MAX = Duration.ofSeconds(20);
    private static final int CALLS = 60;

    private final Fleet fleet = SharedFleet.ready();
    private final Instance instance = fleet.instances().getFirst();
    private final Caller caller = new Caller(Duration.ofSeconds(60));

    @BeforeEach
    void storeARecord() {
        assertThat(ended(accepted(update("insert", 0)))).isIn("applied", "rejected");
    }

    @AfterEach
    void close() {
        caller.close();
    }

    @Test
    void withoutTheInboxTasksAreRefusedAtOnceAndReadsGoOn() throws InterruptedException {
        Victim inbox = fleet.databases().inbox();
        inbox.kill();
        try {
            refusesWithin(AT_ONCE, calls(() -> update("update", 1)));
            assertThat(calls(this::read)).extracting(Reply.Answered::status).containsOnly(200);
        } finally {
            inbox.revive();
        }
        awaitAccepted();
    }

    @Test
    void withAnInboxThatStandsStillNoRequestHangsLongerThanItsBound() throws InterruptedException {
        Victim inbox = fleet.databases().inbox();
        inbox.pause();
        try {
            refusesWithin(BOUND, calls(() -> update("update", 1)));
            refusesWithin(AT_ONCE, calls(() -> update("update", 1)));
            assertThat(calls(this::read)).extracting(Reply.Answered::status).containsOnly(200);
        } finally {
            inbox.resume();
        }
        awaitAccepted();
    }

    @Test
    void withoutTheMainDatabaseTasksAreAcceptedAndAppliedWhenItIsBack() throws InterruptedException {
        Victim main = fleet.databases().main();
        main.kill();
        List<Reply.Answered> accepted;
        try {
            accepted = calls(() -> update("update", 2));
            answersWithin(AT_ONCE, 202, accepted);
            refusesWithin(AT_ONCE, calls(this::read));
        } finally {
            main.revive();
        }
        assertThat(accepted).extracting(task -> ended(accepted(task))).containsOnly("applied");
        awaitRead();
    }

    @Test
    void withAMainDatabaseThatStandsStillNoRequestHangsLongerThanItsBound() throws InterruptedException {
        Victim main = fleet.databases().main();
        main.pause();
        List<Reply.Answered> accepted;
        try {
            accepted = calls(() -> update("update", 3));
            answersWithin(AT_ONCE, 202, accepted);
            refusesWithin(BOUND, calls(this::read));
            refusesWithin(AT_ONCE, calls(this::read));
        } finally {
            main.resume();
        }
        assertThat(accepted).extracting(task -> ended(accepted(task))).containsOnly("applied");
        awaitRead();
    }

    private Reply update(String verb, int value) {
        return caller.post(instance, "/" + verb, "{\"id\":\"lost\",\"value\":" + value + "}");
    }

    private Reply read() {
        return caller.get(instance, "/get?id=lost");
    }

    /** Many calls at once, more than the pool has connections. */
    private static List<Reply.Answered> calls(Supplier<Reply> call) throws InterruptedException {
        List<Reply> replies = new ArrayList<>();
        AtOnce.run(CALLS, _ -> {
            Reply reply = call.get();
            synchronized (replies) {
                replies.add(reply);
            }
        });
        assertThat(replies).hasOnlyElementsOfType(Reply.Answered.class);
        return replies.stream().map(Reply.Answered.class::cast).toList();
    }

    private static void refusesWithin(Duration timeMax, List<Reply.Answered> answers) {
        answersWithin(timeMax, 503, answers);
        assertThat(answers)
                .extracting(Reply.Answered::retryAfter)
                .allSatisfy(after -> assertThat(after).matches("[1-9]\\d*"));
    }

    private static void answersWithin(Duration timeMax, int status, List<Reply.Answered> answers) {
        assertThat(answers).extracting(Reply.Answered::status).containsOnly(status);
        assertThat(answers.stream().map(Reply::time).max(Duration::compareTo))
                .hasValueSatisfying(longest -> assertThat(longest).isLessThanOrEqualTo(timeMax));
    }

    private static String accepted(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        Reply.Answered answered = (Reply.Answered) reply;
        assertThat(answered.status()).as(answered.body()).isEqualTo(202);
        return JsonMapper.shared().readTree(answered.body()).get("task_id").stringValue();
    }

    private String ended(String task) {
        Reply.Answered answered = (Reply.Answered) caller.get(instance, "/tasks/" + task, "Prefer", "wait=30");
        JsonNode body = JsonMapper.shared().readTree(answered.body());
        return body.get("status").stringValue();
    }

    private void awaitAccepted() {
        Until.holds(() -> "tasks are accepted again", RECOVERY_TIME_MAX, () -> status(update("update", 4)) == 202);
        fleet.awaitReady();
    }

    private void awaitRead() {
        Until.holds(() -> "records are read again", RECOVERY_TIME_MAX, () -> status(read()) == 200);
        fleet.awaitReady();
    }

    private static int status(Reply reply) {
        return reply instanceof Reply.Answered(int status, HttpHeaders _, String _, Duration _) ? status : 0;
    }
}
