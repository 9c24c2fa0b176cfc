// When partners' calendars are read, by whom, and that it is done once.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { PartnerReading } from '../src/feeds/partners/partner.reading.ts';
import { partnerItems } from '../src/feeds/partners/record/partner.tables.ts';
import { calendarOf, hourOf, type PartnerLab, startPartnerLab, stopPartnerLab } from './partner-lab.ts';
import { bearer } from './people.ts';
import { Program, until } from './program.ts';

jest.setTimeout(90_000);

let lab: PartnerLab;
beforeAll(async () => {
  lab = await startPartnerLab(undefined, { jobs: true });
});
afterAll(() => stopPartnerLab(lab));

const ONE = calendarOf(hourOf('a', '20190404T100000'));
const TWO = calendarOf(hourOf('a', '20190404T100000'), hourOf('b', '20190405T100000'));
const at = (time: string) => lab.app.clock.set(`2019-03-${time}:00Z`);
const due = () => lab.app.nest.get(PartnerReading).enqueueDue();

describe('a calendar with an address', () => {
  it('is read in a moment after it was added, and then by the clock', async () => {
    at('01T08:00');
    const address = lab.partner.serve('/jobs.ics', ONE);
    const { id } = await lab.add({ purpose: 'PROMOTED', name: 'Годинник', address });
    await until(async () => (await lab.calendar(id))['itemCount'] === 1);
    expect(await lab.calendar(id)).toMatchObject({
      readAt: '2019-03-01T08:00:00.000Z',
      dueAt: '2019-03-01T09:00:00.000Z',
    });
    lab.partner.serve('/jobs.ics', TWO);
    expect(await due()).toBe(0);
    at('01T09:01');
    expect([await due(), await due()]).toEqual([1, 0]);
    await until(async () => (await lab.calendar(id))['itemCount'] === 2);
    expect(lab.partner.times('/jobs.ics')).toBe(2);
    expect(await lab.calendar(id)).toMatchObject({ dueAt: '2019-03-01T10:01:00.000Z', failures: 0 });
    await lab.remove(id);
  });

  it('is asked whether it changed, and once a day for all of it', async () => {
    at('02T08:00');
    const marks: unknown[] = [];
    const address = lab.partner.serve('/marks.ics', (request, response) => {
      const { 'if-none-match': etag, 'if-modified-since': since } = request.headers;
      marks.push([etag, since]);
      response.setHeader('etag', '"one"').setHeader('last-modified', 'Fri, 01 Mar 2019 00:00:00 GMT');
      if (etag === '"one"') response.writeHead(304).end();
      else response.end(ONE);
    });
    const { id } = await lab.add({ purpose: 'PROMOTED', name: 'Мітки', address });
    await until(async () => (await lab.calendar(id))['itemCount'] === 1);
    at('02T12:00');
    expect(await lab.refresh(id)).toMatchObject({ isSame: true, unchanged: 1, added: 0 });
    expect(await lab.calendar(id)).toMatchObject({
      readAt: '2019-03-02T08:00:00.000Z',
      knownAt: '2019-03-02T12:00:00.000Z',
    });
    at('03T08:01');
    expect(await lab.refresh(id)).toMatchObject({ isSame: false, unchanged: 1 });
    const known = ['"one"', 'Fri, 01 Mar 2019 00:00:00 GMT'];
    expect(marks).toEqual([[undefined, undefined], known, [undefined, undefined]]);
    await lab.remove(id);
  });

  it('that cannot be read is asked less and less, and as the partner says; what it held stays', async () => {
    at('04T00:00');
    let status = 200;
    let later: string | undefined;
    const address = lab.partner.serve('/fails.ics', (_, response) => {
      if (later) response.setHeader('retry-after', later);
      response.writeHead(status).end(status === 200 ? ONE : 'no');
    });
    const { id } = await lab.add({ purpose: 'PROMOTED', name: 'Збої', address });
    await until(async () => (await lab.calendar(id))['itemCount'] === 1);
    const waits: string[] = [];
    const fail = async () => {
      expect(await lab.refresh(id)).toMatchObject({ kind: 'CalendarUnreadable', reason: 'STATUS' });
      waits.push(String((await lab.calendar(id))['dueAt']).slice(5, 16));
    };
    status = 500;
    for (let n = 0; n < 6; n += 1) await fail();
    expect(waits).toEqual(['03-04T02:00', '03-04T04:00', '03-04T08:00', '03-04T16:00', '03-05T00:00', '03-05T00:00']);
    expect(await lab.calendar(id)).toMatchObject({
      itemCount: 1,
      failures: 6,
      trouble: { fault: 'STATUS', line: null },
    });
    [status, later, waits.length] = [200, undefined, 0];
    expect(await lab.refresh(id)).toMatchObject({ unchanged: 1 });
    expect(await lab.calendar(id)).toMatchObject({ failures: 0, trouble: null, dueAt: '2019-03-04T01:00:00.000Z' });
    [status, later] = [503, String(5 * 60 * 60)];
    await fail();
    later = 'Mon, 04 Mar 2019 22:00:00 GMT';
    await fail();
    later = String(90 * 24 * 60 * 60);
    await fail();
    expect(waits).toEqual(['03-04T05:00', '03-04T22:00', '03-05T00:00']);
    await lab.remove(id);
  });

  it('has the words of its trouble in the language of whoever asks', async () => {
    const address = lab.partner.serve('/words.ics', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n');
    const { id } = await lab.add({ purpose: 'PROMOTED', name: 'Слова', address });
    await until(async () => (await lab.calendar(id))['failures'] === 1);
    expect(await lab.refresh(id, { as: 'librarian', language: 'en' })).toMatchObject({
      message: 'Line 3. The calendar is damaged: what ends here is not what began. Tell the partner.',
    });
    const told = (await lab.calendars({ as: 'librarian', language: 'uk' })).find((one) => one.id === id)?.['trouble'];
    expect(told).toMatchObject({
      line: 3,
      message: 'Рядок 3. Календар пошкоджений: тут закінчується не те, що почалося. Повідомте партнера.',
    });
    await lab.remove(id);
  });
});

describe('two who read one calendar at once', () => {
  const slow = (path: string, text: () => string, millis = 300) => {
    const state = { running: 0, most: 0 };
    const address = lab.partner.serve(path, (_, response) => {
      state.running += 1;
      state.most = Math.max(state.most, state.running);
      setTimeout(() => {
        state.running -= 1;
        response.end(text());
      }, millis);
    });
    return { address, state };
  };
  const rowsOf = async (id: string) =>
    (
      await lab.database.reader
        .select()
        .from(partnerItems)
        .where(eq(partnerItems.calendarId, id as never))
    ).length;

  it('are one who reads it and one who is told so', async () => {
    at('05T08:00');
    const { address, state } = slow('/slow.ics', () => TWO);
    const { id } = await lab.add({ purpose: 'PROMOTED', name: 'Повільний', address });
    await until(async () => (await lab.calendar(id))['itemCount'] === 2);
    const both = await Promise.all([lab.refresh(id), lab.refresh(id), lab.refresh(id)]);
    expect(both.map(({ kind }) => kind ?? 'read').toSorted()).toEqual([
      'CalendarBeingRead',
      'CalendarBeingRead',
      'read',
    ]);
    expect([state.most, await rowsOf(id)]).toEqual([1, 2]);
    await lab.remove(id);
  });

  it('in two processes, while people book, leave nothing twice and nobody aside', async () => {
    const environment = {
      ...{ DATABASE_URL: lab.app.postgres.url, PORT: '0', DEMO: 'off', NODE_ENV: 'test', LOG_LEVEL: 'silent' },
      OUTSIDE_LOOPBACK: 'true',
    };
    const program = new Program(environment);
    try {
      const url = await program.running();
      // That process has a clock of its own.
      const now = new Date();
      lab.app.clock.set(now.toISOString());
      const roomId = await lab.ownRoom();
      const day = (n: number) => new Date(now.getTime() + (n + 2) * 86_400_000).toISOString().slice(0, 10);
      const hours = Array.from({ length: 12 }, (_, n) => n);
      let shift = 0;
      const text = () =>
        calendarOf(...hours.map((n) => hourOf(`h${n}`, `${day(n).replaceAll('-', '')}T1${shift}0000`)));
      const { address, state } = slow('/race.ics', text, 30);
      const { id } = await lab.add({ roomId, address, name: 'Перегони' });
      await until(async () => (await lab.calendar(id))['itemCount'] === 12);
      const there = async () => {
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...bearer('librarian') },
          body: JSON.stringify({
            query: 'mutation ($id: ID!) { r: refreshPartnerCalendar(id: $id) { kind: __typename } }',
            variables: { id },
          }),
        });
        return ((await response.json()) as { data: { r: { kind: string } } }).data.r.kind;
      };
      for (let round = 0; round < 5; round += 1) {
        shift = round;
        const booked = hours.map((n) =>
          lab.tryBook({
            roomId,
            startDate: day(n),
            startTime: `1${round}:00`,
            endTime: `1${round}:30`,
            setUpMinutes: 0,
            tearDownMinutes: 0,
          }),
        );
        const kinds = await Promise.all([there(), lab.refresh(id), there(), lab.refresh(id)]);
        expect(
          kinds.filter((one) => (typeof one === 'string' ? one === 'PartnerCalendarRead' : !one.kind)).length,
        ).toBeGreaterThan(0);
        const answers = await Promise.all(booked);
        expect(answers.every(({ errors }) => !errors)).toBe(true);
        expect(await rowsOf(id)).toBe(12);
        expect(await lab.overlaps()).toBe(0);
      }
      expect(state.most).toBe(1);
      await until(async () => !(await lab.rowOf(id))?.leaseId);
      const last = await lab.refresh(id);
      const [{ kept } = { kept: 0 }] = await lab.database.reader.execute<{ kept: number }>(
        sql`select count(*)::int as kept from blocking where room_id = ${roomId}::uuid and lifted_at is null`,
      );
      const states = (await lab.items(id)).map((item) => item.state);
      // Of an hour with half of it booked the other half is kept.
      expect(states.filter((one) => one === 'CONFLICT')).toHaveLength(last.conflicts);
      expect(kept).toBe(12);
    } finally {
      await program.kill('SIGTERM');
    }
  });

  it('who died over it is waited for a few minutes', async () => {
    at('06T08:00');
    const address = lab.partner.serve('/died.ics', ONE);
    const { id } = await lab.add({ purpose: 'PROMOTED', name: 'Загублений', address });
    await until(async () => (await lab.calendar(id))['itemCount'] === 1);
    await lab.database.reader.execute(
      sql`update partner_calendar set lease_id = gen_random_uuid(), lease_until = '2019-03-06T08:03:00Z' where id = ${id}::uuid`,
    );
    expect(await lab.refresh(id)).toMatchObject({ kind: 'CalendarBeingRead' });
    at('06T08:03');
    expect(await lab.refresh(id)).toMatchObject({ unchanged: 1 });
    await lab.remove(id);
  });

  it('one of whom has given it another address meanwhile: what comes late is not written', async () => {
    at('07T08:00');
    const { address } = slow('/old.ics', () => TWO, 600);
    const { id, version } = await lab.add({ purpose: 'PROMOTED', name: 'Переїзд', address });
    await until(async () => (await lab.calendar(id))['itemCount'] === 2);
    const late = lab.refresh(id);
    await until(() => lab.partner.times('/old.ics') === 2);
    const anew = lab.partner.serve('/new.ics', ONE);
    expect(await lab.update(id, version, { address: anew })).toMatchObject({ version: version + 1 });
    expect(await late).toMatchObject({ kind: 'CalendarBeingRead' });
    await until(async () => (await lab.calendar(id))['itemCount'] === 1);
    await lab.remove(id);
  });
});
