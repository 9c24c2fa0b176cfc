// The walks of the README through calendars, word for word.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { dataFolder, Program, ROOT } from './program.ts';

jest.setTimeout(180_000);

const run = promisify(execFile);
let program: Program;
let port: number;
let partner: number;
let folder: Awaited<ReturnType<typeof dataFolder>>;

beforeAll(async () => {
  folder = await dataFolder();
  // Addresses of feeds name it, so it is known before the start.
  [port, partner] = [await freePort(), await freePort()];
  program = new Program({ PORT: String(port), DATA_DIR: folder.path, OUTSIDE_LOOPBACK: 'true' });
  await program.running();
});
afterAll(async () => {
  await program.kill('SIGTERM');
  await folder.remove();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return free;
}

it('calendars are everywhere', async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const blocks = ['A first walk, for a newcomer', 'Calendars everywhere'].flatMap((heading) => {
    const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
    return [...section.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, block]) => block);
  });
  const script = blocks
    .join('\necho; echo =====\n')
    .replaceAll('localhost:3000', `127.0.0.1:${port}`)
    .replace(/localhost:4000|listen\(4000\)/g, (one) => one.replace('4000', String(partner)));
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], { cwd: ROOT, maxBuffer: 10_000_000 });
  expect(stdout).not.toMatch(/"errors"|"kind":"(?!Overlap|CalendarUnreadable)/);
  const [found, formats, own, preview, busy, promoted, closed, heard, told, again] = stdout
    .split('\n=====\n')
    .slice(-10)
    .map((part) => part.trim());
  expect(found).toMatch(/"address":"http:\/\/localhost:\d+\/feeds\/audiences\/[a-z-]+\.ics","webcal":"webcal:/);
  expect(found).toContain('/feeds/search.ics?audiences=library-visitors&branches=podilska-central&cancelled=no"');
  expect(found).toMatch(/^X-WR-CALNAME:Події: відвідувачі/m);
  expect(formats).toContain("eventStatus: 'https://schema.org/EventScheduled'");
  expect(formats).toMatch(/^\["vcalendar",\[\["version",\{\},"text","2\.0"\]/m);
  expect(formats).toMatch(/^<svg [^]*\n304$/m);
  expect(own).toBe('304\n{"data":{"revokePersonalFeed":true}}\n404');
  expect(preview).toContain('"found":4,"conflicts":2');
  expect(busy).toContain('"added":4,"conflicts":2,"calendar":{"name":"Хор Дніпро","itemCount":4,"conflictCount":2}');
  expect(promoted).toMatch(
    /"importPartnerCalendar":\{"added":4\}[^]+"title":"Репетиція хору"[^]+CATEGORIES:External event/,
  );
  expect(closed).toMatch(
    /"kind":"CalendarUnreadable"[^]+"removePartnerCalendar":\{"name":"Хор Дніпро","givenBack":4\}/,
  );
  expect(heard).toMatch(/event: reset[^]+event: session\ndata: \{[^\n]+"status":"CANCELLED"/);
  expect(told?.match(/^(signed|forged) .*"type":"[a-z.]+"/gm)).toHaveLength(2);
  expect(told).not.toContain('forged');
  expect(again).toMatch(/"state":"DELIVERED","attempts":1,"lastStatus":204[^]+"queued":1[^]+^signed [^]+"rotatedAt"/m);
});
