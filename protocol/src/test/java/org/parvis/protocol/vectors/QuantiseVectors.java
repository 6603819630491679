package org.parvis.protocol.vectors;

import java.util.HexFormat;
import org.parvis.protocol.quantise.CellGrid;
import org.parvis.protocol.quantise.CellPose;
import org.parvis.protocol.quantise.Quantise;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Vectors of single numbers, cell numbers and packed poses. */
final class QuantiseVectors {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final double[] POSITIONS = {
        0, 0.004, 0.005, -0.004, -0.005, -0.006, 1, -1, 12.345, -12.345, 99.999, 1234.5678, -19_999.994, 20_000, -20_000
    };

    private static final CellGrid SMALL = new CellGrid(0, 0, 1, 1, 1);
    private static final CellGrid PLAZA = new CellGrid(-7_200, -5_450, 3, 2, 2);
    private static final CellGrid REMOTE = new CellGrid(-1_999_999, 1_900_001, 5, 7, 12);

    private QuantiseVectors() {}

    static ObjectNode numbers() {
        ObjectNode file = NODES.objectNode();
        file.put(
                "about",
                "Single numbers. yaw: code = round(yawRad / (2 pi) * 256) mod 256, halves upwards; "
                        + "position: centimetres = round(metres * 100), halves upwards. Refused values must throw.");
        ArrayNode yaws = file.putArray("yawEncoded");
        for (double turns = -2; turns <= 2; turns += 0.0703125) {
            double yawRad = turns * 2 * Math.PI;
            yaws.addObject().put("yawRad", yawRad).put("code", Quantise.yawToCode(yawRad));
        }
        ArrayNode decoded = file.putArray("yawDecoded");
        for (int code = 0; code < Quantise.YAW_CODES; code++) {
            decoded.addObject().put("code", code).put("yawRad", Quantise.codeToYaw(code));
        }
        file.putArray("yawCodesRefused").add(-1).add(256).add(1_000_000);
        ArrayNode positions = file.putArray("positions");
        for (double metres : POSITIONS) {
            int centimetres = Quantise.metresToCentimetres(metres);
            positions
                    .addObject()
                    .put("metres", metres)
                    .put("centimetres", centimetres)
                    .put("decodedMetres", Quantise.centimetresToMetres(centimetres));
        }
        file.putArray("positionsRefused").add(20_000.001).add(-20_000.001).add(1e300);
        file.putArray("centimetresRefused").add(2_000_001).add(-2_000_001).add(Integer.MIN_VALUE);
        return file;
    }

    static ObjectNode cells() {
        ObjectNode file = NODES.objectNode();
        file.put(
                "about",
                "Cell numbers of three grids. A point belongs to the cell whose west and north edges are at "
                        + "or before it. minX, minZ and side are metres; column and row count cells of the level. "
                        + "Points under 'outside' have no cell.");
        ArrayNode grids = file.putArray("grids");
        for (CellGrid grid : new CellGrid[] {SMALL, PLAZA, REMOTE}) {
            ObjectNode entry = grids.addObject();
            entry.set("grid", ProtoJson.of(grid.toMessage()));
            entry.put("cellCount", grid.cellCount());
            addCells(entry.putArray("cells"), grid);
            double west = grid.originXCm() / 100.0;
            double north = grid.originZCm() / 100.0;
            ArrayNode outside = entry.putArray("outside");
            outside.addObject().put("x", west - 0.001).put("z", north);
            outside.addObject().put("x", west).put("z", north - 0.001);
            outside.addObject().put("x", west + 64.0 * grid.columns()).put("z", north);
            outside.addObject().put("x", west).put("z", north + 64.0 * grid.rows());
        }
        return file;
    }

    private static void addCells(ArrayNode cells, CellGrid grid) {
        for (int floor = 0; floor < grid.floors(); floor += Math.max(1, grid.floors() - 1)) {
            for (int level = 0; level <= CellGrid.MAX_LEVEL; level++) {
                for (double share : new double[] {0, 0.1, 0.37, 0.5, 0.729, 0.999}) {
                    double x = grid.originXCm() / 100.0 + share * 64 * grid.columns();
                    double z = grid.originZCm() / 100.0 + (1 - share) * 63.9 * grid.rows();
                    int cell = grid.cellAt(floor, level, x, z);
                    cells.addObject()
                            .put("floor", floor)
                            .put("level", level)
                            .put("x", x)
                            .put("z", z)
                            .put("cell", cell)
                            .put("column", grid.column(cell))
                            .put("row", grid.row(cell))
                            .put("side", grid.side(cell))
                            .put("minX", grid.minX(cell))
                            .put("minZ", grid.minZ(cell));
                }
            }
        }
    }

    static ObjectNode poses() {
        ObjectNode file = NODES.objectNode();
        file.put(
                "about",
                "Packed poses. code = floor((value - (min - side / 8)) / (1.25 * side / 4096)); bits 0-11 x, "
                        + "12-23 z, 24-31 yaw; bytes are least significant first. decodedX and decodedZ are the middle of "
                        + "the step: min - side / 8 + (code + 0.5) * (1.25 * side / 4096). Under 'refused' x does not fit.");
        file.set("grid", ProtoJson.of(PLAZA.toMessage()));
        ArrayNode poses = file.putArray("poses");
        ArrayNode refused = file.putArray("refused");
        for (int level = 0; level <= CellGrid.MAX_LEVEL; level++) {
            int cell = PLAZA.cellAt(1, level, 31.5, 12.25);
            double side = PLAZA.side(cell);
            for (double share : new double[] {-0.125, -0.1, 0, 0.25, 1 / 3.0, 0.5, 0.999, 1, 1.124_99}) {
                double x = PLAZA.minX(cell) + share * side;
                double z = PLAZA.minZ(cell) + (1 - share) * side;
                addPose(poses, cell, x, share == -0.125 ? PLAZA.minZ(cell) : z);
            }
            refused.addObject().put("cell", cell).put("x", PLAZA.minX(cell) - side / 8 - 0.001);
            refused.addObject().put("cell", cell).put("x", PLAZA.minX(cell) + side * 1.125);
        }
        return file;
    }

    private static void addPose(ArrayNode poses, int cell, double x, double z) {
        int yaw = poses.size() * 37 & 0xFF;
        int packed = CellPose.encode(PLAZA, cell, x, z, yaw);
        poses.addObject()
                .put("cell", cell)
                .put("x", x)
                .put("z", z)
                .put("yaw", yaw)
                .put("xCode", CellPose.xCode(packed))
                .put("zCode", CellPose.zCode(packed))
                .put("hex", HexFormat.of().toHexDigits(Integer.reverseBytes(packed)))
                .put("decodedX", CellPose.decodeX(PLAZA, cell, packed))
                .put("decodedZ", CellPose.decodeZ(PLAZA, cell, packed));
    }
}
