package org.parvis.server.feature.points;

/** The ledger's accounts of points. */
final class PointsAccounts {
    /** Points as a currency; one point is one minor unit. */
    static final String CURRENCY = "points";

    /** Where awarded points come from: its balance is minus all that was ever awarded. */
    static final String AWARDS = "system:awards";

    private PointsAccounts() {}

    static String of(String personId) {
        return "person:" + personId;
    }
}
