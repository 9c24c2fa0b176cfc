// Calendars that are read well and could not be taken over: what was made of them before, and what is said and done now.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { PartnerReading } from '../src/feeds/partners/partner.reading.ts';
import { newId } from '../src/platform/ids/id.ts';
import { calendarOf, eventOf, hourOf, type PartnerLab, startPartnerLab, stopPartnerLab } from './partner-lab.ts';
import { until } from './program.ts';

jest.setTimeout(90_000);

let lab: PartnerLab;
beforeAll(async () => {
  lab = await startPartnerLab(undefined, { jobs: true });
});
afterAll(() => stopPartnerLab(lab));

describe('a file', () => {
  const brought = async (text: string) => {
    const roomId = await lab.ownRoom();
    const { id } = await lab.add({ roomId });
    const uploadId = await lab.app.upload(text, 'calendar.ics', 'librarian');
    const shown = await lab.preview({ id, uploadId });
    return { id, roomId, shown, read: await lab.bring(id, text) };
  };

  it('of one UID with recurrences over each other is taken as it is previewed', async () => {
    const text = calendarOf(
      hourOf('a', '20190404T100000', 'RRULE:FREQ=DAILY;COUNT=5'),
      hourOf('a', '20190406T100000', 'RRULE:FREQ=DAILY;COUNT=5'),
    );
    const { id, roomId, shown, read } = await brought(text);
    expect(shown).toMatchObject({ found: 7, added: 7, problemCount: 0 });
    expect(read).toMatchObject({ added: 7, changed: 0, removed: 0 });
    expect(await lab.blockedIn(roomId)).toHaveLength(7);
    expect(await lab.bring(id, text)).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 7 });
  });

  it('with a date that has no end is taken without that', async () => {
    const { roomId, shown, read } = await brought(
      calendarOf(
        hourOf('a', '20190404T100000', 'RDATE;VALUE=PERIOD:20190405T100000Z/99991231T200000Z'),
        hourOf('b', '20190406T100000', 'RDATE;VALUE=PERIOD;TZID=America/New_York:20190407T100000/99991231T235959'),
      ),
    );
    expect(shown).toMatchObject({
      ...{ found: 2, problemCount: 2 },
      problems: [
        { fault: 'TOO_LONG', message: 'Триває довше за 400 днів: те, що триває так довго, пропущено.' },
        { fault: 'TOO_LONG' },
      ],
    });
    expect(read).toMatchObject({ added: 2 });
    expect(await lab.blockedIn(roomId)).toEqual([
      '2019-04-04T07:00–2019-04-04T08:00',
      '2019-04-06T07:00–2019-04-06T08:00',
    ]);
  });

  it('with a letter of two halves where a name is cut is taken', async () => {
    const uid = `${'a'.repeat(199)}😀`;
    const nameless = eventOf(uid, '', 'SUMMARY:x').filter((line) => !line.startsWith('DTSTART'));
    const { id, read } = await brought(calendarOf(nameless, hourOf('b', '20190405T100000')));
    expect(read).toMatchObject({ added: 1 });
    expect(await lab.calendar(id)).toMatchObject({ problems: [{ fault: 'START_MISSING', uid }] });
  });
});

describe('what the program itself cannot take over', () => {
  const breaking = async (run: () => Promise<void>) => {
    const { reader } = lab.database;
    await reader.execute(sql`create or replace function refuse_item() returns trigger language plpgsql as
      $$ begin raise exception 'the item is refused'; end $$`);
    await reader.execute(sql`create trigger refuse_item before insert on partner_item
      for each row execute function refuse_item()`);
    try {
      await run();
    } finally {
      await reader.execute(sql`drop trigger refuse_item on partner_item`);
    }
  };
  const at = (time: string) => lab.app.clock.set(`2019-03-${time}:00Z`);
  const refreshed = (id: string) =>
    lab.ask('mutation ($id: ID!) { refreshPartnerCalendar(id: $id) { __typename } }', { id });

  it('is tried less and less, is told of, and is over when it is taken', async () => {
    at('02T00:00');
    const address = lab.partner.serve('/refused.ics', calendarOf(hourOf('a', '20190404T100000')));
    await breaking(async () => {
      const { id } = await lab.add({ key: newId(), purpose: 'PROMOTED', name: 'Несподіванка', address });
      await until(async () => (await lab.calendar(id))['failures'] === 1);
      expect(await lab.calendar(id)).toMatchObject({
        dueAt: '2019-03-02T02:00:00.000Z',
        trouble: {
          ...{ fault: 'INTERNAL', line: null },
          message:
            'Програма не змогла перейняти цей календар. Вона спробує ще раз; якщо так і буде, скажіть адміністраторові.',
        },
      });
      at('02T02:00');
      await lab.app.nest.get(PartnerReading).enqueueDue();
      await until(async () => (await lab.calendar(id))['failures'] === 2);
      expect(await lab.calendar(id)).toMatchObject({ dueAt: '2019-03-02T06:00:00.000Z' });
      const { errors } = await refreshed(id);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['INTERNAL']);
      expect(await lab.calendar(id)).toMatchObject({ failures: 3, dueAt: '2019-03-02T10:00:00.000Z' });
      expect((await lab.rowOf(id))?.leaseId).toBeNull();
    });
    const { id } = (await lab.calendars()).find(({ name }) => name === 'Несподіванка')!;
    const [told] = (await lab.calendars({ as: 'librarian', language: 'en' })).filter((one) => one.id === id);
    expect(told?.['trouble']).toMatchObject({ message: expect.stringMatching(/^The program could not take/) });
    expect(await lab.refresh(id)).toMatchObject({ added: 1 });
    expect(await lab.calendar(id)).toMatchObject({ failures: 0, trouble: null, dueAt: '2019-03-02T03:00:00.000Z' });
  });
});
