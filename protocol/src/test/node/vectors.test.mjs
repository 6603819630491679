// node --test: the client's reading of frames against the golden vectors.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { cellPlace, readGone, readPoses, readStates } from './surroundings.mjs';

const VECTORS = path.join(path.dirname(fileURLToPath(import.meta.url)), '../resources/vectors');
const vectors = (name) => JSON.parse(readFileSync(path.join(VECTORS, name), 'utf8'));
const bytes = (base64) => Buffer.from(base64 ?? '', 'base64');

test('cell numbers lead to the places that the vectors tell', () => {
  for (const { grid, cells } of vectors('cells.json').grids) {
    for (const { cell, floor, side, minX, minZ } of cells) {
      assert.deepEqual(cellPlace({ originXCm: 0, originZCm: 0, ...grid }, cell), { floor, side, minX, minZ });
    }
  }
});

test('packed records mean what the vectors tell', () => {
  for (const { message, frame } of vectors('frames.json').frames) {
    frame.cells.forEach((told, i) => {
      const update = message.frame.cells[i];
      assert.deepEqual(readPoses(bytes(update.poses)), told.poses);
      assert.deepEqual(readStates(bytes(update.states)), told.states);
      assert.deepEqual(readGone(bytes(update.gone)), told.gone);
    });
  }
});
