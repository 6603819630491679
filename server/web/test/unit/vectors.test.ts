/** The wire as the Java side wrote it down. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fromBinary, fromJson, toBinary, toJson, type JsonValue } from '@bufbuild/protobuf';
import { ClientMessageSchema } from '../../src/wire/generated/parvis/v1/client_message_pb';
import { ServerMessageSchema } from '../../src/wire/generated/parvis/v1/server_message_pb';
import { FrameFault, FrameReader, type FrameSink, StateFlag } from '../../src/wire/frame';
import { type GridSize, cellCount, codeToYaw, locateCell, metresToCentimetres, newCellPlace, poseToMetres, yawToCode } from '../../src/wire/grid';
import { frameStart } from '../../src/wire/messages';

const folder = process.env['PARVIS_VECTORS'] ?? `${process.cwd()}/../../protocol/src/test/resources/vectors`;
const GRID: GridSize = { originX: -64, originZ: -64, columns: 4, rows: 4, floors: 4096 };

function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as T;
}

function unhex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

interface FrameSpelled {
  tick: number;
  droppedCells: number[];
  cells: {
    cell: number;
    keyframe: boolean;
    poses?: { avatar: number; xCode: number; zCode: number; yaw: number }[];
    states?: Record<string, unknown>[];
    gone?: number[];
  }[];
  horizon: { cell: number; count: number }[];
}

/** Writes down all calls in the same words as the vectors. */
class Recorder implements FrameSink {
  tick = -1;
  readonly dropped: number[] = [];
  readonly cells: { cell: number; keyframe: boolean; poses: number[][]; states: number[][]; gone: number[] }[] = [];
  readonly far: { cell: number; count: number }[] = [];
  frame(tick: number): void { this.tick = tick; }
  cellDropped(cell: number): void { this.dropped.push(cell); }
  cellBegin(cell: number, _floor: number, keyframe: boolean): void { this.cells.push({ cell, keyframe, poses: [], states: [], gone: [] }); }
  pose(...record: number[]): void { this.cells.at(-1)!.poses.push(record); }
  state(...record: number[]): void { this.cells.at(-1)!.states.push(record); }
  gone(avatar: number): void { this.cells.at(-1)!.gone.push(avatar); }
  cellEnd(): void { /* nothing to write down */ }
  horizon(cell: number, count: number): void { this.far.push({ cell, count }); }
}

test('yaws and positions quantise as on the server', () => {
  const v = vectors<{ yawEncoded: { yawRad: number; code: number }[]; yawDecoded: { code: number; yawRad: number }[]; positions: { metres: number; centimetres: number }[] }>('numbers');
  for (const { yawRad, code } of v.yawEncoded) assert.equal(yawToCode(yawRad), code, `yaw ${yawRad}`);
  for (const { code, yawRad } of v.yawDecoded) assert.ok(Math.abs(codeToYaw(code) - yawRad) < 1e-12);
  for (const { metres, centimetres } of v.positions) assert.equal(metresToCentimetres(metres) + 0, centimetres + 0, `${metres} m`);
});

test('cell numbers lie where the server puts them', () => {
  type Grids = { grids: { grid: { originXCm?: number; originZCm?: number; columns: number; rows: number; floors: number }; cellCount: number; cells: { floor: number; level: number; cell: number; side: number; minX: number; minZ: number }[] }[] };
  const place = newCellPlace();
  for (const { grid: g, cellCount: count, cells } of vectors<Grids>('cells').grids) {
    const grid: GridSize = { originX: (g.originXCm ?? 0) / 100, originZ: (g.originZCm ?? 0) / 100, columns: g.columns, rows: g.rows, floors: g.floors };
    assert.equal(cellCount(grid), count);
    for (const c of cells) {
      assert.ok(locateCell(grid, c.cell, place));
      assert.deepEqual([place.floor, place.level, place.side], [c.floor, c.level, c.side]);
      assert.ok(Math.abs(place.minX - c.minX) < 1e-6 && Math.abs(place.minZ - c.minZ) < 1e-6, `cell ${c.cell}`);
    }
    assert.equal(locateCell(grid, count, place), false);
  }
});

