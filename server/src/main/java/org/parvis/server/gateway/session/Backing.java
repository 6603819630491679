package org.parvis.server.gateway.session;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.parvis.server.gateway.stay.ResumeKey;
import org.parvis.server.identity.Admissions;
import org.parvis.server.identity.Revocations;
import org.parvis.server.store.Store;

/**
 * What sessions stand on, besides instances.
 *
 * @param key signs resume tokens
 * @param store keeps places over restarts; null keeps them in memory only
 * @param admissions tells who comes with a ticket; null when nobody has an identity
 * @param revocations tells whose sessions are to end; null never tells
 * @param utcMs UTC milliseconds
 */
public record Backing(
        ResumeKey key,
        @Nullable Store store,
        @Nullable Admissions admissions,
        @Nullable Revocations revocations,
        LongSupplier utcMs) {
    /**
     * Sessions that live and die with the process.
     *
     * @return nothing to stand on
     */
    public static Backing none() {
        return new Backing(ResumeKey.fleeting(), null, null, null, System::currentTimeMillis);
    }
}
