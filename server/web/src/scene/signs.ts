/** Writing in the venue: names of shops, boards, screens. One texture and one draw call for all. */
import { BufferAttribute, BufferGeometry, CanvasTexture, Group, LinearFilter, Mesh, MeshBasicMaterial, SRGBColorSpace } from 'three';
import { inLanguage, type Prop, type Venue } from '../world/venue';

const CELL_W = 512;
const CELL_H = 96;
const COLUMNS = 2;
const MOST = 42;

interface Sign {
  readonly words: string;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly yaw: number;
  readonly width: number;
  readonly height: number;
}

function signOf(prop: Prop, floorY: number, language: string): Sign | undefined {
  const words = inLanguage(prop.text, language);
  if (words === '') {
    return undefined;
  }
  const [w, h, d] = prop.size;
  const yaw = prop.yaw ?? 0;
  const y = floorY + (prop.y ?? 0);
  const width = Math.min(w * 0.92, 4.2);
  const out = d / 2 + 0.06;
  return {
    words,
    x: prop.x - Math.sin(yaw) * out,
    // An awning carries its board on the edge of the cloth.
    y: prop.kind === 'awning' ? y + 0.1 : y + Math.min(h * 0.62, 2.4),
    z: prop.z - Math.cos(yaw) * out,
    yaw,
    width,
    height: (width * CELL_H) / CELL_W,
  };
}

function paint(context: CanvasRenderingContext2D, sign: Sign, index: number): void {
  const x = (index % COLUMNS) * CELL_W;
  const y = Math.floor(index / COLUMNS) * CELL_H;
  context.fillStyle = '#1d2a33';
  context.beginPath();
  context.roundRect(x + 2, y + 2, CELL_W - 4, CELL_H - 4, 14);
  context.fill();
  context.strokeStyle = '#d8b46a';
  context.lineWidth = 4;
  context.beginPath();
  context.roundRect(x + 9, y + 9, CELL_W - 18, CELL_H - 18, 9);
  context.stroke();
  context.fillStyle = '#f6e7c4';
  context.font = '600 46px Georgia, "Noto Serif", "Noto Serif CJK TC", "Noto Sans CJK JP", serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(sign.words, x + CELL_W / 2, y + CELL_H / 2 + 2, CELL_W - 48);
}

/** All writing of a venue in one language. */
export function buildSigns(venue: Venue, language: string): Group {
  const group = new Group();
  const heights = new Map(venue.floors.map((floor) => [floor.id, floor.heightM]));
  const signs = venue.props
    .map((prop) => signOf(prop, heights.get(prop.floor) ?? 0, language))
    .filter((sign): sign is Sign => sign !== undefined)
    .slice(0, MOST);
  if (signs.length === 0) {
    return group;
  }
  const rows = Math.ceil(signs.length / COLUMNS);
  const canvas = document.createElement('canvas');
  canvas.width = COLUMNS * CELL_W;
  canvas.height = rows * CELL_H;
  const context = canvas.getContext('2d')!;
  const positions: number[] = [];
  const uvs: number[] = [];
  const indices: number[] = [];
  signs.forEach((sign, i) => {
    paint(context, sign, i);
    const first = positions.length / 3;
    // Faces the way the prop faces: -z turned by its yaw, so its left as seen from the front is +x turned.
    const rx = -Math.cos(sign.yaw) * (sign.width / 2);
    const rz = Math.sin(sign.yaw) * (sign.width / 2);
    const y0 = sign.y - sign.height / 2;
    const y1 = sign.y + sign.height / 2;
    positions.push(sign.x - rx, y0, sign.z - rz, sign.x + rx, y0, sign.z + rz, sign.x + rx, y1, sign.z + rz, sign.x - rx, y1, sign.z - rz);
    const u0 = (i % COLUMNS) / COLUMNS;
    const u1 = u0 + 1 / COLUMNS;
    const v1 = 1 - Math.floor(i / COLUMNS) / rows;
    const v0 = v1 - 1 / rows;
    uvs.push(u0, v0, u1, v0, u1, v1, u0, v1);
    indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(positions), 3));
  geometry.setAttribute('uv', new BufferAttribute(new Float32Array(uvs), 2));
  geometry.setIndex(indices);
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.minFilter = LinearFilter;
  texture.generateMipmaps = false;
  group.add(new Mesh(geometry, new MeshBasicMaterial({ map: texture, toneMapped: false, transparent: true, alphaTest: 0.4 })));
  return group;
}
