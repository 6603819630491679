/**
 * Reads frames byte by byte and hands what it finds to a sink. Twenty frames a second with hundreds of records each
 * would be a stream of garbage as objects, so nothing is allocated here.
 */
import { type CellPlace, type GridSize, codeToYaw, locateCell, newCellPlace, poseToMetres } from './grid';

/** Bits of a state record's flags byte. */
export const StateFlag = {
  GAIT: 0x07,
  AWAY: 0x08,
  DISCONTINUITY: 0x10,
  HEIGHT: 0x20,
  EMOTE: 0x40,
} as const;

/** Receives the content of a frame, in the order in which it must be applied. */
export interface FrameSink {
  /** First call of a frame. */
  frame(tick: number): void;
  /** Avatars of this cell are to be forgotten, unless another cell has them now. */
  cellDropped(cell: number): void;
  /** Records of a cell follow; in a keyframe they are all there are. */
  cellBegin(cell: number, floor: number, keyframe: boolean): void;
  /** Metres in the venue frame and radians. Comes before the states of the same cell. */
  pose(avatar: number, x: number, z: number, yaw: number): void;
  /** Height in metres above the floor; emote is 0 when there is none. */
  state(avatar: number, flags: number, height: number, emote: number): void;
  /** The avatar left the cell. */
  gone(avatar: number): void;
  /** Last call of a cell. */
  cellEnd(): void;
  /** Avatars beyond the outermost ring. */
  horizon(cell: number, count: number): void;
}

/** A frame that does not follow the protocol. */
export class FrameFault extends Error {}

const WIRE_VARINT = 0;
const WIRE_FIXED64 = 1;
const WIRE_BYTES = 2;
const WIRE_FIXED32 = 5;
const POSE_MASK = 0xfff;
const HIGHEST_AVATAR = 0x7fff_ffff;
const LOWEST_CM = -100;
const HIGHEST_CM = 1_000;

/** A cursor over one message at a time; keep one and use it again. */
export class FrameReader {
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private readonly place: CellPlace = newCellPlace();

  constructor(private readonly grid: GridSize) {}

  /**
   * Reads the body of a frame message.
   * @throws FrameFault when the bytes do not follow the protocol
   */
  read(bytes: Uint8Array, start: number, end: number, sink: FrameSink): void {
    this.bytes = bytes;
    // The tick and dropped cells are needed first, whatever their order in the message.
    sink.frame(this.findTick(start, end));
    this.readDropped(start, end, sink);
    this.at = start;
    while (this.at < end) {
      const tag = this.varint(end);
      if (tag === ((2 << 3) | WIRE_BYTES)) {
        const stop = this.lengthEnd(end);
        this.readCell(stop, sink);
        this.at = stop;
      } else if (tag === ((4 << 3) | WIRE_BYTES)) {
        const stop = this.lengthEnd(end);
        this.readHorizon(stop, sink);
        this.at = stop;
      } else {
        this.skip(tag, end);
      }
    }
  }

  private findTick(start: number, end: number): number {
    let tick = 0;
    this.at = start;
    while (this.at < end) {
      const tag = this.varint(end);
      if (tag === ((1 << 3) | WIRE_VARINT)) {
        tick = this.varint(end);
      } else {
        this.skip(tag, end);
      }
    }
    return tick;
  }

  private readDropped(start: number, end: number, sink: FrameSink): void {
    this.at = start;
    while (this.at < end) {
      const tag = this.varint(end);
      if (tag === ((3 << 3) | WIRE_BYTES)) {
        const stop = this.lengthEnd(end);
        while (this.at < stop) {
          sink.cellDropped(this.varint(stop));
        }
      } else if (tag === ((3 << 3) | WIRE_VARINT)) {
        sink.cellDropped(this.varint(end));
      } else {
        this.skip(tag, end);
      }
    }
  }

  private readCell(end: number, sink: FrameSink): void {
    let cell = 0;
    let keyframe = false;
    let posesAt = 0;
    let posesEnd = 0;
    let statesAt = 0;
    let statesEnd = 0;
    let goneAt = 0;
    let goneEnd = 0;
    while (this.at < end) {
      const tag = this.varint(end);
      if (tag === ((1 << 3) | WIRE_VARINT)) {
        cell = this.varint(end);
      } else if (tag === ((5 << 3) | WIRE_VARINT)) {
        keyframe = this.varint(end) !== 0;
      } else if (tag === ((2 << 3) | WIRE_BYTES)) {
        posesEnd = this.lengthEnd(end);
        posesAt = this.at;
        this.at = posesEnd;
      } else if (tag === ((3 << 3) | WIRE_BYTES)) {
        statesEnd = this.lengthEnd(end);
        statesAt = this.at;
        this.at = statesEnd;
      } else if (tag === ((4 << 3) | WIRE_BYTES)) {
        goneEnd = this.lengthEnd(end);
        goneAt = this.at;
        this.at = goneEnd;
      } else {
        this.skip(tag, end);
      }
    }
    if (!locateCell(this.grid, cell, this.place)) {
      throw new FrameFault('cell outside the grid');
    }
    sink.cellBegin(cell, this.place.floor, keyframe);
    this.readPoses(posesAt, posesEnd, sink);
    this.readStates(statesAt, statesEnd, sink);
    this.readGone(goneAt, goneEnd, sink);
    sink.cellEnd();
  }

