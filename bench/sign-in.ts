// What it costs to know who asks, and whether sign-ins stall everybody else. Run: npm run bench -- sign-in
import { join } from 'node:path';
import autocannon from 'autocannon';
import { ensureBuilt } from '../scripts/build.js';
import { DEMO_PASSWORD } from '../src/demo/account.list.ts';
import { connect } from '../src/platform/db/database.ts';
import { findRunningServer } from '../src/platform/embedded/running.ts';
import { dataFolder, Program } from '../test/program.ts';

const SECONDS = 5;
const ROUNDS = 3;
const CONNECTIONS = 20;
const SIGN_INS = 50;
/** Other people’s sessions: what is looked up is one among many. */
const SESSIONS = 20_000;
const VIEWER = JSON.stringify({ query: '{ viewer { signedIn viewerCan } }' });
const JSON_TYPE = { 'content-type': 'application/json' };

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const at99 = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * 0.99)] ?? 0;

function signIn(url: string, email: string, password: string): Promise<Response> {
  const query = `mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on SignedIn { token } } }`;
  const variables = { input: { email, password, carrier: 'BEARER' } };
  return fetch(`${url}/graphql`, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ query, variables }) });
}

async function addSessions(folder: string): Promise<void> {
  const server = findRunningServer(join(folder, 'pg'));
  if (!server) throw new Error('the program’s database was not found');
  const sql = connect({ ...server, database: 'zakhid' }, { max: 1 });
  await sql`insert into session (id, person_id, token_hash, carrier, method, authenticated_at, user_agent, created_at, last_used_at, idle_until, expires_at)
    select gen_random_uuid(), (select id from person limit 1), sha256(n::text::bytea), 'BEARER', 'LINK', now(), '', now(), now(),
      now() + interval '1 day', now() + interval '1 day' from generate_series(1, ${SESSIONS}::int) n`;
  await sql`analyze session`;
  await sql.end();
}

async function perSecond(url: string, headers: Record<string, string>): Promise<number> {
  const result = await autocannon({
    url: `${url}/graphql`,
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: VIEWER,
    connections: CONNECTIONS,
    duration: SECONDS,
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`);
  return result.requests.average;
}

/** How long a cheap query takes, asked every 5 ms until `work` is over. */
async function meanwhile(url: string, work: Promise<unknown>): Promise<number[]> {
  let going = true;
  const over = work.finally(() => (going = false));
  const times: number[] = [];
  const asked: Promise<void>[] = [];
  while (going) {
    const begun = performance.now();
    const ask = fetch(`${url}/graphql`, { method: 'POST', headers: JSON_TYPE, body: VIEWER });
    asked.push(ask.then((answer) => answer.text()).then(() => void times.push(performance.now() - begun)));
    await new Promise((resume) => setTimeout(resume, 5));
  }
  await Promise.all([over, ...asked]);
  return times;
}

await ensureBuilt();
const folder = await dataFolder();
const program = new Program({ PORT: '0', DATA_DIR: folder.path, LOG_LEVEL: 'silent' });
const lines: string[] = [];
try {
  const url = await program.running();
  await addSessions(folder.path);
  const answer = (await (await signIn(url, 'librarian@demo.example', DEMO_PASSWORD)).json()) as {
    data: { signIn: { token: string } };
  };
  const bearer = { authorization: `Bearer ${answer.data.signIn.token}` };
  await perSecond(url, bearer); // warm
  const nobody: number[] = [];
  const somebody: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    nobody.push(await perSecond(url, {}));
    somebody.push(await perSecond(url, bearer));
  }
  const ratio = median(somebody) / median(nobody);
  lines.push(
    `| viewer query, ${CONNECTIONS} connections | requests/s (median of ${ROUNDS}) | ratio |`,
    '|---|---|---|',
    `| nobody | ${median(nobody).toFixed(0)} | 1.00 |`,
    `| signed in, one session query each, among ${SESSIONS} | ${median(somebody).toFixed(0)} | ${ratio.toFixed(2)} |`,
    '',
  );
  const idle = await meanwhile(url, new Promise((resume) => setTimeout(resume, 2_000)));
  const begun = performance.now();
  const burst = Array.from({ length: SIGN_INS }, (_, n) => signIn(url, `nobody${n}@demo.example`, 'a wrong password'));
  const busy = await meanwhile(url, Promise.all(burst));
  lines.push(
    `| cheap query every 5 ms | median | p99 | ratio of p99 |`,
    '|---|---|---|---|',
    `| nothing else | ${median(idle).toFixed(1)} ms | ${at99(idle).toFixed(1)} ms | 1.0 |`,
    `| while ${SIGN_INS} sign-ins run (${((performance.now() - begun) / 1000).toFixed(1)} s) | ${median(busy).toFixed(1)} ms | ${at99(busy).toFixed(1)} ms | ${(at99(busy) / at99(idle)).toFixed(1)} |`,
    '',
  );
} finally {
  await program.kill('SIGTERM');
  await folder.remove();
}
process.stdout.write(lines.join('\n'));
