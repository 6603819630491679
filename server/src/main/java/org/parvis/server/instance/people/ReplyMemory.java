package org.parvis.server.instance.people;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers to a person's last actions, so that a repeated action is answered again and not done again. Ids rise: one
 * that is not above all before is a repetition, whether its answer is still remembered or not. Holds the newest {@value
 * #KEPT}. Tick thread only.
 */
public final class ReplyMemory {
    static final int KEPT = 64;

    private static final ByteString PENDING = ByteString.EMPTY;

    private final Map<Long, ByteString> answers = new LinkedHashMap<>();
    /** Unsigned. */
    private long highest;

    /**
     * Remembers nothing yet.
     *
     * @param highest the highest id that counts as used, unsigned; 0 for none
     */
    public ReplyMemory(long highest) {
        this.highest = highest;
    }

    /** What an action is by its id. */
    public enum Verdict {
        /** To be done. */
        NEW,
        /** Asked before: {@link #answer} knows what came of it. */
        REPEATED,
        /** Asked so long ago, or before a restart, that nobody knows what came of it. */
        FORGOTTEN
    }

    /** Judges an id, and notes it when it is new. */
    public Verdict begin(long id) {
        if (Long.compareUnsigned(id, highest) <= 0) {
            return answers.containsKey(id) ? Verdict.REPEATED : Verdict.FORGOTTEN;
        }
        highest = id;
        answers.put(id, PENDING);
        if (answers.size() > KEPT) {
            var oldest = answers.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return Verdict.NEW;
    }

    /** The highest id that counts as used, unsigned. */
    public long highest() {
        return highest;
    }

    public void answered(long id, ByteString reply) {
        answers.replace(id, reply);
    }

    /** The answer to an action seen before; null while there is none. */
    @Nullable
    public ByteString answer(long id) {
        ByteString answer = answers.get(id);
        return answer == null || answer.isEmpty() ? null : answer;
    }
}
