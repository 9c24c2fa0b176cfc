import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Tree = Readonly<Record<string, string>>;
interface Found {
  summary: {
    violations: { from: string; to: string; rule: { name: string } }[];
    ruleSetUsed: { forbidden: { name: string }[] };
  };
}

const CONFIG = fileURLToPath(new URL('./architecture.cjs', import.meta.url));
const CRUISER = fileURLToPath(new URL('../node_modules/.bin/depcruise', import.meta.url));

/** Empty packages stand in for the real ones: only their names and places count. */
const PACKAGES = [
  'drizzle-orm',
  'postgres',
  'luxon',
  'rrule-temporal',
  'ical-generator',
  '@nestjs/common',
  '@nestjs/graphql',
];
const packages: Tree = {
  'package.json': JSON.stringify({
    type: 'module',
    dependencies: Object.fromEntries(PACKAGES.map((name) => [name, '1.0.0'])),
    devDependencies: { 'fast-check': '1.0.0' },
  }),
  ...Object.fromEntries(
    [...PACKAGES, 'fast-check', 'left-pad'].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
      [`node_modules/${name}/index.js`, 'export const x = 1;'],
    ]),
  ),
};

const LEGAL: Tree = {
  'src/platform/time/recurrence.ts': `import 'rrule-temporal';`,
  'src/main.ts': `import './app.module.ts';`,
  'src/app.module.ts': `import './events/event.module.ts'; import './feeds/feed.ts'; import './web/web.module.ts';`,
  'src/cli.ts': `import './cli/schema.ts'; import './demo/city.ts'; import './app.module.ts';`,
  'src/cli/schema.ts': `import '../events/event.resolver.ts';`,
  'src/demo/city.ts': `import '../events/event.service.ts';`,
  'src/web/web.module.ts': `import '@nestjs/common';`,
  'src/platform/time/clock.ts': `import { x } from 'luxon'; import '@nestjs/common'; export type Instant = typeof x;`,
  'src/platform/ids/id.ts': `import 'node:crypto'; export type Id = string; export const newId = () => '';`,
  'src/platform/db/columns.ts': `import 'drizzle-orm'; import { newId } from '../ids/id.ts'; export const id = newId;`,
  'src/platform/db/database.ts': `import 'postgres'; import '../refusals/refusal.ts';`,
  'src/platform/refusals/refusal.ts': `export const assertNever = () => 1;`,
  'src/platform/access/access.guard.ts': `import '@nestjs/common'; import './viewer.ts';`,
  'src/platform/access/viewer.ts': `import type { Id } from '../ids/id.ts'; export type Viewer = Id; export const nobody = '';`,
  'src/venues/room.tables.ts': `import 'drizzle-orm'; import '../platform/db/columns.ts'; export type Room = string;
    import type { Id } from '../platform/ids/id.ts'; export const room: Id = '';`,
  'src/venues/room.types.ts': `import '@nestjs/graphql'; export class Room {}`,
  'src/venues/room.rules.ts': `import '../platform/time/clock.ts'; import '../platform/refusals/refusal.ts';
    import type { Room } from './room.tables.ts'; export type R = Room;`,
  'src/venues/room.rules.spec.ts': `import './room.rules.ts'; import 'fast-check';`,
  'src/venues/room.store.ts': `import 'drizzle-orm'; import './room.tables.ts';`,
  'src/events/event.tables.ts': `import 'drizzle-orm'; import '../venues/room.tables.ts'; import './series.tables.ts';`,
  'src/events/series.tables.ts': `import 'drizzle-orm'; import type { R } from '../venues/room.rules.ts';
    export type Series = R;`,
  'src/events/event.rules.ts': `import '../venues/room.rules.ts'; import './series.rules.ts';`,
  'src/events/series.rules.ts': `import type { Room } from '../venues/room.tables.ts'; export type S = Room;`,
  'src/events/event.policy.ts': `import { nobody } from '../platform/access/viewer.ts'; export const p = nobody;`,
  'src/events/event.store.ts': `import 'drizzle-orm'; import './event.tables.ts';`,
  'src/events/event.service.ts': `import './event.rules.ts'; import './event.policy.ts'; import './event.store.ts';
    import '../platform/db/database.ts'; import '../venues/room.store.ts';`,
  'src/events/event.resolver.ts': `import './event.service.ts'; import './event.store.ts'; import '../venues/room.types.ts';
    import '../platform/access/access.guard.ts'; import '@nestjs/graphql';
    import type { Room } from '../venues/room.tables.ts'; export type E = Room;`,
  'src/events/event.module.ts': `import './event.resolver.ts';`,
  'src/calendar/calendar.ts': `import 'ical-generator'; import '../events/event.store.ts';`,
  'src/feeds/feed.ts': `import '../calendar/calendar.ts'; import '../events/event.store.ts';`,
};

