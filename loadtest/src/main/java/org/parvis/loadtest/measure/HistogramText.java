package org.parvis.loadtest.measure;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Histograms as text, so that results of several testers can be added: HdrHistogram's compressed form (V2) in
 * Base64, the same as in its log files. An empty one is an empty text. Any thread.
 */
public final class HistogramText {
    private HistogramText() {}

    /**
     * Writes a histogram.
     *
     * @param histogram of nanoseconds
     * @return text
     */
    public static String of(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return "";
        }
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes.array(), length));
    }

    /**
     * Adds what a text holds to a histogram.
     *
     * @param text that {@link #of} wrote
     * @param target receives the counts
     * @throws IllegalArgumentException if it is no such text
     */
    public static void addTo(String text, Histogram target) {
        if (text.isEmpty()) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
            target.add(Histogram.decodeFromCompressedByteBuffer(bytes, 0));
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("a histogram of the file is damaged: " + e.getMessage(), e);
        }
    }
}
