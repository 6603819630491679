package org.parvis.server.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LifetimeTest {
    @ParameterizedTest
    @CsvSource({
        "assets/player-4F7KQ2ZB.js, true",
        "assets/player-4F7KQ2ZB.js.map, true",
        "assets/texture.0a1b2c3d4e5f.png, true",
        "assets/player.js, false",
        "assets/plain-stylesheet.css, false",
        "index.html, false"
    })
    void onlyNamesThatEndInAHashAreKeptForEver(String path, boolean forEver) {
        assertThat(Lifetime.BY_NAME.cacheControl(path).contains("immutable")).isEqualTo(forEver);
        assertThat(Lifetime.IMMUTABLE.cacheControl(path)).contains("immutable");
    }
}
