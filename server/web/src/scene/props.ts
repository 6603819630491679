/** The small things of a venue: lamps, trees, benches, counters. Built once, all in a handful of draw calls. */
import {
  BoxGeometry,
  type BufferGeometry,
  Color,
  ConeGeometry,
  CylinderGeometry,
  Group,
  IcosahedronGeometry,
  Matrix4,
  Mesh,
  Quaternion,
  SphereGeometry,
  Vector3,
} from 'three';
import type { Fixture, Prop, Venue } from '../world/venue';
import { chanceOf, colorOf } from './palette';
import { Shape } from './shape';
import type { Surfaces } from './surfaces';

const box = new BoxGeometry(1, 1, 1);
const rod = new CylinderGeometry(0.5, 0.5, 1, 10);
const cone = new ConeGeometry(0.5, 1, 12);
const ball = new SphereGeometry(0.5, 12, 8);
const lump = new IcosahedronGeometry(0.5, 1);
const taper = new CylinderGeometry(0.35, 0.5, 1, 10);
const bellBody = new CylinderGeometry(0.28, 0.5, 1, 14);
const UP = new Vector3(0, 1, 0);
const LAMPLIGHT = new Color(1, 0.8, 0.5);
const LEAF = new Color(0x6f9a4d);

const spot = new Vector3();
const size = new Vector3();
const turn = new Quaternion();
const own = new Matrix4();
const tint = new Color();

/** Where the pieces of one prop go. */
class Kit {
  private readonly base = new Matrix4();

  constructor(
    readonly solid: Shape,
    readonly glow: Shape,
  ) {}

  at(x: number, y: number, z: number, yaw: number): void {
    this.base.makeRotationY(yaw).setPosition(x, y, z);
  }

  /** A piece standing on height y, of width w, height h and depth d. */
  piece(geometry: BufferGeometry, x: number, y: number, z: number, w: number, h: number, d: number, color: Color, shape = this.solid, yaw = 0): void {
    own.compose(spot.set(x, y + h / 2, z), turn.setFromAxisAngle(UP, yaw), size.set(w, h, d)).premultiply(this.base);
    shape.add(geometry, own, color);
  }
}

type Builder = (kit: Kit, prop: Prop, w: number, h: number, d: number, color: Color) => void;

const lamp: Builder = (kit, _prop, _w, h) => {
  const metal = colorOf('dark');
  kit.piece(taper, 0, 0, 0, 0.42, 0.5, 0.42, metal);
  kit.piece(rod, 0, 0.4, 0, 0.11, h - 0.9, 0.11, metal);
  kit.piece(rod, 0, h - 0.72, 0, 0.9, 0.05, 0.06, metal);
  for (const side of [-0.42, 0, 0.42]) {
    const top = side === 0 ? h - 0.42 : h - 0.66;
    kit.piece(ball, side, top, 0, 0.3, 0.36, 0.3, LAMPLIGHT, kit.glow);
    kit.piece(cone, side, top + 0.32, 0, 0.3, 0.12, 0.3, metal);
  }
};

const tree: Builder = (kit, prop, w, h) => {
  const chance = chanceOf(prop.id);
  kit.piece(taper, 0, 0, 0, 0.34, h * 0.5, 0.34, colorOf('wood'));
  for (let i = 0; i < 5; i++) {
    const angle = i * 2.4 + chance * 6;
    const reach = i === 0 ? 0 : w * 0.22;
    const part = w * (i === 0 ? 0.8 : 0.55);
    tint.copy(LEAF).offsetHSL((chance - 0.5) * 0.04, 0, (((i * 7) % 5) - 2) * 0.018);
    kit.piece(lump, Math.cos(angle) * reach, h * (i === 0 ? 0.45 : 0.38 + 0.08 * (i % 3)), Math.sin(angle) * reach, part, part * 0.85, part, tint, kit.solid, chance * 6);
  }
};

const bench: Builder = (kit, _prop, w, _h, d) => {
  const wood = colorOf('wood');
  const metal = colorOf('dark');
  for (const i of [-1, 0, 1]) {
    kit.piece(box, 0, 0.42, i * d * 0.3, w, 0.05, d * 0.26, wood);
  }
  for (const y of [0.58, 0.76]) {
    kit.piece(box, 0, y, d * 0.46, w, 0.13, 0.05, wood);
  }
  for (const side of [-1, 1]) {
    kit.piece(box, side * (w / 2 - 0.15), 0, 0, 0.07, 0.43, d * 0.8, metal);
    kit.piece(box, side * (w / 2 - 0.15), 0.4, d * 0.46, 0.06, 0.5, 0.05, metal);
  }
};

