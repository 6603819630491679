package org.parvis.server.store.schema;

import java.util.regex.Pattern;

/**
 * The migrations of a feature: files {@code V1__what.sql}, {@code V2__what.sql} and so on in a folder of its own, applied
 * after those of the server and noted in a history table of their own. So a feature numbers its files from 1, whatever
 * the server and other features do. Its tables begin with its name and may refer to tables of the server, never to those
 * of another feature. Immutable, any thread.
 *
 * @param feature name of the feature: a word of lower-case letters and digits
 * @param folder of the class path, where the files are
 */
public record FeatureMigrations(String feature, String folder) {
    /** What the history tables of features begin with. */
    public static final String HISTORY = "schema_history_";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,39}");

    /** Refuses a name that no table could have. */
    public FeatureMigrations {
        if (!NAME.matcher(feature).matches()) {
            throw new IllegalArgumentException(
                    "The name of a feature is a word of lower-case letters and digits, not " + feature);
        }
    }

    /** Name of the table that notes which files were applied. */
    String historyTable() {
        return HISTORY + feature;
    }
}
