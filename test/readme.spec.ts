import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import ICAL from 'ical.js';
import { SETTINGS } from '../src/platform/config/settings.ts';
import { dataFolder, Program, ROOT } from './program.ts';

jest.setTimeout(120_000);

const run = promisify(execFile);
let readme: string;
let program: Program;
let port: string;
let folder: Awaited<ReturnType<typeof dataFolder>>;

beforeAll(async () => {
  readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  folder = await dataFolder();
  program = new Program({ PORT: '0', DATA_DIR: folder.path });
  port = new URL(await program.running()).port;
});
afterAll(async () => {
  await program.kill('SIGTERM');
  await folder.remove();
});

/** The shell blocks of a section, as one script: what a reader types into one terminal. */
function script(...headings: string[]): string {
  const sections = headings.map((heading) => readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '');
  expect(sections.every((section) => section.includes('```bash'))).toBe(true);
  const blocks = sections.flatMap((section) =>
    [...section.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, block]) => block),
  );
  return blocks.join('\necho; echo =====\n').replaceAll('localhost:3000', `127.0.0.1:${port}`);
}

describe('the README', () => {
  it('has walks that work word for word', async () => {
    const { stdout } = await run(
      'bash',
      ['-euo', 'pipefail', '-c', script('A first walk, for a newcomer', 'Walks by persona')],
      {
        cwd: ROOT,
        env: { ...process.env, DATA_DIR: folder.path },
        maxBuffer: 10_000_000,
      },
    );
    const said = stdout.split('\n=====\n').map((part) => part.trim());
    const [, , previewed, imported, librarian, , scheduled, published, feed, cancelled, ...personas] = said;
    const [edited, meanwhile, found, moved, audit, can, free, taken, series, closure, ...others] = personas;
    const answers = (part = '') => part.split('\n').map((line) => (JSON.parse(line) as { data: unknown }).data);
    const [proposed, waiting, converted, gaps, counts, invited, teacher, own, addresses, ...last] = others;
    const [opened, resident, classes, table] = last;
    expect(JSON.parse(previewed ?? '')).toMatchObject({ data: { previewPlanImport: { measures: { length: 14 } } } });
    expect(JSON.parse(imported ?? '')).toMatchObject({
      data: { importPlan: { changed: false, counts: { added: 0, unchanged: 14 } } },
    });
    expect(JSON.parse(librarian ?? '')).toMatchObject({
      data: { viewer: { person: { name: 'Марія Бондар', roles: [{ role: 'LIBRARIAN' }] } } },
    });
    expect(answers(scheduled)).toMatchObject([
      {
        scheduleSeries: {
          version: 2,
          sessionCounts: { scheduled: 3, toPlace: 0 },
          sessions: [{ room: { nameUk: 'Зала А' } }, {}, {}],
        },
      },
    ]);
    expect(answers(published)).toMatchObject([
      { submitEvent: { editorialStatus: 'SUBMITTED', staff: { missing: [] } } },
      { approveEvent: { editorialStatus: 'APPROVED' } },
      { publishEvent: { title: 'Відкрита лекція', editorialStatus: 'PUBLISHED' } },
    ]);
    const calendar = new ICAL.Component(ICAL.parse(feed ?? '') as unknown[]);
    expect(calendar.getAllSubcomponents('vevent').map((event) => event.getFirstPropertyValue('summary'))).toContain(
      'Відкрита лекція',
    );
    expect(cancelled).toMatch(/"happeningStatus":"CANCELLED"/);
    expect(cancelled).toMatch(/^STATUS:CANCELLED\r?$/m);
    expect(cancelled).toMatch(/^SEQUENCE:1\r?$/m);
    expect(cancelled).toContain(
      '{"reviveSession":{"happeningStatus":"CONFIRMED","staff":{"booking":{"status":"CONFIRMED"}}}}',
    );
    expect(edited).toMatch(/"counts":\{"kept":1,"unchanged":13\}/);
    expect(JSON.parse(meanwhile ?? '')).toMatchObject({
      data: { updateMeasure: { kind: 'ChangedMeanwhile', by: 'Ірина Мельник', current: { version: 2 } } },
    });
    const entry = { room: { nameUk: 'Зала А' }, event: { title: 'Відкрита лекція', primaryMeasure: { number: '8' } } };
    expect(answers(found)).toMatchObject([
      {
        programme: {
          totalCount: 3,
          edges: [{ node: entry }, { node: entry }, { node: entry }],
          facets: { kinds: [{ count: 3 }] },
        },
      },
    ]);
    expect(answers(moved)).toMatchObject([
      { previewSessionsEdit: { counts: { moves: 2, bookingsMoved: 2, peopleTouched: 0 } } },
      {
        editSessions: {
          event: { sessions: [{ sequence: 2 }, { happeningStatus: 'RESCHEDULED', sequence: 1 }, { sequence: 1 }] },
        },
      },
    ]);
    expect(audit).toMatch(/"actorName":"Наталія Ткач","action":"APPROVE"/);
    expect(JSON.parse(can ?? '')).toMatchObject({
      data: { event: { editorialStatus: 'PUBLISHED', viewerCan: ['UPDATE'] } },
    });
    expect(can).toContain('{"slug":"podilska-central","viewerCan":["SCHEDULE","FURNISH"]}');
    const hallB = {
      room: { nameUk: 'Зала Б' },
      ...{ layout: 'THEATRE', capacity: 40, distanceMetres: 0 },
      branch: { nameUk: 'Центральна бібліотека Подільського району' },
    };
    expect(answers(free)).toMatchObject([{ freeRooms: { rooms: [hallB, expect.anything(), expect.anything()] } }]);
    const overlap = { kind: 'Overlap', canOverride: false, minutes: 15 };
    expect(answers(taken)).toMatchObject([
      { bookRoom: { status: 'CONFIRMED' } },
      { bookRoom: { broken: [overlap], alternatives: [expect.anything(), expect.anything(), expect.anything()] } },
    ]);
    expect(answers(series)).toMatchObject([
      { previewSeries: { counts: { dates: 4, fits: 3, conflicts: 1, closed: 0 } } },
      { bookSeries: { counts: { placed: 3, toPlace: 1 } } },
    ]);
    expect(answers(closure)).toMatchObject([
      { previewClosure: { total: 1, affected: [{ booking: { purpose: 'Відкрита лекція' } }] } },
    ]);
    const { reference } = (answers(proposed)[0] as { proposeEvent: { reference: string } }).proposeEvent;
    expect(reference).toMatch(/^[0-9A-F]{5}-[0-9A-F]{5}$/);
    expect(answers(waiting)).toMatchObject([
      {
        proposals: {
          edges: [
            {
              node: {
                ...{ version: 1, contactEmail: 'oleh@ngo.example', expectedPeople: 30, measure: { number: '12' } },
                viewerCan: ['CONVERT', 'DECLINE', 'FORGET'],
              },
            },
          ],
        },
      },
    ]);
    const [drafted = '', scheduledDraft = '', ...mails] = (converted ?? '').split('\n');
    expect(answers(`${drafted}\n${scheduledDraft}`)).toMatchObject([
      {
        convertProposal: {
          state: 'CONVERTED',
          event: { kind: 'DEBATE', editorialStatus: 'DRAFT', primaryMeasure: { number: '12' } },
        },
      },
      { scheduleSession: { place: 'TO_BE_FOUND' } },
    ]);
    expect(mails.join('').match(/'[^']+'/g)).toEqual([
      `'Пропозицію ${reference} прийнято'`,
      `'Пропозицію ${reference} отримано'`,
    ]);
    // What the librarian has published fills the gap of measure 8; the draft for measure 12 is on its way.
    expect(answers(gaps)).toMatchObject([
      {
        programmeGaps: {
          measures: ['5', '6', '12', '13'].map((number) => ({ measure: { number }, drafts: number === '12' ? 1 : 0 })),
        },
      },
    ]);
    expect(answers(counts)).toMatchObject([
      {
        measure: {
          number: '8',
          sessionCounts: { planned: 3, held: 0, cancelled: 0 },
          events: { edges: [{ node: { title: 'Відкрита лекція', editorialStatus: 'PUBLISHED' } }] },
        },
      },
    ]);
    expect(invited).toMatch(/"email":"new.librarian@library.example","joinedAt":null/);
    expect(invited).toMatch(/http:\/\/localhost:\d+\/sign-in\/link\/zkl_/);
    expect(teacher).toMatch(
      /"state":"APPROVED","school":\{"nameUk":"Школа № 10 [^"]+"\},"person":\{"name":"Оксана Романюк"\}/,
    );
    expect(own).toMatch(/"isCurrent":true/);
    expect(addresses).toMatch(/feeds\/audiences\/[a-z-]+\.ics/);
    expect(answers(opened)).toMatchObject([{ saveRoster: { capacity: 30, freeSeats: 30, isOpen: true } }]);
    expect(answers(resident)).toMatchObject([
      { register: { receipt: { status: 'UNCONFIRMED', seats: 2 } } },
      { confirmRegistration: { receipt: { status: 'CONFIRMED', seats: 2 } } },
    ]);
    const places = [
      { node: { arrival: 1, status: 'CONFIRMED', seats: 2, pupils: null } },
      { node: { arrival: 2, status: 'CONFIRMED', seats: 28, pupils: 26, adults: 2 } },
    ];
    expect(answers(classes)).toMatchObject([
      { registerClass: { receipt: { status: 'OFFERED', seats: 30, offeredSeats: 28 } } },
      { acceptOffer: { receipt: { status: 'CONFIRMED', seats: 28 } } },
      { roster: { freeSeats: 0, staff: { held: 30, waiting: 0 }, registrations: { edges: places } } },
    ]);
    expect(table).toContain('Warnings (');
  });

  it('lists every setting as the program does', () => {
    const section = readme.split('\n## Settings\n')[1]?.split('\n## ')[0] ?? '';
    const listed = [...section.matchAll(/^\| `([A-Z_]+)` +\| (.*?) +\|/gm)].map(([, name, meaning]) => [name, meaning]);
    expect(listed).toEqual(
      Object.entries(SETTINGS.shape).map(([name, field]) => [name, (field as { description?: string }).description]),
    );
  });

  it('opens with the two commands for a fresh machine', () => {
    const opening = readme.split('\n## A first walk')[0] ?? '';
    expect([...opening.matchAll(/^npm .*$/gm)].map(([command]) => command)).toEqual([
      'npm ci && npm start',
      'npm ci && npm test',
    ]);
  });
});
