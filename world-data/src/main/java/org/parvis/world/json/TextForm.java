package org.parvis.world.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** How the characters of a text are written as bytes. */
public final class TextForm {
    private TextForm() {}

    /** Whether the bytes are UTF-8 throughout, with or without a byte order mark. */
    public static boolean isUtf8(byte[] text) {
        if (isWide(text)) {
            return false;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /** Whether the bytes look like UTF-16 or UTF-32: by their mark, or by zero bytes among the first four. */
    public static boolean isWide(byte[] text) {
        if (text.length < 4) {
            return false;
        }
        int first = ((text[0] & 0xff) << 8) | (text[1] & 0xff);
        return first == 0xfeff || first == 0xfffe || text[0] == 0 || text[1] == 0 || text[2] == 0 || text[3] == 0;
    }
}
