package dev.portside.faults.oracle;

import static dev.portside.faults.oracle.Fault.Kind.DOUBLED;
import static dev.portside.faults.oracle.Fault.Kind.INVERTED;
import static dev.portside.faults.oracle.Fault.Kind.LOST;
import static dev.portside.faults.oracle.Fault.Kind.UNEXPLAINED;
import static dev.portside.faults.oracle.Fault.Kind.WRONG_OUTCOME;
import static dev.portside.faults.oracle.Fault.Kind.WRONG_VALUE;
import static dev.portside.faults.oracle.Verb.DELETE;
import static dev.portside.faults.oracle.Verb.INSERT;
import static dev.portside.faults.oracle.Verb.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The judge judged: what is right passes, and each error planted into it is found and named. */
class OracleTest {
    private final SampleHistory history = new SampleHistory();

    @Test
    void takesARecordThatWasNeverTouched() {
        assertThat(history.rejected(UPDATE).rejected(DELETE).faults()).isEmpty();
    }

    @Test
    void takesEachOperationWithItsEffect() {
        history.applied(INSERT).stored(1, 1);
        history.applied(UPDATE).stored(2, 2);
        history.rejected(INSERT);
        history.applied(DELETE).removed();
        history.rejected(DELETE);
        history.applied(INSERT).stored(1, 6);
        assertThat(history.faults()).isEmpty();
    }

    @Test
    void takesOperationsThatWereStoredTogether() {
        history.applied(INSERT).applied(UPDATE).applied(UPDATE).stored(3, 3);
        history.applied(DELETE).applied(INSERT).applied(UPDATE).stored(2, 6);
        history.applied(DELETE).applied(INSERT).applied(DELETE).removed();
        history.applied(INSERT).applied(DELETE);
        assertThat(history.faults()).isEmpty();
    }

    @Test
    void findsALostUpdateByItsVersion() {
        history.applied(INSERT).stored(1, 1);
        history.applied(UPDATE);
        history.applied(UPDATE).stored(2, 3);
        assertThat(history.faults()).containsExactly(LOST);
        assertThat(history.judged().faults().getFirst().detail()).contains("UPDATE 2");
    }

    @Test
    void findsALostUpdateAtTheEnd() {
        assertThat(history.applied(INSERT).stored(1, 1).applied(UPDATE).faults())
                .containsExactly(LOST);
    }

    @Test
    void findsALostDelete() {
        history.applied(INSERT).stored(1, 1);
        history.applied(DELETE);
        assertThat(history.faults()).containsExactly(LOST);
        history.rejected(INSERT);
        assertThat(history.faults()).containsExactly(LOST);
    }

    @Test
    void findsATaskThatIsGoneThoughItHadItsEffect() {
        history.applied(INSERT).stored(1, 1);
        history.add(UPDATE, new Ending.Lost("404")).stored(2, 2);
        assertThat(history.faults()).containsExactly(LOST);
    }

    @Test
    void findsATaskThatNeverEndsAndAnotherFaultBeside() {
        history.applied(INSERT).stored(1, 1);
        history.add(UPDATE, new Ending.Lost("pending"));
        history.applied(UPDATE).stored(2, 3).stored(3, 3);
        assertThat(history.faults()).containsExactly(LOST, DOUBLED);
    }

    @Test
    void findsADoubledUpdate() {
        history.applied(INSERT).stored(1, 1);
        history.applied(UPDATE).stored(2, 2).stored(3, 2);
        assertThat(history.faults()).containsExactly(DOUBLED);
    }

    @Test
    void findsADoubledUpdateBehindALaterOneStoredWithIt() {
        history.applied(INSERT).stored(1, 1);
        history.applied(UPDATE).applied(UPDATE).stored(4, 3);
        assertThat(history.faults()).containsExactly(DOUBLED);
    }

    @Test
    void findsADoubledInsertAfterADelete() {
        history.applied(INSERT).stored(1, 1);
        history.applied(DELETE).removed().stored(1, 1);
        assertThat(history.faults()).containsExactly(DOUBLED);
    }

    @Test
    void findsADoubledDelete() {
        history.applied(INSERT).stored(1, 1);
        history.applied(DELETE).removed();
        history.applied(INSERT).stored(1, 3).removed();
        history.rejected(UPDATE);
        assertThat(history.faults()).containsExactly(DOUBLED);
    }

    @Test
    void findsADoubledEffectOfWhatNobodyAnswered() {
        history.applied(INSERT).stored(1, 1);
        history.add(UPDATE, Ending.UNANSWERED).stored(2, 2).stored(3, 2);
        assertThat(history.faults()).containsExactly(DOUBLED);
    }

    @Test
    void findsAnInversion() {
        history.applied(INSERT).stored(1, 1);
        history.applied(UPDATE).applied(UPDATE).stored(2, 3).stored(3, 2);
        assertThat(history.faults()).containsExactly(INVERTED);
    }

