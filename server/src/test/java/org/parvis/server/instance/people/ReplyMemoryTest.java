package org.parvis.server.instance.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parvis.server.instance.people.ReplyMemory.Verdict.FORGOTTEN;
import static org.parvis.server.instance.people.ReplyMemory.Verdict.NEW;
import static org.parvis.server.instance.people.ReplyMemory.Verdict.REPEATED;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReplyMemoryTest {
    private final ReplyMemory memory = new ReplyMemory(0);

    @Test
    void repeatedIdIsAnsweredAgain() {
        assertThat(memory.begin(7)).isEqualTo(NEW);
        assertThat(memory.begin(7)).isEqualTo(REPEATED);
        assertThat(memory.answer(7)).as("not answered yet").isNull();
        memory.answered(7, ByteString.copyFromUtf8("done"));
        assertThat(memory.begin(7)).isEqualTo(REPEATED);
        assertThat(memory.answer(7)).isEqualTo(ByteString.copyFromUtf8("done"));
    }

    @Test
    void idIsNeverNewAgainHoweverManyCameBetween() {
        memory.begin(7);
        for (int n = 0; n < 70; n++) {
            assertThat(memory.begin(1_000 + n)).isEqualTo(NEW);
        }
        assertThat(memory.begin(7)).isEqualTo(FORGOTTEN);
        assertThat(memory.begin(1_069)).isEqualTo(REPEATED);
    }

    @Test
    void idsBelowTheHighestAreUsed() {
        memory.begin(9);
        assertThat(memory.begin(8)).isEqualTo(FORGOTTEN);
        assertThat(memory.begin(10)).isEqualTo(NEW);
    }

    @Test
    void idsOfAnEarlierProcessAreUsed() {
        ReplyMemory later = new ReplyMemory(41);
        assertThat(later.begin(41)).isEqualTo(FORGOTTEN);
        assertThat(later.begin(3)).isEqualTo(FORGOTTEN);
        assertThat(later.begin(42)).isEqualTo(NEW);
        assertThat(later.highest()).isEqualTo(42);
    }

    @Test
    void idsAreUnsigned() {
        assertThat(memory.begin(Long.MAX_VALUE)).isEqualTo(NEW);
        assertThat(memory.begin(Long.MIN_VALUE)).as("2^63").isEqualTo(NEW);
        assertThat(memory.begin(-1)).as("2^64 - 1").isEqualTo(NEW);
        assertThat(memory.begin(1)).isEqualTo(FORGOTTEN);
    }

    @Test
    void noIdIsEverNewTwice() {
        long seed = System.nanoTime();
        System.out.println("reply memory, seed " + seed);
        Random random = new Random(seed);
        Set<Long> done = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            long id = 1L + random.nextInt(i + 10);
            if (memory.begin(id) == NEW) {
                assertThat(done.add(id))
                        .as("id %d is done for the first time", id)
                        .isTrue();
            }
        }
        assertThat(done).hasSizeGreaterThan(5);
    }
}
