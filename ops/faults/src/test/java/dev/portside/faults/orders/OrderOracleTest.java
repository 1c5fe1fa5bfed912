package dev.portside.faults.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.faults.oracle.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The judge on a run without a fault, and on each kind of fault alone. */
class OrderOracleTest {
    private static final int MESSAGES = 300;

    private final long seed = Seed.of(OrderOracleTest.class);
    private final RandomGenerator random = new SplittableRandom(seed);
    private final List<SentMessage> sent = new ArrayList<>();
    private final List<OrderTables.Stored> stored = new ArrayList<>();
    private final Map<String, JsonNode> answers = new HashMap<>();
    private final List<String> dead = new ArrayList<>();

    @BeforeEach
    void make() {
        MadeMessages made = new MadeMessages(seed);
        for (int number = 1; number <= MESSAGES; number++) {
            SentMessage message = made.message(number);
            sent.add(message);
            switch (message) {
                case SentMessage.Good good -> {
                    if (answers.put(good.uid(), good.json().deepCopy()) == null) {
                        stored.add(new OrderTables.Stored(
                                good.uid(), 1, 1, good.json().get("items").size()));
                    }
                }
                case SentMessage.Bad bad -> {
                    sent.set(number - 1, new SentMessage.Bad(bad.text(), 1));
                    dead.add(bad.text());
                }
            }
        }
        dead.add("bad");
        sent.add(new SentMessage.Bad("bad", 2));
    }

    private List<Fault.Kind> judged() {
        return OrderOracle.judge(sent, stored, answers, dead).stream()
                .map(Fault::kind)
                .toList();
    }

    private int any(List<?> list) {
        return random.nextInt(list.size());
    }

    private ObjectNode anyAnswer() {
        return (ObjectNode) answers.get(stored.get(any(stored)).uid());
    }

    @Test
    void aRightRunHasNoFault() {
        assertThat(sent.size()).isGreaterThan(stored.size() + dead.size());
        dead.add("bad");
        assertThat(judged()).isEmpty();
    }

    @Test
    void aLostOrderIsCaught() {
        stored.remove(any(stored));
        assertThat(judged()).containsExactly(Fault.Kind.LOST);
    }

    @Test
    void anUnansweredOrderIsCaught() {
        answers.remove(stored.get(any(stored)).uid());
        assertThat(judged()).containsExactly(Fault.Kind.LOST);
    }

    @Test
    void aDoubledOrderIsCaught() {
        stored.add(stored.get(any(stored)));
        assertThat(judged()).containsExactly(Fault.Kind.DOUBLED);
    }

    @Test
    void aMissingItemIsCaught() {
        int at = any(stored);
        OrderTables.Stored whole = stored.get(at);
        stored.set(at, new OrderTables.Stored(whole.uid(), 1, 1, whole.items() - 1));
        assertThat(judged()).containsExactly(Fault.Kind.WRONG_VALUE);
    }

    @Test
    void anOrderThatNobodySentIsCaught() {
        stored.add(new OrderTables.Stored("stranger", 1, 1, 1));
        assertThat(judged()).containsExactly(Fault.Kind.WRONG_VALUE);
    }

    @Test
    void aChangedMissingOrNewMemberIsCaught() {
        ObjectNode answer = anyAnswer();
        answer.put("locale", "xx");
        assertThat(judged()).containsExactly(Fault.Kind.WRONG_VALUE);
        answer.remove("locale");
        assertThat(judged()).containsExactly(Fault.Kind.WRONG_VALUE);
    }

    @Test
    void aRoundedNumberIsCaught() {
        ObjectNode item = (ObjectNode) anyAnswer().get("items").get(0);
        item.put("price", item.get("price").decimalValue().add(new java.math.BigDecimal("0.0001")));
        assertThat(judged()).containsExactly(Fault.Kind.WRONG_VALUE);
    }

    @Test
    void aLostADoubledAndAStrangeLetterAreCaught() {
        String lost = dead.removeFirst();
        assertThat(judged()).containsExactly(Fault.Kind.LOST);
        dead.add(lost);
        dead.add(lost);
        assertThat(judged()).containsExactly(Fault.Kind.DOUBLED);
        dead.remove(lost);
        dead.add("stranger");
        assertThat(judged()).containsExactly(Fault.Kind.WRONG_OUTCOME);
    }
}
