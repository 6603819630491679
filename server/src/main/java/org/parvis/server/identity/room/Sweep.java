package org.parvis.server.identity.room;

import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.revocation.RevocationLog;
import org.parvis.server.store.Chore;

/**
 * Forgets what nobody needs any more.
 *
 * <p>A guest whose last login is over can never come back, so nothing of such a guest is kept; but one with a role
 * stays, for a server whose only admin was tidied up would have none. Refresh tokens that were
 * used are kept for a week to recognise a copy by; an older copy is as useless, only less telling.
 */
final class Sweep implements Chore {
    private static final long USED_KEPT_MS = 7L * 24 * 3_600_000;
    private static final int AT_ONCE = 500;

    @Override
    public int tidy(Handle db, long nowMs) {
        int gone = db.execute("""
                delete from refresh_token where hash in
                  (select hash from refresh_token where used_ms < ? limit ?)""", nowMs - USED_KEPT_MS, AT_ONCE);
        gone += db.execute("""
                delete from person where id in (select p.id from person p where p.kind = 'guest'
                  and not exists (select 1 from login_family f where f.person_id = p.id and f.ended_ms is null
                    and f.expires_ms > ?)
                  and not exists (select 1 from staff_grant g where g.person_id = p.id)
                  limit ?)""", nowMs, AT_ONCE);
        gone += db.execute("""
                delete from login_family where id in
                  (select id from login_family where expires_ms < ? limit ?)""", nowMs, AT_ONCE);
        gone += db.execute("delete from bootstrap_token where expires_ms < ?", nowMs);
        return gone + RevocationLog.prune(db, nowMs);
    }
}
