package org.parvis.server.store.audit;

import java.util.OptionalLong;

/**
 * The outcome of checking the whole log.
 *
 * @param entries how many were read
 * @param headHash of the last good entry. Kept elsewhere, it also proves later that nothing was cut off the end
 * @param broken the first entry that does not fit; empty when the chain is whole
 */
public record AuditProof(long entries, String headHash, OptionalLong broken) {
    /**
     * Whether nothing was changed.
     *
     * @return true when every hash fits
     */
    public boolean isWhole() {
        return broken.isEmpty();
    }
}