const bell: Builder = (kit, _prop, _w, h) => {
  const wood = colorOf('wood');
  const bronze = tint.set(0xc79a45);
  for (const side of [-1, 1]) {
    kit.piece(box, side * 0.5, 0, 0, 0.12, h, 0.16, wood);
  }
  kit.piece(box, 0, h - 0.1, 0, 1.3, 0.14, 0.2, wood);
  kit.piece(bellBody, 0, h - 0.75, 0, 0.52, 0.55, 0.52, bronze);
  kit.piece(ball, 0, h - 0.34, 0, 0.3, 0.24, 0.3, bronze);
  kit.piece(ball, 0, h - 0.83, 0, 0.12, 0.14, 0.12, colorOf('dark'));
};

const statue: Builder = (kit, _prop, w, h, d, color) => {
  const plinth = h * 0.45;
  const stone = colorOf('granite');
  kit.piece(box, 0, 0, 0, w * 1.1, 0.25, d * 1.1, stone);
  kit.piece(box, 0, 0.25, 0, w * 0.86, plinth - 0.5, d * 0.86, stone);
  kit.piece(box, 0, plinth - 0.25, 0, w, 0.25, d, stone);
  const s = h - plinth;
  // A rider on a horse, roughly.
  const long = Math.min(d * 0.9, s * 0.95);
  for (const [x, z] of [[-0.16, -0.32], [0.16, -0.32], [-0.16, 0.32], [0.16, 0.32]] as const) {
    kit.piece(rod, x * s * 0.5, plinth, z * long, s * 0.07, s * 0.38, s * 0.07, color);
  }
  kit.piece(ball, 0, plinth + s * 0.3, 0, s * 0.26, s * 0.28, long * 0.95, color);
  kit.piece(taper, 0, plinth + s * 0.42, -long * 0.42, s * 0.15, s * 0.34, s * 0.15, color);
  kit.piece(ball, 0, plinth + s * 0.66, -long * 0.52, s * 0.12, s * 0.14, s * 0.28, color);
  kit.piece(taper, 0, plinth + s * 0.52, 0.02 * s, s * 0.2, s * 0.3, s * 0.16, color);
  kit.piece(ball, 0, plinth + s * 0.82, 0, s * 0.13, s * 0.16, s * 0.13, color);
  kit.piece(rod, s * 0.13, plinth + s * 0.5, -s * 0.06, s * 0.05, s * 0.28, s * 0.05, color);
};

const fountain: Builder = (kit, _prop, w, h) => {
  const stone = colorOf('stone');
  const water = colorOf('water');
  kit.piece(rod, 0, 0, 0, w, 0.5, w, stone);
  kit.piece(rod, 0, 0.5, 0, w * 0.9, 0.02, w * 0.9, water);
  kit.piece(taper, 0, 0.5, 0, w * 0.14, h * 0.6, w * 0.14, stone);
  kit.piece(taper, 0, h * 0.62, 0, w * 0.4, 0.16, w * 0.4, stone);
  kit.piece(rod, 0, h * 0.62 + 0.15, 0, w * 0.36, 0.02, w * 0.36, water);
  kit.piece(cone, 0, h * 0.65, 0, w * 0.08, h * 0.35, w * 0.08, tint.set(0xe4f2f8));
};

