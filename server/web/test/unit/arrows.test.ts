/** The arrows between the page's folders, as docs/architecture.md draws them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { test } from 'node:test';

const SOURCES = 'src';
/** Which folders each may use, besides itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  wire: [],
  net: ['wire'],
  identity: ['net', 'wire'],
  world: ['wire'],
  scene: ['world', 'wire'],
  ui: ['scene', 'world', 'identity', 'net', 'wire'],
  features: ['ui', 'scene', 'world', 'wire'],
  '': ['features', 'ui'],
};
/** What features may use of `ui`: the seam, and the parts that panels are made of; never what owns the page. */
const SEAM = ['page', 'observed', 'kit', 'badge', 'icons', 'dom', 'composing'].map((name) => `ui/${name}`);

/** Files with what each imports, both without their endings and relative to the sources. */
function imports(): (readonly [string, readonly string[]])[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts') && !file.includes('generated'));
  return files.map((file) => {
    const text = readFileSync(join(SOURCES, file), 'utf8');
    const paths = [...text.matchAll(/from '(\.[^']*)'|import '(\.[^']*)'/g)].map((match) => match[1] ?? match[2]!);
    return [file.replace(/\.tsx?$/, ''), paths.filter((path) => !path.endsWith('.css')).map((path) => relative('.', normalize(join(dirname(file), path))))];
  });
}

const folderOf = (file: string): string => (file.includes('/') ? file.split('/')[0]! : '');
const all = imports();

test('every folder uses only those that it may', () => {
  assert.ok(all.length > 60, `${all.length} files`);
  const against = all.flatMap(([file, paths]) => paths
    .filter((path) => {
      const to = folderOf(path) === '' && path === 'features' ? 'features' : folderOf(path);
      return to !== folderOf(file) && !ARROWS[folderOf(file)]!.includes(to);
    })
    .map((path) => `${file} uses ${path}`));
  assert.deepEqual(against, []);
});

test('a feature knows the seam and itself, and no other feature', () => {
  const against = all
    .filter(([file]) => /^features\/[^/]+\//.test(file))
    .flatMap(([file, paths]) => {
      const own = file.split('/').slice(0, 2).join('/');
      return paths.filter((path) => (folderOf(path) === 'features' && !path.startsWith(`${own}/`)) || (folderOf(path) === 'ui' && !SEAM.includes(path))).map((path) => `${file} uses ${path}`);
    });
  assert.deepEqual(against, []);
});

test('the page knows no feature by name', () => {
  const features = readdirSync(join(SOURCES, 'features'), { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => one.name);
  assert.ok(features.length > 5);
  for (const [file] of all.filter(([name]) => folderOf(name) === 'ui')) {
    const name = ['.ts', '.tsx'].map((end) => join(SOURCES, file + end)).find((path) => { try { return readFileSync(path).length > 0; } catch { return false; } })!;
    const text = readFileSync(name, 'utf8');
    for (const feature of features) {
      assert.ok(!new RegExp(`['"\\/]${feature}['"\\/]`).test(text.replaceAll("scene/people'", '')), `${name} names ${feature}`);
    }
  }
});