test('packed poses decode to the middle of their step', () => {
  type Poses = { grid: { originXCm: number; originZCm: number; columns: number; rows: number; floors: number }; poses: { cell: number; xCode: number; zCode: number; decodedX: number; decodedZ: number }[] };
  const { grid: g, poses } = vectors<Poses>('poses');
  const place = newCellPlace();
  for (const p of poses) {
    assert.ok(locateCell({ ...g, originX: g.originXCm / 100, originZ: g.originZCm / 100 }, p.cell, place));
    assert.ok(Math.abs(poseToMetres(place.minX, place.side, p.xCode) - p.decodedX) < 1e-9);
    assert.ok(Math.abs(poseToMetres(place.minZ, place.side, p.zCode) - p.decodedZ) < 1e-9);
  }
});

test('frames read as spelled out', () => {
  for (const { name, hex, frame } of vectors<{ frames: { name: string; hex: string; frame: FrameSpelled }[] }>('frames').frames) {
    const bytes = unhex(hex);
    const start = frameStart(bytes);
    assert.ok(start > 0, name);
    const seen = new Recorder();
    new FrameReader(GRID).read(bytes, start, bytes.length, seen);
    assert.equal(seen.tick, frame.tick, name);
    assert.deepEqual(seen.dropped, frame.droppedCells, name);
    assert.deepEqual(seen.far, frame.horizon, name);
    assert.equal(seen.cells.length, frame.cells.length, name);
    frame.cells.forEach((cell, i) => { compareCell(seen.cells[i]!, cell, name); });
  }
});

function compareCell(seen: Recorder['cells'][number], cell: FrameSpelled['cells'][number], name: string): void {
  assert.equal(seen.cell, cell.cell, name);
  assert.equal(seen.keyframe, cell.keyframe, name);
  assert.deepEqual(seen.gone, cell.gone ?? [], name);
  const place = newCellPlace();
  locateCell(GRID, cell.cell, place);
  assert.deepEqual(seen.poses, (cell.poses ?? []).map((p) => [p.avatar, poseToMetres(place.minX, place.side, p.xCode), poseToMetres(place.minZ, place.side, p.zCode), codeToYaw(p.yaw)]), name);
  assert.equal(seen.states.length, (cell.states ?? []).length, name);
  (cell.states ?? []).forEach((state, i) => {
    const [avatar, flags, height, emote] = seen.states[i]!;
    assert.equal(avatar, state['avatar']);
    assert.equal((flags! & StateFlag.AWAY) !== 0, state['away'] ?? false);
    assert.equal((flags! & StateFlag.DISCONTINUITY) !== 0, state['discontinuity'] ?? false);
    assert.equal(Math.round(height! * 100), state['heightCm'] ?? 0);
    assert.equal(emote, state['emote'] ?? 0);
  });
}

test('malformed frames are refused and nothing else happens', () => {
  for (const { name, hex } of vectors<{ frames: { name: string; hex: string }[] }>('malformed_frames').frames) {
    const bytes = unhex(hex);
    assert.throws(() => { new FrameReader(GRID).read(bytes, 0, bytes.length, new Recorder()); }, FrameFault, name);
  }
});

test('all other messages mean what the schema says', () => {
  for (const [file, schema] of [['client_messages', ClientMessageSchema], ['server_messages', ServerMessageSchema]] as const) {
    for (const { name, hex, message } of vectors<{ messages: { name: string; hex: string; message: JsonValue }[] }>(file).messages) {
      const read = fromBinary(schema, unhex(hex));
      assert.deepEqual(toJson(schema, read), toJson(schema, fromJson(schema, message)), name);
      assert.equal(Buffer.from(toBinary(schema, read)).toString('hex'), hex, name);
    }
  }
});