const stage: Builder = (kit, _prop, w, h, d, color) => {
  const dark = colorOf('dark');
  kit.piece(box, 0, 0, 0, w, h - 0.05, d, dark);
  kit.piece(box, 0, h - 0.05, 0, w + 0.1, 0.05, d + 0.1, color);
  const truss = 4.8;
  for (const x of [-1, 1]) {
    for (const z of [-1, 1]) {
      kit.piece(box, x * (w / 2 - 0.2), h, z * (d / 2 - 0.2), 0.2, truss, 0.2, colorOf('metal'));
    }
    kit.piece(box, x * (w / 2 - 0.2), h + truss, 0, 0.26, 0.26, d, colorOf('metal'));
    kit.piece(box, x * (w / 2 - 0.9), h, d / 2 - 0.7, 0.8, 1.6, 0.7, dark);
  }
  kit.piece(box, 0, h + truss, d / 2 - 0.2, w, 0.26, 0.26, colorOf('metal'));
  kit.piece(box, 0, h + truss, -d / 2 + 0.2, w, 0.26, 0.26, colorOf('metal'));
  kit.piece(box, 0, h + truss + 0.26, 0, w + 0.8, 0.12, d + 0.8, colorOf('white'));
  kit.piece(box, 0, h + 0.2, d / 2 + 0.3, w - 0.6, truss - 0.4, 0.06, tint.set(0x9c2f3b));
  for (let i = 0; i < 6; i++) {
    kit.piece(ball, (i - 2.5) * (w / 7), h + truss - 0.22, -d / 2 + 0.25, 0.26, 0.26, 0.3, LAMPLIGHT, kit.glow);
  }
};

const shelf: Builder = (kit, prop, w, h, d, color) => {
  kit.piece(box, 0, 0, d * 0.46, w, h, 0.05, color);
  const rows = Math.max(2, Math.round(h / 0.45));
  for (let row = 0; row < rows; row++) {
    const y = (row * h) / rows;
    kit.piece(box, 0, y, 0, w, 0.04, d, color);
    const goods = Math.max(2, Math.floor(w / 0.32));
    for (let i = 0; i < goods; i++) {
      const chance = chanceOf(`${prop.id}/${row}/${i}`);
      tint.setHSL(chance, 0.45, 0.45 + 0.2 * ((i * 3) % 4) * 0.25);
      kit.piece(box, ((i + 0.5) / goods - 0.5) * w * 0.94, y + 0.04, 0, (w / goods) * 0.62, (h / rows) * (0.4 + 0.35 * chance), d * 0.5, tint);
    }
  }
};

const counter: Builder = (kit, _prop, w, h, d, color) => {
  kit.piece(box, 0, 0, 0, w, h - 0.06, d, color);
  kit.piece(box, 0, h - 0.06, 0, w + 0.12, 0.06, d + 0.12, colorOf('white'));
  kit.piece(box, w * 0.3, h, 0, 0.34, 0.26, 0.26, colorOf('dark'));
};

const table: Builder = (kit, _prop, w, h, d, color) => {
  kit.piece(rod, 0, h - 0.05, 0, w, 0.05, d, color);
  kit.piece(rod, 0, 0, 0, 0.1, h - 0.05, 0.1, colorOf('dark'));
  kit.piece(rod, 0, 0, 0, w * 0.5, 0.03, d * 0.5, colorOf('dark'));
};

const displayCase: Builder = (kit, prop, w, h, d) => {
  kit.piece(box, 0, 0, 0, w, h * 0.5, d, colorOf('dark'));
  tint.setHSL(chanceOf(prop.id), 0.4, 0.55);
  kit.piece(lump, 0, h * 0.54, 0, w * 0.4, h * 0.28, d * 0.4, tint);
  for (const x of [-1, 1]) {
    for (const z of [-1, 1]) {
      kit.piece(box, x * (w / 2 - 0.02), h * 0.5, z * (d / 2 - 0.02), 0.03, h * 0.48, 0.03, colorOf('metal'));
    }
  }
  kit.piece(box, 0, h * 0.97, 0, w, 0.04, d, colorOf('metal'));
};

const planter: Builder = (kit, prop, w, h, d, color) => {
  kit.piece(box, 0, 0, 0, w, h * 0.5, d, color);
  for (let i = 0; i < 4; i++) {
    const chance = chanceOf(`${prop.id}${i}`);
    tint.copy(LEAF).offsetHSL(0, 0, (chance - 0.5) * 0.1);
    kit.piece(lump, (i / 3 - 0.5) * w * 0.7, h * 0.38, (chance - 0.5) * d * 0.4, w * 0.4, h * 0.6, d * 0.75, tint);
    tint.setHSL(0.92 + chance * 0.15, 0.7, 0.6);
    kit.piece(ball, (i / 3 - 0.5) * w * 0.7, h * 0.86, (chance - 0.5) * d * 0.5, 0.14, 0.12, 0.14, tint);
  }
};

