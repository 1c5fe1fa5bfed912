package dev.portside.http;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** One answer in each form that a caller may wish for; each is made when it is first wished for, and kept. Thread-safe. */
public final class ReadyAnswers {
    private static final int FORMS = 8;

    private final Answer answer;
    private final AtomicReferenceArray<ReadyAnswer> forms = new AtomicReferenceArray<>(FORMS);

    /** @param answer 200, to be sent many times */
    public ReadyAnswers(Answer answer) {
        this.answer = answer;
    }

    /** What it was made of. */
    public Answer answer() {
        return answer;
    }

    ReadyAnswer to(Wishes wishes, AnswerWriter writer) {
        Answer chosen = Conditions.chosen(answer, wishes);
        int form = (chosen.status() == 304 ? 1 : 0) + (wishes.gzip() ? 2 : 0) + (writer.secure() ? 4 : 0);
        return Optional.ofNullable(forms.get(form)).orElseGet(() -> {
            ReadyAnswer made = new ReadyAnswer(chosen, writer);
            forms.set(form, made);
            return made;
        });
    }
}
