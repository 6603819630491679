package org.parvis.server.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;

/**
 * Writes log lines as another encoder does, with secrets blackened. It works on the finished line, so it does not matter
 * whether a secret came in the message, an argument, or the message of an exception three causes down.
 *
 * <p>Any thread.
 */
final class RedactingEncoder extends EncoderBase<ILoggingEvent> {
    private final Encoder<ILoggingEvent> plain;

    /** Wraps an encoder that has been started and writes UTF-8. */
    RedactingEncoder(Encoder<ILoggingEvent> plain) {
        this.plain = plain;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = new String(plain.encode(event), StandardCharsets.UTF_8);
        return Redaction.redacted(line).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return plain.headerBytes();
    }

    @Override
    public byte[] footerBytes() {
        return plain.footerBytes();
    }
}
