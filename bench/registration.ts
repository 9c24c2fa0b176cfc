// How many places a second are given: of one roster that everybody wants, and of a thousand; beside the same decision as one
// SQL statement of the driver, which for one roster waits for the lock of its row each time. Run: npm run bench -- registration
import { ensureBuilt } from '../scripts/build.js';
import { connect } from '../src/platform/db/database.ts';
import { RunningRegistration } from './registration-program.ts';
import { quantile } from './venues-measure.ts';

const CLIENTS = 200;
const RUSHING = 500;
const PLACES = 5_000;
const ROUNDS = 3;
const SPREAD = 1_000;

const print = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);

/** `work` so many times, by so many clients at once: how many a second, and how long each took. */
async function rush(clients: number, count: number, work: (nth: number) => Promise<unknown>) {
  const times: number[] = [];
  let next = 0;
  const begun = performance.now();
  const client = async () => {
    for (let nth = next++; nth < count; nth = next++) {
      const sent = performance.now();
      await work(nth);
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { perSecond: (count / (performance.now() - begun)) * 1_000, times };
}

/** A table of rosters and one of registrations with nothing but what the decision needs: the limit of the row's lock. */
async function bareRosters(running: RunningRegistration, count: number): Promise<void> {
  await running.sql.unsafe(`
    drop table if exists bare_registration, bare_roster;
    create table bare_roster (id int primary key, capacity int not null, held int not null default 0, check (held <= capacity));
    create table bare_registration (id uuid primary key default uuidv7(), roster_id int not null references bare_roster, email text not null,
      unique (roster_id, email));
    insert into bare_roster (id, capacity) select n, 1000000 from generate_series(1, ${count}) n;`);
}

async function measure(running: RunningRegistration, rosters: number) {
  const driver = connect(running.connection, { max: CLIENTS, onnotice: () => undefined });
  const rates: { graphql: number[]; direct: number[] } = { graphql: [], direct: [] };
  const times: number[] = [];
  try {
    await bareRosters(running, rosters);
    let bare = 0;
    const directly = (nth: number) => {
      bare += 1;
      return driver`with one as (update bare_roster set held = held + 1 where id = ${(nth % rosters) + 1} and held < capacity returning id)
        insert into bare_registration (roster_id, email) select id, ${`reader-${bare}@bench.example`} from one`;
    };
    for (let round = 0; round <= ROUNDS; round += 1) {
      const ids = await running.rosters(rosters, Math.max(PLACES, 10));
      const over = await rush(CLIENTS, PLACES, async (nth) => {
        const status = await running.register(ids[nth % rosters] ?? '');
        if (status !== 'CONFIRMED') throw new Error(status);
      });
      const direct = await rush(CLIENTS, PLACES, directly);
      if (round === 0) continue; // to get warm
      rates.graphql.push(over.perSecond);
      rates.direct.push(direct.perSecond);
      times.push(...over.times);
    }
    return { graphql: quantile(rates.graphql, 0.5), direct: quantile(rates.direct, 0.5), times };
  } finally {
    await driver.end({ timeout: 5 });
  }
}

await ensureBuilt();
const running = await RunningRegistration.start(RUSHING, CLIENTS);
try {
  const [durable] = await running.sql<{ fsync: string; commit: string; method: string }[]>`
    select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('wal_sync_method') as method`;
  print(`fsync ${durable?.fsync}, synchronous_commit ${durable?.commit}, wal_sync_method ${durable?.method}`, '');
  print(
    `| ${CLIENTS} clients, ${PLACES} registrations, median of ${ROUNDS} | registrations/s | p50 | p99 | one SQL statement each, the driver alone | ratio | wanted |`,
    '|---|---|---|---|---|---|---|',
  );
  for (const [rosters, wanted] of [
    [1, '≥ 2, at least 1'],
    [SPREAD, '≥ 0.5'],
  ] as const) {
    const { graphql, direct, times } = await measure(running, rosters);
    const cells = [
      `${rosters} roster${rosters > 1 ? 's' : ''}`,
      graphql.toFixed(0),
      `${quantile(times, 0.5).toFixed(0)} ms`,
    ];
    print(
      `| ${[...cells, `${quantile(times, 0.99).toFixed(0)} ms`, direct.toFixed(0), (graphql / direct).toFixed(2), wanted].join(' | ')} |`,
    );
  }
  const [wanted = ''] = await running.rosters(1, 100);
  const tally = new Map<string, number>();
  const { times, perSecond } = await rush(RUSHING, PLACES, async () => {
    const status = await running.register(wanted);
    tally.set(status, (tally.get(status) ?? 0) + 1);
  });
  const stand = [...tally].map(([status, count]) => `${count} ${status}`).join(', ');
  print(
    '',
    `${RUSHING} clients rush for 100 places, ${PLACES} in all (${stand}): ${perSecond.toFixed(0)}/s, p50 ${quantile(times, 0.5).toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms (wanted ≤ 1000)`,
  );
} finally {
  await running.stop();
}
