// What feeds of 300, 10 000 and 100 000 sessions cost: to answer, to write, and after a change. Run: npm run bench -- feeds
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import autocannon from 'autocannon';
import { ensureBuilt } from '../scripts/build.js';
import type { Sent } from './feeds-bare.ts';
import { type Answer, RunningFeeds } from './feeds-program.ts';
import { quantile } from './venues-measure.ts';

const SESSIONS = 106_000;
const ROUNDS = 3;
const SECONDS = 3;
const CONNECTIONS = 50;
const CHANGES = 20;
const SETTINGS = { FEED_LIMIT: '200000', FEED_PAST_DAYS: '3650', FEED_CACHE_MB: '512', FEED_PIECES_MB: '512' };

/** A server says these by itself. */
const GIVEN = new Set(['date', 'connection', 'keep-alive', 'x-request-id']);

const print = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);
const millis = (value: number) => `${value.toFixed(1)} ms`;
const kibi = (bytes: number) => `${(bytes / 1_024).toFixed(2)} KiB`;

interface Found {
  readonly path: string;
  readonly sessions: number;
}

/** The feed of some branches, cut to so many of its latest sessions by the day they begin from. */
async function feedOf(running: RunningFeeds, branches: readonly number[], sessions: number): Promise<Found> {
  const slugs = branches.map((n) => `bench-${n}`);
  const [row] = await running.sql<{ day: string }[]>`
    select to_char(s.ends_at at time zone 'Europe/Kyiv', 'YYYY-MM-DD') as day
    from event_session s join event e on e.id = s.event_id join branch b on b.id = e.branch_id
    where s.is_listed and s.happening_status not in ('CANCELLED', 'POSTPONED') and b.slug = any(${slugs})
    order by s.ends_at desc offset ${sessions - 1} limit 1`;
  const from = row ? `&from=${row.day}` : '';
  return { path: `/feeds/search.ics?branches=${slugs.join()}${from}&cancelled=no&lang=uk`, sessions };
}

const countOf = ({ body }: Answer) => gunzipSync(body).toString('latin1').split('BEGIN:VEVENT').length - 1;
const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const begun = performance.now();
  const result = await work();
  return [result, performance.now() - begun];
}

async function perSecond(url: string, headers: Record<string, string>, status: number): Promise<number> {
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: SECONDS });
  const others = Object.entries(result.statusCodeStats ?? {}).filter(([code]) => Number(code) !== status);
  if (others.length > 0 || result.errors > 0) throw new Error(`not all were ${status}: ${JSON.stringify(others)}`);
  return result.requests.average;
}

function headersOf({ headers }: Answer): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (GIVEN.has(name) ? [] : [[name, String(value)]])),
  );
}

async function printRates(running: RunningFeeds, { path }: Found, beside: string): Promise<void> {
  const answer = await running.get(path);
  const etag = String(answer.headers.etag);
  const unchanged = await running.get(path, { 'if-none-match': etag });
  const script = fileURLToPath(new URL('feeds-bare.ts', import.meta.url));
  const bare = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const sent: Sent = {
      headers: headersOf(answer),
      unchanged: headersOf(unchanged),
      body: answer.body.toString('base64'),
    };
    bare.stdin.end(JSON.stringify(sent));
    const [port] = (await once(bare.stdout.setEncoding('utf8'), 'data')) as [string];
    const direct = `http://127.0.0.1:${port.trim()}/`;
    const gzip = { 'accept-encoding': 'gzip' };
    print(
      '',
      `| ${countOf(answer)} sessions ${beside}, gzip of ${kibi(answer.body.length)}, ${CONNECTIONS} connections | requests/s (median of ${ROUNDS}) | a bare Node server, the same bytes | ratio (wanted: ≥ 0.8) |`,
      '|---|---|---|---|',
    );
    for (const [name, asked, status] of [
      ['200', gzip, 200],
      ['304', { ...gzip, 'if-none-match': etag }, 304],
    ] as const) {
      const rates: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
      for (let round = -1; round < ROUNDS; round += 1) {
        const [ours, theirs] = [
          await perSecond(`${running.url}${path}`, asked, status),
          await perSecond(direct, asked, status),
        ];
        if (round < 0) continue; // warm
        rates.ours.push(ours);
        rates.bare.push(theirs);
      }
      const [ours, theirs] = [quantile(rates.ours, 0.5), quantile(rates.bare, 0.5)];
      print(`| ${name} | ${ours.toFixed(0)} | ${theirs.toFixed(0)} | ${(ours / theirs).toFixed(2)} |`);
    }
  } finally {
    bare.kill();
  }
}