/** One line a fault: the rule that must speak, the file that breaks it, and what that file says. */
const ILLEGAL: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['floor-platform', 'src/platform/up.ts', `import '../venues/room.store.ts';`],
  ['floor-directory', 'src/directory/up.ts', `import '../events/event.store.ts';`],
  ['floor-identity', 'src/identity/up.ts', `import '../venues/room.store.ts';`],
  ['floor-plans', 'src/plans/aside.ts', `import '../venues/room.store.ts';`],
  ['floor-venues', 'src/venues/up.ts', `import type { E } from '../events/event.service.ts'; export type U = E;`],
  ['floor-events', 'src/events/up.ts', `import '../feeds/feed.ts';`],
  ['floor-registration', 'src/registration/up.ts', `export * from '../feeds/feed.ts';`],
  ['floor-calendar', 'src/calendar/up.ts', `import '../feeds/feed.ts';`],
  ['floor-feeds', 'src/feeds/up.ts', `export const load = () => import('../web/web.module.ts');`],
  ['floor-notifications', 'src/notifications/aside.ts', `import '../feeds/feed.ts';`],
  ['floor-reports', 'src/reports/aside.ts', `import '../feeds/feed.ts';`],
  ['floor-web', 'src/web/aside.ts', `import '../demo/city.ts';`],
  ['floor-demo', 'src/demo/aside.ts', `import '../web/web.module.ts';`],
  ['floor-cli', 'src/cli/up.ts', `import '../app.module.ts';`],
  ['unlisted-folder', 'src/weather/rain.ts', `import '@nestjs/common';`],
  ['unlisted-folder', 'src/server.ts', `import '@nestjs/common';`],
  ['rules-are-pure', 'src/events/sql.rules.ts', `import './event.tables.ts';`],
  ['rules-are-pure', 'src/events/nest.rules.ts', `import '@nestjs/graphql';`],
  ['rules-are-pure', 'src/events/node.rules.ts', `import 'node:fs';`],
  [
    'rules-are-pure',
    'src/events/both.rules.ts',
    `import type { Room } from '../venues/room.tables.ts'; import { room } from '../venues/room.tables.ts';
     export const both: Room = room;`,
  ],
  ['rules-are-pure', 'src/events/seen.rules.ts', `import '../platform/access/viewer.ts';`],
  ['policies-are-pure', 'src/events/ask.policy.ts', `import './event.store.ts';`],
  [
    'sql-only-in-stores',
    'src/events/sql.service.ts',
    `import type { x } from 'drizzle-orm'; export type X = typeof x;`,
  ],
  ['sql-only-in-stores', 'src/demo/sql.ts', `import 'postgres';`],
  ['resolver-sees-only-lower-types', 'src/events/far.resolver.ts', `import '../venues/room.store.ts';`],
  ['resolver-sees-no-tables', 'src/events/near.resolver.ts', `import './event.tables.ts';`],
  ['resolver-only-in-modules', 'src/events/use.service.ts', `import './event.resolver.ts';`],
  ['tables-see-only-tables', 'src/events/rule.tables.ts', `import './event.rules.ts';`],
  ['tables-see-only-tables', 'src/events/id.tables.ts', `import '../platform/ids/id.ts';`],
  [
    'tables-know-no-use-case',
    'src/events/type.tables.ts',
    `import type { S } from './event.service.ts'; export type T = S;`,
  ],
  ['luxon-only-in-time', 'src/platform/access/late.ts', `import type { x } from 'luxon'; export type X = typeof x;`],
  ['recurrence-library-only-in-time', 'src/platform/time/series.ts', `import 'rrule-temporal';`],
  ['calendar-library-only-in-calendar', 'src/events/ical.ts', `import 'ical-generator';`],
  ['calendar-library-only-in-calendar', 'src/feeds/ical.ts', `import 'ical-generator';`],
  ['no-circular-files', 'src/venues/egg.ts', `import type { Hen } from './hen.ts'; export type Egg = Hen;`],
  ['no-orphans', 'src/events/alone.ts', `export const alone = 1;`],
  ['no-barrels', 'src/events/index.ts', `export * from './event.store.ts';`],
  ['no-barrels', 'src/events/deep/index.ts', `export * from '../event.store.ts';`],
  ['no-empty-names', 'src/events/event.util.ts', `import './event.store.ts';`],
  ['no-empty-names', 'src/events/helpers/x.ts', `import '../event.store.ts';`],
  ['no-empty-names', 'src/events/common.ts', `import './event.store.ts';`],
  ['no-empty-names', 'src/events/room-manager.ts', `import './event.store.ts';`],
  ['no-empty-names', 'src/events/event.base.ts', `import './event.store.ts';`],
  ['no-empty-names', 'src/events/dateUtils.ts', `import './event.store.ts';`],
  ['src-imports-only-src', 'src/events/city.ts', `import '../../test/builders.ts';`],
  ['no-dev-dependencies', 'src/events/dev.ts', `import 'fast-check';`],
  ['no-unlisted-packages', 'src/events/pad.ts', `import 'left-pad';`],
  ['not-resolvable', 'src/events/gone.ts', `import './nowhere.ts';`],
];
/** What some of the files above import; legal where it stands. */
const BESIDE: Tree = {
  'src/venues/hen.ts': `import type { Egg } from './egg.ts'; export type Hen = Egg;`,
  'test/builders.ts': `export const build = 1;`,
};
/** No file leans on another and back, but their folders do. */
const LEANING_FOLDERS: Tree = {
  'src/platform/jobs/queue.ts': `import '../http/server.ts';`,
  'src/platform/http/server.ts': `import '@nestjs/common';`,
  'src/platform/http/status.ts': `import '../jobs/state.ts';`,
  'src/platform/jobs/state.ts': `import '@nestjs/common';`,
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zakhid-architecture-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function cruise(name: string, ...trees: Tree[]): Promise<Found> {
  const root = join(folder, name);
  for (const [path, text] of Object.entries(Object.assign({}, packages, ...trees) as Tree)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const cruiser = spawn(process.execPath, [CRUISER, 'src', '--config', CONFIG, '--output-type', 'json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let json = '';
  for await (const part of cruiser.stdout.setEncoding('utf8')) json += String(part);
  return JSON.parse(json) as Found;
}

const spoken = (found: Found) => found.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`).sort();

/** Starting the cruiser takes under a second alone, and more beside other tests. */
const PATIENCE = 30_000;

describe('the floors and the rules of files', () => {
  let illegal: Found;

  beforeAll(async () => {
    illegal = await cruise('illegal', LEGAL, BESIDE, Object.fromEntries(ILLEGAL.map(([, path, text]) => [path, text])));
  }, PATIENCE);

  it(
    'let a legal tree pass',
    async () => {
      expect(spoken(await cruise('legal', LEGAL))).toEqual([]);
    },
    PATIENCE,
  );

  it.each(ILLEGAL)('%s refuses %s', (rule, path) => {
    expect(spoken(illegal)).toContain(`${rule}: ${path}`);
  });

  it(
    'no-circular-folders refuses folders that lean on each other',
    async () => {
      const refused = ['http', 'jobs'].map((name) => `no-circular-folders: src/platform/${name}`);
      expect(spoken(await cruise('folders', LEGAL, LEANING_FOLDERS))).toEqual(refused);
    },
    PATIENCE,
  );

  it('refuse nothing else', () => {
    // An import upwards also bends the folders into a ring, which is no concern of this test.
    const files = spoken(illegal).filter((line) => !line.startsWith('no-circular-folders'));
    expect([...new Set(files)]).toEqual(ILLEGAL.map(([rule, path]) => `${rule}: ${path}`).sort());
  });

  it('have each a case above', () => {
    const cases = new Set([...ILLEGAL.map(([rule]) => rule), 'no-circular-folders']);
    expect(illegal.summary.ruleSetUsed.forbidden.map(({ name }) => name).filter((name) => !cases.has(name))).toEqual(
      [],
    );
  });
});
