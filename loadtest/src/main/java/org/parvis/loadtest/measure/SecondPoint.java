package org.parvis.loadtest.measure;

/**
 * One second of a run, for the charts. Immutable.
 *
 * @param second since the beginning of the run
 * @param stage index of the stage
 * @param people present
 * @param ageP50Ms median age of information in this second, milliseconds
 * @param ageP99Ms its 99th percentile, milliseconds
 * @param bytesPerClient received by each person in this second, bytes
 * @param framesPerClient received by each person in this second
 * @param joins welcomes in this second
 * @param lost people lost since the beginning
 * @param latenessP99Ms the tester's own lateness, milliseconds
 * @param serverTickP99Ms 99th percentile of the server's tick as its metrics tell, milliseconds; NaN if unknown
 * @param serverCpu share of one core the server uses; NaN if unknown
 * @param serverMemoryBytes memory of the server; NaN if unknown
 */
public record SecondPoint(
        int second,
        int stage,
        int people,
        double ageP50Ms,
        double ageP99Ms,
        double bytesPerClient,
        double framesPerClient,
        int joins,
        int lost,
        double latenessP99Ms,
        double serverTickP99Ms,
        double serverCpu,
        double serverMemoryBytes) {}
