/** The map in the corner: the floor drawn once, people each time. North is up. */
import type { Crowd } from '../world/crowd';
import { wallBlocks } from '../world/ground';
import type { Floor, Ring, VenueContent } from '../world/venue';
import type { Walker } from '../world/walker';
import { make } from './dom';
import type { MapLayer } from './page';

const SIDE_PX = 168;
const SHOWN_M = 90;
const EVERY_MS = 120;
/** So many people more delay the next drawing by as much again. */
const DELAYING_PEOPLE = 400;
const ZONE_COLORS: Readonly<Record<string, string>> = {
  stage: '#c1495b', 'stage-front': '#7a3f4a', shop: '#3f7f8f', exhibition: '#7a5fa8', courtyard: '#4f8a58', gate: '#8a7a4f',
};

/** A picture of a floor's plan, a pixel for so many metres. */
interface Plan {
  readonly canvas: HTMLCanvasElement;
  readonly minX: number;
  readonly minZ: number;
  readonly pixelsPerM: number;
}

function trace(context: CanvasRenderingContext2D, ring: Ring, plan: Omit<Plan, 'canvas'>): void {
  ring.forEach(([x, z], i) => {
    const px = (x - plan.minX) * plan.pixelsPerM;
    const py = (z - plan.minZ) * plan.pixelsPerM;
    if (i === 0) {
      context.moveTo(px, py);
    } else {
      context.lineTo(px, py);
    }
  });
  context.closePath();
}

function flatRing(flat: readonly number[]): Ring {
  const ring: [number, number][] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) {
    ring.push([flat[i]!, flat[i + 1]!]);
  }
  return ring;
}

function drawPlan(content: VenueContent, floor: Floor): Plan {
  const { minX, minZ, maxX, maxZ } = content.venue.bounds;
  const pixelsPerM = Math.min(3, 2048 / Math.max(1, maxX - minX, maxZ - minZ));
  const place = { minX, minZ, pixelsPerM };
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.ceil((maxX - minX) * pixelsPerM));
  canvas.height = Math.max(1, Math.ceil((maxZ - minZ) * pixelsPerM));
  const context = canvas.getContext('2d')!;
  const fill = (rings: readonly Ring[], style: string): void => {
    context.fillStyle = style;
    context.beginPath();
    for (const ring of rings) {
      trace(context, ring, place);
    }
    context.fill('evenodd');
  };
  const solid = (): void => {
    for (const b of content.buildings) {
      if (b.baseM < floor.heightM + 3 && floor.heightM < b.baseM + b.heightM) {
        fill([flatRing(b.outer), ...(b.holes ?? []).map(flatRing)], '#2f3943');
      }
    }
  };
  // The ground lies between buildings, an upper floor within one.
  if (floor.storey !== 0) {
    solid();
  }
  fill([floor.outline, ...(floor.holes ?? [])], '#5d6b78');
  for (const zone of content.venue.zones) {
    const color = ZONE_COLORS[zone.kind];
    if (zone.floor === floor.id && color !== undefined) {
      fill([zone.polygon], color);
    }
  }
  if (floor.storey === 0) {
    solid();
  }
  context.strokeStyle = '#d8dee4';
  context.lineWidth = Math.max(1, pixelsPerM * 0.35);
  for (const wall of (floor.walls ?? []).filter(wallBlocks)) {
    context.beginPath();
    wall.points.forEach(([x, z], i) => {
      const at = [(x - minX) * pixelsPerM, (z - minZ) * pixelsPerM] as const;
      if (i === 0) {
        context.moveTo(...at);
      } else {
        context.lineTo(...at);
      }
    });
    context.stroke();
  }
  context.fillStyle = '#e8d9a8';
  for (const link of content.venue.links) {
    for (const end of link.ends) {
      if (end.floor === floor.id) {
        context.beginPath();
        trace(context, end.polygon, place);
        context.fill();
      }
    }
  }
  return { canvas, ...place };
}

/** Redrawn a few times a second. */
export class Minimap {
  readonly canvas = make('canvas', { class: 'minimap', width: SIDE_PX * 2, height: SIDE_PX * 2, role: 'img' });
  // Drawn by the processor: a thousand dots a time keep a busy card from the picture.
  private readonly context = this.canvas.getContext('2d', { willReadFrequently: true })!;
  private readonly plans = new Map<number, Plan>();
  private content: VenueContent | undefined;
  private drawnAtMs = Number.NEGATIVE_INFINITY;

  /** @param layers what features draw on it, under the people */
  constructor(private readonly layers: readonly MapLayer[]) {}

  show(content: VenueContent): void {
    this.content = content;
    this.plans.clear();
  }

  draw(walker: Walker, crowd: Crowd, viewYaw: number, nowMs: number): void {
    if (this.content === undefined || nowMs - this.drawnAtMs < EVERY_MS * (1 + crowd.bodies.size / DELAYING_PEOPLE) || this.canvas.offsetParent === null) {
      return;
    }
    this.drawnAtMs = nowMs;
    const c = this.context;
    const side = this.canvas.width;
    const scale = side / SHOWN_M;
    const plan = this.plan(walker.floor);
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.fillStyle = '#1d252d';
    c.fillRect(0, 0, side, side);
    if (plan !== undefined) {
      const part = scale / plan.pixelsPerM;
      c.drawImage(plan.canvas, side / 2 - (walker.at.x - plan.minX) * scale, side / 2 - (walker.at.z - plan.minZ) * scale, plan.canvas.width * part, plan.canvas.height * part);
    }
    const toMap = (x: number, z: number): readonly [number, number] => [side / 2 + (x - walker.at.x) * scale, side / 2 + (z - walker.at.z) * scale];
    for (const layer of this.layers) {
      layer(c, toMap, this.content.venue.floors[walker.floor]?.id ?? '');
    }
    c.fillStyle = '#ffd166';
    for (const body of crowd.bodies.values()) {
      if (body.floor === walker.floor) {
        const { x, z } = body.track.shown;
        c.fillRect(side / 2 + (x - walker.at.x) * scale - 2.5, side / 2 + (z - walker.at.z) * scale - 2.5, 5, 5);
      }
    }
    this.drawSelf(viewYaw, side);
  }

  private drawSelf(viewYaw: number, side: number): void {
    const c = this.context;
    c.translate(side / 2, side / 2);
    c.rotate(-viewYaw);
    c.fillStyle = 'rgba(255,255,255,.16)';
    c.beginPath();
    c.moveTo(0, 0);
    c.arc(0, 0, side * 0.32, -Math.PI / 2 - 0.5, -Math.PI / 2 + 0.5);
    c.fill();
    c.fillStyle = '#fff';
    c.beginPath();
    c.moveTo(0, -12);
    c.lineTo(8, 9);
    c.lineTo(0, 4);
    c.lineTo(-8, 9);
    c.fill();
    c.setTransform(1, 0, 0, 1, 0, 0);
  }

  private plan(index: number): Plan | undefined {
    const floor = this.content?.venue.floors[index];
    if (this.content === undefined || floor === undefined) {
      return undefined;
    }
    let plan = this.plans.get(index);
    if (plan === undefined) {
      plan = drawPlan(this.content, floor);
      this.plans.set(index, plan);
    }
    return plan;
  }
}