/** From the commit until the answer is another one, asked for again and again. */
async function afterChange(running: RunningFeeds, { path }: Found, where: (slug: string) => string): Promise<number[]> {
  const took: number[] = [];
  const slug = /branches=([^,&]+)/.exec(path)?.[1] ?? 'bench-1';
  for (let nth = -3; nth < CHANGES; nth += 1) {
    const before = (await running.get(path)).headers.etag;
    await running.sql.unsafe(where(slug), [nth + 10]);
    const [, time] = await timed(async () => {
      while ((await running.get(path)).headers.etag === before);
    });
    if (nth >= 0) took.push(time);
  }
  return took;
}

/** One session that is to come, told otherwise. */
const ONE_CHANGE = (slug: string) => `
  update event_session set sequence = sequence + 1, revised_at = now(), version = version + 1 where id = (
    select s.id from event_session s join event e on e.id = s.event_id join branch b on b.id = e.branch_id
    where s.is_listed and s.happening_status = 'CONFIRMED' and b.slug = '${slug}' and s.starts_at > now()
    order by s.starts_at, s.id offset $1::int limit 1)`;

await ensureBuilt();
const running = await RunningFeeds.start(SESSIONS, SETTINGS);
try {
  const small = await feedOf(running, [1], 300);
  const large = await Promise.all([2, 22, 42].map((from) => feedOf(running, range(from, 16), 10_000)));
  const whole = { path: '/feeds/search.ics?lang=uk', sessions: 100_000 };
  await printRates(running, small, 'and nothing else');

  print(
    '',
    '| written for the first time | sessions | gzip | took | wanted | loop held at the longest | garbage collected at the longest |',
    '|---|---|---|---|---|---|---|',
  );
  const before = await running.watched();
  const row = async (name: string, { path }: Found, wanted: string) => {
    await running.watched();
    const [answer, took] = await timed(() => running.get(path));
    const { longest, collecting } = await running.watched();
    const gzip = `${(answer.body.length / 1_048_576).toFixed(2)} MiB`;
    print(
      `| ${name} | ${countOf(answer)} | ${gzip} | ${millis(took)} | ${wanted} | ${millis(longest)} | ${millis(collecting)} |`,
    );
    return countOf(answer);
  };
  for (const [nth, feed] of large.entries())
    await row(`one of three, the ${['first', 'second', 'third'][nth]}`, feed, '≤ 1 s');
  const held = await running.watched();
  const count = await row('all there is', whole, 'loop ≤ 50 ms');
  const after = await running.watched();
  const again = await row(
    'all there is, by an address of its own',
    { ...whole, path: `${whole.path}&cancelled=no` },
    'loop ≤ 50 ms',
  );

  print(
    '',
    '| after one session changed, until the new feed is answered | median | worst of 20 | wanted |',
    '|---|---|---|---|',
  );
  const [first] = large;
  if (!first) throw new Error('there is no feed');
  for (const [name, feed] of [
    ['300', small],
    ['10 000', first],
    [String(count), { ...whole, path: '/feeds/search.ics?lang=uk' }],
  ] as const) {
    const took = await afterChange(running, feed, ONE_CHANGE);
    print(
      `| ${name} sessions | ${millis(quantile(took, 0.5))} | ${millis(Math.max(...took))} | ${name === '10 000' ? '≤ 30 ms' : ''} |`,
    );
  }
  await printRates(running, small, `beside all ${count} in memory, twice`);
  const each = (after.held - held.held) / (count - 30_000);
  print(
    '',
    `Memory: ${kibi((held.held - before.held) / 30_000)} for each of the first 30 000 sessions that are kept (its text, and its share of one feed), ` +
      `${kibi(each)} for each of the other ${count - 30_000}; ${again} of them in a second feed as well. The process holds ${(after.rss / 1_048_576).toFixed(0)} MiB.`,
  );
} finally {
  await running.stop();
}