const awning: Builder = (kit, _prop, w, h, d, color) => {
  const stripes = Math.max(3, Math.round(w / 0.7) | 1);
  const steps = 6;
  const white = colorOf('white');
  for (let i = 0; i < stripes; i++) {
    const x = ((i + 0.5) / stripes - 0.5) * w;
    const cloth = i % 2 === 0 ? color : white;
    // The cloth falls from the wall behind to the street in front.
    for (let k = 0; k < steps; k++) {
      kit.piece(box, x, h * (1 - (k + 1) / steps) * 0.8 + h * 0.12, d * (0.5 - (k + 0.5) / steps), w / stripes, h / steps, d / steps + 0.01, cloth);
    }
    kit.piece(box, x, -0.22, -d * 0.5, w / stripes, 0.34, 0.03, cloth);
  }
};

const column: Builder = (kit, _prop, w, h, d, color) => {
  kit.piece(box, 0, 0, 0, w, 0.3, d, color);
  kit.piece(box, 0, 0.3, 0, w * 0.78, h - 0.55, d * 0.78, color);
  kit.piece(box, 0, h - 0.25, 0, w, 0.25, d, color);
};

const bollard: Builder = (kit, _prop, w, h, d, color) => {
  kit.piece(taper, 0, 0, 0, w, h * 0.85, d, color);
  kit.piece(ball, 0, h * 0.72, 0, w * 0.9, h * 0.28, d * 0.9, color);
};

const banner: Builder = (kit, _prop, w, h, d, color) => {
  kit.piece(box, 0, 0, 0, w, h, Math.max(d, 0.04), color);
  kit.piece(rod, 0, h, 0, 0.06, 0.06, 0.06, colorOf('metal'));
};

const screen: Builder = (kit, _prop, w, h, d) => {
  kit.piece(box, 0, 0, 0, w, h, d, colorOf('dark'));
  kit.piece(box, 0, h * 0.04, -d * 0.5 - 0.01, w * 0.96, h * 0.92, 0.02, tint.set(0x335a78), kit.glow);
};

const block: Builder = (kit, _prop, w, h, d, color) => {
  kit.piece(box, 0, 0, 0, w, h, d, color);
};

const BUILDERS: Readonly<Record<string, Builder>> = {
  lamp, tree, bench, bell, statue, fountain, stage, shelf, counter, table, planter, awning, column, bollard, banner, screen,
  'display-case': displayCase,
};

const FIXTURE_SIZES: Readonly<Record<string, readonly [number, number, number]>> = { bench: [1.9, 0.9, 0.55], bell: [1.3, 2.3, 0.5] };

/** A fixture is drawn by itself only where no prop of its kind already shows it. */
function missingFixtures(venue: Venue): Fixture[] {
  return venue.fixtures.filter(
    (f) =>
      FIXTURE_SIZES[f.kind] !== undefined &&
      !venue.props.some((p) => p.kind === f.kind && p.floor === f.floor && Math.hypot(p.x - f.x, p.z - f.z) < 1.5),
  );
}

/** Meshes of all props and fixtures. */
export function buildProps(venue: Venue, surfaces: Surfaces): Group {
  const kit = new Kit(new Shape(), new Shape());
  const heightOf = new Map(venue.floors.map((floor) => [floor.id, floor.heightM]));
  for (const prop of venue.props) {
    kit.at(prop.x, (heightOf.get(prop.floor) ?? 0) + (prop.y ?? 0), prop.z, prop.yaw ?? 0);
    const [w, h, d] = prop.size;
    const colour = colorOf(prop.material ?? (prop.kind === 'statue' ? '#4c5a50' : 'stone'));
    (BUILDERS[prop.kind] ?? block)(kit, prop, w, h, d, colour);
  }
  for (const f of missingFixtures(venue)) {
    const s = FIXTURE_SIZES[f.kind]!;
    kit.at(f.x, heightOf.get(f.floor) ?? 0, f.z, f.yaw ?? 0);
    const prop: Prop = { id: f.id, kind: f.kind, floor: f.floor, x: f.x, z: f.z, size: s };
    BUILDERS[f.kind]!(kit, prop, s[0], s[1], s[2], colorOf('stone'));
  }
  const group = new Group();
  for (const [shape, material] of [[kit.solid, surfaces.solid], [kit.glow, surfaces.glow]] as const) {
    if (!shape.isEmpty) {
      const mesh = new Mesh(shape.build(), material);
      mesh.castShadow = true;
      mesh.receiveShadow = true;
      group.add(mesh);
    }
  }
  return group;
}
