package org.parvis.server.app.venue;

import java.io.PrintWriter;
import java.util.List;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.VenueFault;

/** Prints every fault, one after the other, in words. */
final class FaultReport {
    private FaultReport() {}

    /** Prints what is likely not meant. */
    static void printWarnings(List<VenueFault> warnings, PrintWriter err) {
        for (VenueFault warning : warnings) {
            err.println(warning.file() + (warning.jsonPointer().isEmpty() ? "" : " at " + warning.jsonPointer()));
            err.println("  warning: " + warning.problem());
            err.println("  mend:    " + warning.cure());
        }
        err.flush();
    }

    /** How many warnings there are, to follow "in order". */
    static String count(List<VenueFault> warnings) {
        return warnings.isEmpty() ? "" : ", " + warnings.size() + (warnings.size() == 1 ? " warning" : " warnings");
    }

    /** Prints all faults and returns the exit code for them. */
    static int print(String what, BundleException problem, PrintWriter err) {
        for (VenueFault fault : problem.faults()) {
            err.println(fault.file() + (fault.jsonPointer().isEmpty() ? "" : " at " + fault.jsonPointer()));
            err.println("  problem: " + fault.problem());
            err.println("  mend:    " + fault.cure());
        }
        int count = problem.faults().size();
        err.println(what + ": " + count + (count == 1 ? " fault" : " faults"));
        err.flush();
        return VenueCommand.BAD_INPUT;
    }
}
