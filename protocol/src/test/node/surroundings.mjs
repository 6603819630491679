// Who is where, kept from frames: sections 6 and 7 of docs/protocol.md.

const LEVEL_OFFSETS = [0, 1, 5, 21, 85];
const NODES_PER_ROOT = 341;
/** The state of whoever comes to a cell, or stands in a keyframe, without one. */
const WALKING = { gait: 2, away: false, heightCm: 0, emote: 0 };

/** Place and size of a cell, metres. */
export function cellPlace(grid, cell) {
  const root = Math.floor(cell / NODES_PER_ROOT);
  const node = cell % NODES_PER_ROOT;
  const level = LEVEL_OFFSETS.findLastIndex((offset) => offset <= node);
  const inLevel = node - LEVEL_OFFSETS[level];
  let ix = 0;
  let iz = 0;
  for (let bit = 0; bit < level; bit++) {
    ix |= ((inLevel >> (2 * bit)) & 1) << bit;
    iz |= ((inLevel >> (2 * bit + 1)) & 1) << bit;
  }
  const side = 64 >> level;
  const column = root % grid.columns;
  const row = Math.floor(root / grid.columns) % grid.rows;
  return {
    floor: Math.floor(root / (grid.columns * grid.rows)),
    side,
    minX: (grid.originXCm + column * 6400 + ix * side * 100) / 100,
    minZ: (grid.originZCm + row * 6400 + iz * side * 100) / 100,
  };
}

/** Walks over one packed list; `each` gets the avatar number and the reader of the rest of its record. */
function forEachRecord(bytes, each) {
  let at = 0;
  let avatar = 0;
  const byte = () => {
    if (at >= bytes.length) {
      throw new Error('a record is cut');
    }
    return bytes[at++];
  };
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const next = byte();
      value += (next & 0x7f) * scale;
      if (next < 0x80) {
        return value;
      }
    }
  };
  while (at < bytes.length) {
    avatar += varint();
    each(avatar, { byte, varint });
  }
}

export function readPoses(bytes) {
  const poses = [];
  forEachRecord(bytes, (avatar, { byte }) => {
    const packed = byte() | (byte() << 8) | (byte() << 16) | (byte() << 24);
    poses.push({ avatar, xCode: packed & 0xfff, zCode: (packed >>> 12) & 0xfff, yaw: packed >>> 24 });
  });
  return poses;
}

export function readStates(bytes) {
  const states = [];
  forEachRecord(bytes, (avatar, { byte, varint }) => {
    const flags = byte();
    const zigzag = flags & 0x20 ? varint() : 0;
    states.push({
      avatar,
      gait: flags & 7,
      away: (flags & 8) !== 0,
      discontinuity: (flags & 16) !== 0,
      heightCm: zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2,
      emote: flags & 0x40 ? byte() : 0,
    });
  });
  return states;
}

export function readGone(bytes) {
  const gone = [];
  forEachRecord(bytes, (avatar) => gone.push(avatar));
  return gone;
}

/** All avatars that the server shows to this client. */
export class Surroundings {
  avatars = new Map();
  horizon = new Map();

  constructor(grid) {
    this.grid = grid;
  }

  apply(frame) {
    const dropped = new Set(frame.droppedCells);
    this.forget((avatar) => dropped.has(avatar.cell));
    for (const update of frame.cells) {
      this.applyUpdate(update);
    }
    for (const update of frame.cells) {
      for (const number of readGone(update.gone)) {
        if (this.avatars.get(number)?.cell === update.cell) {
          this.avatars.delete(number);
        }
      }
    }
    for (const cell of [...frame.droppedCells, ...frame.cells.map((update) => update.cell)]) {
      this.horizon.delete(cell);
    }
    for (const { cell, count } of frame.horizon) {
      this.horizon.set(cell, count);
    }
  }

  applyUpdate(update) {
    const poses = readPoses(update.poses);
    if (update.keyframe) {
      const present = new Set(poses.map((pose) => pose.avatar));
      this.forget((avatar, number) => avatar.cell === update.cell && !present.has(number));
    }
    const { floor, side, minX, minZ } = cellPlace(this.grid, update.cell);
    const step = (1.25 * side) / 4096;
    for (const { avatar, xCode, zCode, yaw } of poses) {
      const before = this.avatars.get(avatar);
      const known = before?.cell === update.cell && !update.keyframe ? before : WALKING;
      this.avatars.set(avatar, {
        ...known,
        cell: update.cell,
        floor,
        x: minX - side / 8 + (xCode + 0.5) * step,
        z: minZ - side / 8 + (zCode + 0.5) * step,
        yaw,
      });
    }
    for (const { avatar, gait, away, heightCm, emote } of readStates(update.states)) {
      const known = this.avatars.get(avatar);
      if (known !== undefined) {
        this.avatars.set(avatar, { ...known, gait, away, heightCm, emote });
      }
    }
  }

  forget(which) {
    for (const [number, avatar] of this.avatars) {
      if (which(avatar, number)) {
        this.avatars.delete(number);
      }
    }
  }
}
