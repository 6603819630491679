package org.parvis.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class RequestPathTest {
    @Test
    void segmentsAreDecodedOnceAndTheQueryIsCut() {
        assertThat(RequestPath.parse("/a%20b/%E5%BB%A3%E5%A0%B4/%2525?x=/..")
                        .orElseThrow()
                        .segments())
                .isEqualTo(List.of("a b", "廣場", "%25"));
    }

    @Test
    void absoluteFormIsUnderstood() {
        assertThat(RequestPath.parse("http://venue.test/v1/about")).hasToString("Optional[/v1/about]");
        assertThat(RequestPath.parse("HTTPS://venue.test")).hasToString("Optional[/]");
    }

    @Test
    void tooManySegmentsAreRefused() {
        assertThat(RequestPath.parse("/a".repeat(32))).isPresent();
        assertThat(RequestPath.parse("/a".repeat(33))).isEmpty();
    }

    @Property
    void whateverIsAskedNoSegmentClimbs(
            @ForAll @StringLength(max = 40) @CharRange(from = '!', to = '9') @CharRange(from = 'A', to = 'g')
                    String target) {
        RequestPath.parse("/" + target.replace("!", "%2e").replace("$", "%2F").replace("&", "%5c"))
                .ifPresent(path -> assertThat(path.segments())
                        .noneMatch(segment -> segment.equals("..") || segment.equals("."))
                        .noneMatch(segment -> segment.contains("/") || segment.contains("\\")));
    }
}