    @Test
    void findsAnInversionByItsOutcomesAlone() {
        history.rejected(DELETE).rejected(UPDATE).applied(INSERT).stored(1, 3);
        assertThat(history.faults()).isEmpty();
        SampleHistory inverted = new SampleHistory();
        inverted.applied(INSERT).stored(1, 1).rejected(UPDATE).applied(DELETE).removed();
        assertThat(inverted.faults()).containsExactly(INVERTED);
    }

    @Test
    void findsAWrongRejection() {
        history.applied(INSERT).stored(1, 1);
        history.rejected(UPDATE);
        history.applied(UPDATE).stored(2, 3);
        assertThat(history.faults()).hasSize(1).doesNotContain(UNEXPLAINED);
    }

    @Test
    void findsARejectedTaskThatHadAnEffect() {
        history.applied(INSERT).stored(1, 1);
        history.rejected(INSERT).stored(2, 2);
        assertThat(history.faults()).hasSize(1);
        SampleHistory update = new SampleHistory();
        update.applied(INSERT).stored(1, 1).rejected(UPDATE).stored(2, 2);
        assertThat(update.faults()).containsExactly(WRONG_OUTCOME);
    }

    @Test
    void findsAWrongReason() {
        history.add(UPDATE, new Ending.Rejected("already exists"));
        assertThat(history.faults()).containsExactly(WRONG_OUTCOME);
    }

    @Test
    void findsADeathWithoutCause() {
        assertThat(history.add(INSERT, Ending.DEAD).faults()).containsExactly(WRONG_OUTCOME);
    }

    @Test
    void findsAnEffectOfTheDead() {
        List<Operation> poison = List.of(new Operation(1, INSERT, 0, 1, true, Ending.DEAD));
        assertThat(Oracle.judge(new History("dead", poison, List.of(), State.ABSENT))
                        .faults())
                .isEmpty();
        State effect = new State(1, 1);
        assertThat(Oracle.judge(new History("dead", poison, List.of(effect), effect))
                        .faults())
                .hasSize(1);
    }

    @Test
    void findsWhatReadersDoNot() {
        history.applied(INSERT).stored(1, 1);
        assertThat(history.judgedWithEnd(State.ABSENT).faults())
                .extracting(Fault::kind)
                .containsExactly(WRONG_VALUE);
        assertThat(history.judgedWithEnd(new State(2, 1)).faults()).hasSize(1);
    }

    @Test
    void findsAValueThatNobodySent() {
        history.applied(INSERT).stored(1, 1);
        history.applied(DELETE).removed().stored(1, 9);
        assertThat(history.faults()).containsExactly(WRONG_VALUE);
        SampleHistory ofDelete = new SampleHistory().rejected(DELETE).stored(1, 1);
        assertThat(ofDelete.faults()).containsExactly(WRONG_VALUE);
    }

    @Test
    void takesAnUnansweredOperationWithOrWithoutItsEffect() {
        history.applied(INSERT).stored(1, 1);
        history.add(UPDATE, Ending.UNANSWERED);
        history.applied(UPDATE).stored(2, 3);
        assertThat(history.judged()).isEqualTo(new Judgement(List.of(), 0));
        SampleHistory surfaced = new SampleHistory();
        surfaced.applied(INSERT).stored(1, 1);
        surfaced.add(UPDATE, Ending.UNANSWERED);
        surfaced.applied(UPDATE).stored(3, 3);
        assertThat(surfaced.judged()).isEqualTo(new Judgement(List.of(), 1));
    }

    @Test
    void takesAnUnansweredOperationThatComesLate() {
        history.applied(INSERT).stored(1, 1);
        history.add(DELETE, Ending.UNANSWERED);
        history.applied(UPDATE).stored(2, 3).removed();
        history.rejected(UPDATE);
        assertThat(history.faults()).isEmpty();
    }

    @Test
    void findsAnUnansweredOperationThatComesBeforeItWasSent() {
        history.applied(INSERT).stored(1, 1);
        history.applied(UPDATE).stored(3, 2);
        history.add(UPDATE, Ending.UNANSWERED);
        assertThat(history.faults()).hasSize(1);
    }

    @Test
    void takesAnyOrderOfWhatWasUnderWayAtOnce() {
        history.add(INSERT, 0, 9, Ending.APPLIED);
        history.add(UPDATE, 10, 30, Ending.APPLIED);
        history.add(UPDATE, 20, 40, Ending.APPLIED);
        history.stored(1, 1).stored(2, 3).stored(3, 2);
        assertThat(history.faults()).isEmpty();
        SampleHistory apart = new SampleHistory();
        apart.add(INSERT, 0, 9, Ending.APPLIED);
        apart.add(UPDATE, 10, 19, Ending.APPLIED);
        apart.add(UPDATE, 20, 40, Ending.APPLIED);
        apart.stored(1, 1).stored(2, 3).stored(3, 2);
        assertThat(apart.faults()).containsExactly(INVERTED);
    }
}
