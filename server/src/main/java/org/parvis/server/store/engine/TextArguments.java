package org.parvis.server.store.engine;

import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.parvis.server.store.UnfitTextException;

/**
 * Binds texts to statements, and refuses those that the two databases would treat differently. Texts from outside were
 * checked more strictly where they came in; this holds for whatever passed by there.
 */
final class TextArguments extends AbstractArgumentFactory<String> {
    TextArguments() {
        super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String text, ConfigRegistry config) {
        if (!isFit(text)) {
            throw new UnfitTextException();
        }
        return (position, statement, context) -> statement.setString(position, text);
    }

    private static boolean isFit(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                i++;
                if (i == length || !Character.isSurrogatePair(c, text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
