package org.parvis.world;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of a zone or fixture beyond what all of its family have: the properties of its kind. Immutable.
 *
 * <p>The text is always kept. When somebody registered a reader for the kind, what the reader made of it is here too.
 */
public final class KindProperties {
    /** Nothing beyond. */
    public static final KindProperties NONE = new KindProperties("{}", null);

    private final String json;
    private final @Nullable Object value;

    private KindProperties(String json, @Nullable Object value) {
        this.json = json;
        this.value = value;
    }

    /** Properties of a kind nobody reads. */
    public static KindProperties unread(String json) {
        return new KindProperties(json, null);
    }

    /**
     * Properties that were read.
     *
     * @param json their text, a JSON object
     * @param value what the reader of the kind made of them, immutable
     */
    public static KindProperties of(String json, Object value) {
        return new KindProperties(json, value);
    }

    /** The JSON object as text, {@code {}} when there is none. */
    public String json() {
        return json;
    }

    /** What the kind's reader made of the properties; empty when there was no reader or it makes another type. */
    public <T> Optional<T> as(Class<T> type) {
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KindProperties that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json;
    }
}
