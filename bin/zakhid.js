#!/usr/bin/env node
// The command line. Node 24 comes with the dependencies, so an older one in the shell only hands over to it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
if (Number(process.versions.node.split('.')[0]) < 24 && existsSync(own)) {
  const { status } = spawnSync(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(status ?? 3);
}
// In an image there is dist/ and nothing to build it from.
const build = new URL('../scripts/build.js', import.meta.url);
if (existsSync(build)) {
  const { ensureBuilt } = await import(build.href);
  await ensureBuilt();
}
await import('../dist/cli.js');