  private readPoses(start: number, end: number, sink: FrameSink): void {
    const { minX, minZ, side } = this.place;
    let avatar = -1;
    this.at = start;
    while (this.at < end) {
      avatar = this.nextAvatar(avatar, end);
      const at = this.at;
      if (at + 4 > end) {
        throw new FrameFault('pose cut short');
      }
      const b = this.bytes;
      const packed = b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16);
      this.at = at + 4;
      sink.pose(
        avatar,
        poseToMetres(minX, side, packed & POSE_MASK),
        poseToMetres(minZ, side, (packed >> 12) & POSE_MASK),
        codeToYaw(b[at + 3]!),
      );
    }
  }

  private readStates(start: number, end: number, sink: FrameSink): void {
    let avatar = -1;
    this.at = start;
    while (this.at < end) {
      avatar = this.nextAvatar(avatar, end);
      const flags = this.byte(end);
      let heightCm = 0;
      if ((flags & StateFlag.HEIGHT) !== 0) {
        const coded = this.varint(end);
        heightCm = (coded >>> 1) ^ -(coded & 1);
        if (heightCm < LOWEST_CM || heightCm > HIGHEST_CM) {
          throw new FrameFault('height out of range');
        }
      }
      const emote = (flags & StateFlag.EMOTE) !== 0 ? this.byte(end) : 0;
      sink.state(avatar, flags, heightCm / 100, emote);
    }
  }

  private readGone(start: number, end: number, sink: FrameSink): void {
    let avatar = -1;
    this.at = start;
    while (this.at < end) {
      avatar = this.nextAvatar(avatar, end);
      sink.gone(avatar);
    }
  }

  private readHorizon(end: number, sink: FrameSink): void {
    let cell = 0;
    let count = 0;
    while (this.at < end) {
      const tag = this.varint(end);
      if (tag === ((1 << 3) | WIRE_VARINT)) {
        cell = this.varint(end);
      } else if (tag === ((2 << 3) | WIRE_VARINT)) {
        count = this.varint(end);
      } else {
        this.skip(tag, end);
      }
    }
    sink.horizon(cell, count);
  }

  /** Records are sorted, so every difference but the first is at least 1. */
  private nextAvatar(before: number, end: number): number {
    const difference = this.varint(end);
    const avatar = Math.max(0, before) + difference;
    if (avatar <= before || avatar > HIGHEST_AVATAR) {
      throw new FrameFault('avatar numbers out of order');
    }
    return avatar;
  }

  private byte(end: number): number {
    if (this.at >= end) {
      throw new FrameFault('record cut short');
    }
    return this.bytes[this.at++]!;
  }

  /** An unsigned number of up to 32 bits. */
  private varint(end: number): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const b = this.byte(end);
      value |= (b & 0x7f) << shift;
      if (b < 0x80) {
        return value >>> 0;
      }
    }
    throw new FrameFault('number too long');
  }

  private lengthEnd(end: number): number {
    const length = this.varint(end);
    if (length > end - this.at) {
      throw new FrameFault('field longer than its message');
    }
    return this.at + length;
  }

  private skip(tag: number, end: number): void {
    const wireType = tag & 7;
    if (tag >>> 3 === 0) {
      throw new FrameFault('field number 0');
    }
    if (wireType === WIRE_VARINT) {
      this.skipVarint(end);
    } else if (wireType === WIRE_BYTES) {
      this.at = this.lengthEnd(end);
    } else if (wireType === WIRE_FIXED32) {
      this.at += 4;
    } else if (wireType === WIRE_FIXED64) {
      this.at += 8;
    } else {
      throw new FrameFault('unknown wire type');
    }
    if (this.at > end) {
      throw new FrameFault('field longer than its message');
    }
  }

  /** Fields of newer servers may be 64 bits wide. */
  private skipVarint(end: number): void {
    for (let i = 0; i < 10; i++) {
      if (this.byte(end) < 0x80) {
        return;
      }
    }
    throw new FrameFault('number too long');
  }
}
