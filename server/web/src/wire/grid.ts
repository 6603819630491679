/** What the wire calls a cell: a square of one floor, found by splitting 64 m root squares in four, up to four times. */

/** Side of a root cell, metres. */
export const ROOT_SIDE_M = 64;
/** Deepest level; its cells have 4 m sides. */
export const MAX_LEVEL = 4;
const NODES_PER_ROOT = 341;
const LEVEL_OFFSETS = [0, 1, 5, 21, 85, 341] as const;
/** A pose code may leave its cell by an eighth of the side, so that borders can have hysteresis. */
const MARGIN = 1 / 8;
const POSE_STEPS = 4096;
/** Steps of a yaw in a full turn. */
export const YAW_STEPS = 256;
const TURN = 2 * Math.PI;

/** The grid of root cells announced in the welcome. */
export interface GridSize {
  /** West edge, metres. */
  readonly originX: number;
  /** North edge, metres. */
  readonly originZ: number;
  readonly columns: number;
  readonly rows: number;
  readonly floors: number;
}

/** Where a cell is; filled by {@link locateCell}. */
export interface CellPlace {
  floor: number;
  level: number;
  /** Metres. */
  side: number;
  /** West edge, metres. */
  minX: number;
  /** North edge, metres. */
  minZ: number;
}

/** An empty place to be filled. */
export function newCellPlace(): CellPlace {
  return { floor: 0, level: 0, side: ROOT_SIDE_M, minX: 0, minZ: 0 };
}

/** Number of cell numbers of a grid; valid numbers are below it. */
export function cellCount(grid: GridSize): number {
  return grid.columns * grid.rows * grid.floors * NODES_PER_ROOT;
}

/** Every second bit of a number, moved together. */
function unweave(bits: number): number {
  let v = bits & 0x55;
  v = (v | (v >> 1)) & 0x33;
  return (v | (v >> 2)) & 0x0f;
}

/** Fills `out` with the place of a cell; false when the number lies outside the grid. */
export function locateCell(grid: GridSize, cell: number, out: CellPlace): boolean {
  if (!(cell >= 0 && cell < cellCount(grid))) {
    return false;
  }
  const root = Math.floor(cell / NODES_PER_ROOT);
  const node = cell - root * NODES_PER_ROOT;
  let level = 0;
  while (node >= LEVEL_OFFSETS[level + 1]!) {
    level++;
  }
  const morton = node - LEVEL_OFFSETS[level]!;
  const column = root % grid.columns;
  const rowOfAll = Math.floor(root / grid.columns);
  const row = rowOfAll % grid.rows;
  out.floor = Math.floor(rowOfAll / grid.rows);
  out.level = level;
  out.side = ROOT_SIDE_M / (1 << level);
  out.minX = grid.originX + column * ROOT_SIDE_M + unweave(morton) * out.side;
  out.minZ = grid.originZ + row * ROOT_SIDE_M + unweave(morton >> 1) * out.side;
  return true;
}

/** Metres along one axis for a 12-bit code in a cell. */
export function poseToMetres(min: number, side: number, code: number): number {
  return min - side * MARGIN + (code + 0.5) * (((1 + 2 * MARGIN) * side) / POSE_STEPS);
}

/** Nearest of the 256 directions to an angle, counter-clockwise from above, 0 facing -z. */
export function yawToCode(yawRad: number): number {
  return ((Math.round((yawRad / TURN) * YAW_STEPS) % YAW_STEPS) + YAW_STEPS) % YAW_STEPS;
}

/** Angle in 0..2π of a direction code. */
export function codeToYaw(code: number): number {
  return (code / YAW_STEPS) * TURN;
}

/** Whole centimetres for metres. */
export function metresToCentimetres(metres: number): number {
  return Math.round(metres * 100);
}
