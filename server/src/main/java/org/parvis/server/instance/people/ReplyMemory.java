package org.parvis.server.instance.people;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers to a person's last actions, so that a repeated action is answered again and not done again. Holds the
 * newest {@value #KEPT}. Tick thread only.
 */
public final class ReplyMemory {
    static final int KEPT = 64;

    private static final ByteString PENDING = ByteString.EMPTY;

    private final Map<Long, ByteString> answers = new LinkedHashMap<>();

    /** Notes a new action; false when its id was seen before. */
    public boolean begin(long id) {
        if (answers.putIfAbsent(id, PENDING) != null) {
            return false;
        }
        if (answers.size() > KEPT) {
            var oldest = answers.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
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
