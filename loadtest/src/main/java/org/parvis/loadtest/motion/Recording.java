package org.parvis.loadtest.motion;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * A recorded crowd: one track per person, centred on the middle of everybody's positions. Read from CSV with
 * the columns {@code id,t_s,x_m,y_m} in any order (others are ignored; {@code scene} keeps equal ids of
 * different scenes apart), plain or gzip. Immutable; any thread.
 *
 * @param tracks at least one
 * @param halfWidthM half the extent along x, metres
 * @param halfDepthM half the extent along z, metres
 */
public record Recording(List<Track> tracks, double halfWidthM, double halfDepthM) {
    /** Copies the list. */
    public Recording {
        tracks = List.copyOf(tracks);
    }

    /**
     * Reads a recording.
     *
     * @param file CSV, or gzip of it when the name ends in {@code .gz}
     * @return the recording
     * @throws IOException if it cannot be read, with file, line and what is wrong in the message
     */
    public static Recording read(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new Parser(file).parse(plain);
        }
    }

    /** One person's way: positions at rising times. */
    public static final class Track {
        private final double[] timesS;
        private final double[] xsM;
        private final double[] zsM;

        Track(List<double[]> rows, double centreX, double centreZ) {
            int count = rows.size();
            timesS = new double[count];
            xsM = new double[count];
            zsM = new double[count];
            for (int i = 0; i < count; i++) {
                timesS[i] = rows.get(i)[0] - rows.get(0)[0];
                xsM[i] = rows.get(i)[1] - centreX;
                zsM[i] = rows.get(i)[2] - centreZ;
            }
        }

        /**
         * How long the person was seen.
         *
         * @return seconds
         */
        public double durationS() {
            return timesS[timesS.length - 1];
        }

        /**
         * Position along x at a time, interpolated.
         *
         * @param timeS seconds since the person appeared
         * @return metres from the middle of the recording
         */
        public double xAt(double timeS) {
            return at(xsM, timeS);
        }

        /**
         * Position along z at a time, interpolated.
         *
         * @param timeS seconds since the person appeared
         * @return metres from the middle of the recording
         */
        public double zAt(double timeS) {
            return at(zsM, timeS);
        }

        private double at(double[] values, double timeS) {
            int found = java.util.Arrays.binarySearch(timesS, timeS);
            if (found >= 0) {
                return values[found];
            }
            int next = -found - 1;
            if (next == 0) {
                return values[0];
            }
            if (next == timesS.length) {
                return values[next - 1];
            }
            double share = (timeS - timesS[next - 1]) / (timesS[next] - timesS[next - 1]);
            return values[next - 1] + share * (values[next] - values[next - 1]);
        }
    }

    /** Reads the lines of one file. */
    private static final class Parser {
        private static final ObjectReader CSV = new CsvMapper()
                .readerFor(String[].class)
                .with(CsvReadFeature.WRAP_AS_ARRAY)
                .with(CsvReadFeature.TRIM_SPACES);

        private final Path file;
        private final Map<String, List<double[]>> people = new LinkedHashMap<>();
        private int line = 1;
        private double minX = Double.POSITIVE_INFINITY;
        private double maxX = Double.NEGATIVE_INFINITY;
        private double minZ = Double.POSITIVE_INFINITY;
        private double maxZ = Double.NEGATIVE_INFINITY;

        Parser(Path file) {
            this.file = file;
        }

        Recording parse(InputStream in) throws IOException {
            try (MappingIterator<String[]> rows = CSV.readValues(in)) {
                List<String> columns = rows.hasNext() ? List.of(rows.next()) : List.of();
                int[] wanted = new int[] {column(columns, "t_s"), column(columns, "x_m"), column(columns, "y_m")};
                int id = column(columns, "id");
                int scene = columns.indexOf("scene");
                while (rows.hasNext()) {
                    String[] cells = rows.next();
                    line++;
                    if (cells.length > 1 || (cells.length == 1 && !cells[0].isBlank())) {
                        addRow(cells, wanted, id, scene);
                    }
                }
            } catch (JacksonException e) {
                throw new IOException(where() + e.getOriginalMessage(), e);
            }
            if (people.isEmpty()) {
                throw new IOException(file + " has no rows after its header");
            }
            double centreX = (minX + maxX) / 2;
            double centreZ = (minZ + maxZ) / 2;
            List<Track> tracks = new ArrayList<>(people.size());
            people.values().forEach(rows -> tracks.add(new Track(rows, centreX, centreZ)));
            return new Recording(tracks, (maxX - minX) / 2, (maxZ - minZ) / 2);
        }

        private void addRow(String[] cells, int[] wanted, int id, int scene) throws IOException {
            double time = number(cells, wanted[0]);
            double x = number(cells, wanted[1]);
            double z = -number(cells, wanted[2]);
            if (id >= cells.length || scene >= cells.length) {
                throw new IOException(where() + "the row is too short: there is no id in it");
            }
            String key = (scene < 0 ? "" : cells[scene] + "/") + cells[id];
            List<double[]> rows = people.computeIfAbsent(key, k -> new ArrayList<>());
            if (!rows.isEmpty() && rows.get(rows.size() - 1)[0] >= time) {
                throw new IOException(where() + "time does not rise for person " + key);
            }
            rows.add(new double[] {time, x, z});
            minX = Math.min(minX, x);
            maxX = Math.max(maxX, x);
            minZ = Math.min(minZ, z);
            maxZ = Math.max(maxZ, z);
        }

        private int column(List<String> columns, String name) throws IOException {
            int found = columns.indexOf(name);
            if (found < 0) {
                throw new IOException(where() + "the header needs the columns id,t_s,x_m,y_m; " + name + " is missing");
            }
            return found;
        }

        private double number(String[] cells, int column) throws IOException {
            String text = column < cells.length ? cells[column].trim() : "";
            try {
                double value = Double.parseDouble(text);
                if (Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw new IOException(where() + "'" + text + "' is not a number", e);
            }
            throw new IOException(where() + "'" + text + "' is not a finite number");
        }

        private String where() {
            return file + ", line " + line + ": ";
        }
    }
}
