package org.parvis.server.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.parvis.protocol.v1.Action;
import org.parvis.server.instance.feature.Later;
import org.parvis.server.instance.feature.Messages;
import org.parvis.server.instance.feature.People;
import org.parvis.server.instance.feature.Places;
import org.parvis.server.instance.feature.Seam;
import org.parvis.server.instance.feature.Time;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;

/** Every method of the seam belongs to the tick thread; another thread is told so, by the names of both. */
class SeamOwnershipTest {
    private static final Set<String> ANY_THREAD = Set.of("Later.execute", "Seam.later");

    @TestFactory
    Stream<DynamicTest> strayThreadIsToldSoByName() {
        HandTicked house = HandTicked.of(SmallVenue.square(60));
        Seam seam = house.seam();
        house.tick();
        return Stream.of(
                        methods(Seam.class, seam),
                        methods(People.class, seam.people()),
                        methods(Places.class, seam.places()),
                        methods(Messages.class, seam.messages()),
                        methods(Time.class, seam.time()),
                        methods(Later.class, seam.later()))
                .flatMap(all -> all);
    }

    private static Stream<DynamicTest> methods(Class<?> part, Object of) {
        return List.of(part.getMethods()).stream()
                .filter(method -> !java.lang.reflect.Modifier.isStatic(method.getModifiers()))
                .filter(method -> !ANY_THREAD.contains(part.getSimpleName() + "." + method.getName()))
                .map(method -> DynamicTest.dynamicTest(
                        part.getSimpleName() + "." + method.getName() + "/" + method.getParameterCount(),
                        () -> check(method, of)));
    }

    private static void check(Method method, Object of) throws Exception {
        Object[] arguments = Stream.of(method.getParameterTypes())
                .map(SeamOwnershipTest::anything)
                .toArray();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread stray = new Thread(
                () -> {
                    try {
                        method.invoke(of, arguments);
                        thrown.complete(new AssertionError("was let in"));
                    } catch (InvocationTargetException refused) {
                        thrown.complete(refused.getCause());
                    } catch (IllegalAccessException closed) {
                        thrown.complete(closed);
                    }
                },
                "stray");
        method.setAccessible(true);
        stray.start();
        assertThat(thrown.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stray")
                .hasMessageContaining(Thread.currentThread().getName())
                .hasMessageContaining("Mailbox");
    }

    private static @Nullable Object anything(Class<?> type) {
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == double.class) {
            return 1.0;
        }
        if (type == boolean.class) {
            return true;
        }
        return type == Action.KindCase.class ? Action.KindCase.CHAT : null;
    }
}
