// Measures one thing by its name. Run: npm run bench -- venues
const BENCHES: Readonly<Record<string, () => Promise<unknown>>> = {
  start: () => import('./start.ts'),
  'sign-in': () => import('./sign-in.ts'),
  events: () => import('./events.ts'),
  feeds: () => import('./feeds.ts'),
  registration: () => import('./registration.ts'),
  venues: () => import('./venues.ts'),
};

const bench = BENCHES[process.argv[2] ?? ''];
if (bench) await bench();
else {
  process.stderr.write(`npm run bench -- ${Object.keys(BENCHES).join(' | ')}\n`);
  process.exitCode = 2;
}
