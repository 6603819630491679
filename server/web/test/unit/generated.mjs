// Regenerates the protobuf classes aside and compares: what is committed must be what the schema says.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('../..', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'parvis-generated-'));
const read = (folder) =>
  Object.fromEntries(readdirSync(folder, { recursive: true }).filter((f) => f.endsWith('.ts')).sort().map((f) => [f, readFileSync(join(folder, f), 'utf8')]));
try {
  const run = spawnSync(join(web, 'node_modules/.bin/buf'), ['generate', '-o', out], {
    cwd: web, stdio: 'inherit', env: { ...process.env, PATH: `${join(web, 'node_modules/.bin')}:${process.env.PATH}` },
  });
  if (run.status !== 0) throw new Error('buf generate failed');
  const fresh = read(join(out, 'src/wire/generated'));
  const kept = read(join(web, 'src/wire/generated'));
  const different = [...new Set([...Object.keys(fresh), ...Object.keys(kept)])].filter((f) => fresh[f] !== kept[f]);
  if (different.length > 0) throw new Error(`run "npm run generate" and commit: ${different.join(', ')}`);
  console.log(`${Object.keys(kept).length} generated files match the schema`);
} finally {
  rmSync(out, { recursive: true, force: true });
}
