// What an address stands for may change although none of its sessions does: by another process, or by hand.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql, type SQL } from 'drizzle-orm';
import { ICAL } from '../src/feeds/formats/ical.format.ts';
import { FeedKeeper } from '../src/feeds/keeping/feed.keeper.ts';
import { FeedSubjects } from '../src/feeds/subjects/feed.subjects.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { FeedSubjectLab } from './feed-subject-lab.ts';
import { until } from './program.ts';

let lab: FeedSubjectLab;
beforeAll(async () => {
  lab = await FeedSubjectLab.start();
}, 60_000);
afterAll(() => lab.app.stop());

const byHand = (statement: SQL) => lab.database.transaction((tx) => tx.execute(statement));
const status = async (path: string) => (await lab.app.fetch(path)).status;
const nameOf = async (path: string) => {
  const text = await (await lab.app.fetch(path, { headers: { 'accept-encoding': 'identity' } })).text();
  return /^NAME:(.*)\r$/m.exec(text.replaceAll('\r\n ', ''))?.[1];
};
/** Asked twice, so that it is known; then within a second of what happens it is otherwise. */
async function becomes(path: string, happens: () => Promise<unknown>, holds: () => Promise<boolean>): Promise<void> {
  for (let nth = 0; nth < 2; nth += 1) expect(await status(path)).toBe(200);
  expect(await holds()).toBe(false);
  await happens();
  await until(holds, 1);
}

describe('within a second an address tells', () => {
  it('the new name of an event of which it shows no date', async () => {
    const id = await lab.add({ titleUk: 'Стара назва', sessions: [{ at: '2018-01-10T10:00:00Z' }] });
    const path = `/feeds/events/${id}.ics?past=1`;
    const rename = (title: string) => () => byHand(sql`update event set title_uk = ${title} where id = ${id}::uuid`);
    await becomes(path, rename('Нова назва'), async () => (await nameOf(path)) === 'Нова назва');
  });

  it.each(['DRAFT', 'gone'])('nothing of an event without dates that is %s', async (fate) => {
    const id = await lab.add({ titleUk: 'Без дат', sessions: [] });
    const withdrawn = sql`update event set editorial_status = 'DRAFT' where id = ${id}::uuid`;
    const gone = sql`delete from event where id = ${id}::uuid`;
    const path = `/feeds/events/${id}.ics`;
    await becomes(
      path,
      () => byHand(fate === 'gone' ? gone : withdrawn),
      async () => (await status(path)) === 404,
    );
  });

  it('the name of an audience that was only a word', async () => {
    const path = '/feeds/search.ics?audiences=beekeepers';
    await becomes(
      path,
      () =>
        byHand(sql`insert into audience (id, code, slug, name_uk, name_en, updated_at)
          values (${newId()}::uuid, 'BEEKEEPERS', 'beekeepers', 'бджолярі', 'Beekeepers', now())`),
      async () => (await nameOf(path)) === 'Події: бджолярі',
    );
  });

  it('the goal that has its year and name from now on', async () => {
    const goal = async (planId: Id<'Plan'>, text: string) => {
      const id = await lab.goal(planId);
      await byHand(sql`update goal set slug = 'goal-of-both', text = ${text} where id = ${id}::uuid`);
    };
    const older = await lab.plan(2050);
    await byHand(sql`update plan set last_year = 2052 where id = ${older}::uuid`);
    await goal(older, 'Попередня ціль');
    const path = '/feeds/plans/2051/goals/goal-of-both.ics';
    await becomes(
      path,
      async () => goal(await lab.plan(2051), 'Нова ціль'),
      async () => (await nameOf(path))?.includes('Нова ціль') === true,
    );
  });
});

it('what was looked up before a change is not kept after it', async () => {
  const id = await lab.add({ titleUk: 'Ще стара', sessions: [{ at: '2018-01-10T10:00:00Z' }] });
  const [address, keeper] = [`/feeds/events/${id}`, lab.app.nest.get(FeedKeeper)];
  const { moment } = keeper;
  const found = (await lab.app.nest.get(FeedSubjects).find(address, new URLSearchParams('past=1')))!;
  await byHand(sql`update event set title_uk = 'Уже нова' where id = ${id}::uuid`);
  await until(() => keeper.moment > moment, 2);
  const key = `ics uk ${found.pastDays} ${found.subject.path}`;
  await keeper.answer(key, found.subject, moment, { format: ICAL, language: 'uk', pastDays: found.pastDays });
  expect(keeper.current(key)).toBeUndefined();
  expect(await nameOf(`${address}.ics?past=1&lang=uk`)).toBe('Уже нова');
  expect(keeper.current(key)).toBeDefined();
});

describe('what one client says of itself', () => {
  it('is never taken for what another says', async () => {
    const ask = async (path: string, language: string, accept: string) => {
      const { headers } = await lab.app.fetch(path, { headers: { 'accept-language': language, accept } });
      return [headers.get('content-type')?.split(';')[0], headers.get('content-language')];
    };
    await ask('/feeds/search.ics?d=1', 'uk,', 'en;q=0.9 application/calendar+json');
    expect(await ask('/feeds/search.ics?d=1', 'uk, en;q=0.9', 'application/calendar+json')).toEqual([
      'application/calendar+json',
      'uk',
    ]);
    await ask('/feeds/search.ics?d=3', 'en;q=0.5,', 'uk text/calendar');
    expect(await ask('/feeds/search.ics?d=3', 'en;q=0.5, uk', 'text/calendar')).toEqual(['text/calendar', 'uk']);
  });

  it.each([
    ['application/calendar+json', 'application/calendar+json'],
    ['application/calendar+json, */*', 'application/calendar+json'],
    ['application/calendar+json;q=0.5, */*', 'text/calendar'],
    ['application/calendar+json;q=0.1, text/*;q=0.9', 'text/calendar'],
    ['application/calendar+json;q=0.9, text/*;q=0.1', 'application/calendar+json'],
    ['application/calendar+json, text/calendar', 'text/calendar'],
    ['application/calendar+json;q=1, text/calendar;q=0.9', 'application/calendar+json'],
    ['application/json', 'text/calendar'],
  ])('of %j it gets %s', async (accept, type) => {
    const { headers } = await lab.app.fetch('/feeds/search.ics', { headers: { accept } });
    expect(headers.get('content-type')).toContain(type);
  });

  it.each([
    ['an address as people have it', '/feeds/search.ics?q=a', {}, false],
    ['an address made to take room', `/feeds/search.ics?x=${'a'.repeat(1_000)}`, {}, true],
    ['a header made to take room', '/feeds/search.ics?q=b', { accept: `text/calendar, ${'a'.repeat(200)}/b` }, true],
  ])('is kept only where it is short: %s', async (_, path, headers, isFrameworks) => {
    await lab.app.fetch(path, { headers });
    // What is answered before the framework has no id of a request.
    expect((await lab.app.fetch(path, { headers })).headers.has('x-request-id')).toBe(isFrameworks);
  });
});
