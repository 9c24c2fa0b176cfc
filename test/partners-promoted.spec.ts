// What partners promote: shown beside our events as others', counted nowhere, and looked after by the branch's staff alone.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { audiences } from '../src/directory/entry.tables.ts';
import type { Asking } from './app.ts';
import {
  calendarOf,
  eventOf,
  hourOf,
  type Item,
  type PartnerLab,
  startPartnerLab,
  stopPartnerLab,
} from './partner-lab.ts';
import type { SignIn } from './people.ts';

let lab: PartnerLab;
let pupils: string;
beforeAll(async () => {
  lab = await startPartnerLab();
  const rows = await lab.database.reader.select().from(audiences);
  pupils = rows.find(({ slug }) => slug === 'pupils')!.id;
});
afterAll(() => stopPartnerLab(lab));

const EVENTS = calendarOf(
  hourOf('concert', '20190404T180000', 'LOCATION:Філармонія', 'URL:https://philharmonic.example.org/concert'),
  eventOf(
    'fair',
    ';VALUE=DATE:20190405',
    'DTEND;VALUE=DATE:20190407',
    'SUMMARY:Ярмарок, книжковий',
    'TRANSP:TRANSPARENT',
  ),
  hourOf('off', '20190406T180000', 'STATUS:CANCELLED'),
  hourOf('board', '20190407T180000', 'CLASS:PRIVATE'),
  hourOf('weekly', '20190408T180000', 'RRULE:FREQ=WEEKLY;COUNT=2'),
);

async function promoted(name: string, text = EVENTS, parts: Record<string, unknown> = {}) {
  const address = lab.partner.serve(`/${encodeURIComponent(name)}.ics`, text);
  const calendar = await lab.add({ purpose: 'PROMOTED', name, address, ...parts });
  const read = await lab.refresh(calendar.id);
  return { ...calendar, read };
}

interface External extends Item {
  readonly status: string;
  readonly partner: { readonly name: string; readonly slug: string; readonly feedUrl: string };
}
const external = async (filter: Record<string, unknown> = {}, asking: Asking = {}): Promise<External[]> =>
  (
    await lab.data<{ externalItems: { edges: { node: External }[] } }>(
      `query ($filter: ExternalItemFilter) { externalItems(first: 50, filter: $filter) { edges { node {
        id title start end zone isAllDay location url status partner { name slug feedUrl } branch { slug } audiences { slug } } } } }`,
      { filter },
      asking,
    )
  ).externalItems.edges.map(({ node }) => node);

describe('what a partner promotes', () => {
  it('is shown to everybody as the partner’s, without what is private', async () => {
    const { read, slug } = await promoted('Філармонія', EVENTS, { audienceIds: [pupils] });
    expect(slug).toBe('filarmoniia');
    expect(read).toMatchObject({ added: 5, conflicts: 0 });
    const found = await external({ partner: slug });
    expect(found.map(({ title, start, status }) => `${title ?? ''} ${start} ${status}`)).toEqual([
      'Репетиція concert 2019-04-04T18:00:00+03:00 CONFIRMED',
      'Ярмарок, книжковий 2019-04-05T00:00:00+03:00 CONFIRMED',
      'Репетиція off 2019-04-06T18:00:00+03:00 CANCELLED',
      'Репетиція weekly 2019-04-08T18:00:00+03:00 CONFIRMED',
      'Репетиція weekly 2019-04-15T18:00:00+03:00 CONFIRMED',
    ]);
    expect(found[0]).toMatchObject({
      partner: { name: 'Філармонія', feedUrl: `http://zakhid.test/feeds/partners/${slug}.ics` },
      ...{ branch: { slug: 'central' }, audiences: [{ slug: 'pupils' }] },
      ...{ location: 'Філармонія', url: 'https://philharmonic.example.org/concert', isAllDay: false },
    });
    expect(found[1]).toMatchObject({ isAllDay: true, end: '2019-04-07T00:00:00+03:00' });
  });

  it('is found by when, where, for whom and whose it is, page by page', async () => {
    const { slug } = await promoted('Музей', EVENTS, { audienceIds: [pupils] });
    const count = async (filter: Record<string, unknown>) => (await external({ partner: slug, ...filter })).length;
    expect(await count({})).toBe(5);
    expect(await count({ from: '2019-04-06T00:00:00+03:00', to: '2019-04-10T00:00:00+03:00' })).toBe(3);
    expect([await count({ branch: 'central' }), await count({ branch: 'next' })]).toEqual([5, 0]);
    expect([await count({ audience: 'pupils' }), await count({ audience: 'seniors' })]).toEqual([5, 0]);
    for (const odd of ['nobody', '%', "'", ' ']) expect(await count({ partner: odd })).toBe(0);
    const pages: string[] = [];
    let after: string | null = null;
    do {
      const {
        externalItems: page,
      }: { externalItems: { edges: { node: Item }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } =
        await lab.data(
          `query ($after: String, $slug: String) { externalItems(first: 2, after: $after, filter: { partner: $slug }) {
            edges { node { title start } } pageInfo { endCursor hasNextPage } } }`,
          { after, slug },
        );
      pages.push(...page.edges.map(({ node }) => node.start));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(pages).toHaveLength(5);
    expect(pages.toSorted()).toEqual(pages);
  });

  it('is no event of ours: no list, total or facet knows it', async () => {
    await promoted('Цирк');
    const told = await lab.data<{ programme: { edges: unknown[] } }>(
      '{ programme(first: 10) { edges { node { id } } } }',
    );
    expect(told.programme.edges).toEqual([]);
    const counts = await lab.database.reader.execute<{ events: number; sessions: number; bookings: number }>(
      'select (select count(*)::int from event) as events, (select count(*)::int from event_session) as sessions, (select count(*)::int from booking) as bookings',
    );
    expect(counts[0]).toEqual({ events: 0, sessions: 0, bookings: 0 });
  });

  it('is gone when its calendar does nothing, and when that is taken away', async () => {
    const { id, slug } = await promoted('Театр');
    const feed = async () => (await lab.app.fetch(`/feeds/partners/${slug}.ics`)).status;
    expect([(await external({ partner: slug })).length, await feed()]).toEqual([5, 200]);
    const { version } = await lab.update(id, 1, { active: false });
    expect([(await external({ partner: slug })).length, await feed()]).toEqual([0, 404]);
    await lab.update(id, version, { active: true });
    expect([(await external({ partner: slug })).length, await feed()]).toEqual([5, 200]);
    await lab.remove(id);
    expect([(await external({ partner: slug })).length, await feed()]).toEqual([0, 404]);
  });

  it('has an address of its own though another has its name', async () => {
    const [one, two] = await Promise.all([promoted('Однакові'), promoted('Однакові')]);
    expect([one.slug, two.slug].toSorted()).toEqual(['odnakovi', 'odnakovi-2']);
  });
});

describe('the calendar of a partner', () => {
  it('is one that another program reads, and says whose it is', async () => {
    const { slug } = await promoted('Бібліотека; «Книга»,\\ кава');
    const response = await lab.app.fetch(`/feeds/partners/${slug}.ics`);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = await response.text();
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    const root = new ICAL.Component(ICAL.parse(text) as unknown[]);
    // The parser knows neither of the two, and leaves their signs as they are written.
    for (const name of ['name', 'x-wr-calname']) {
      expect(root.getFirstPropertyValue(name)).toBe('Бібліотека\\; «Книга»\\,\\\\ кава');
    }
    const events = root.getAllSubcomponents('vevent');
    expect(events).toHaveLength(5);
    const [concert, fair, off] = events.map((event) => new ICAL.Event(event));
    expect(concert?.startDate.toJSDate().toISOString()).toBe('2019-04-04T15:00:00.000Z');
    expect(concert?.description).toContain('Зовнішня подія');
    expect(concert?.description).toContain('Бібліотека; «Книга»,\\ кава');
    expect([fair?.startDate.toString(), fair?.endDate.toString()]).toEqual(['2019-04-05', '2019-04-07']);
    expect(off?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(text).not.toMatch(/board|ATTENDEE|ORGANIZER/);
    const english = await (await lab.app.fetch(`/feeds/partners/${slug}.ics?lang=en`)).text();
    expect(english).toContain('An external event');
  });

  it('is not sent twice to whoever has it', async () => {
    const { id, slug } = await promoted('Планетарій');
    const path = `/feeds/partners/${slug}.ics`;
    const etag = (await lab.app.fetch(path)).headers.get('etag')!;
    const asked = async (header: string) =>
      (await lab.app.fetch(path, { headers: { 'if-none-match': header } })).status;
    expect([await asked(etag), await asked(`"other", ${etag}`), await asked('*'), await asked('"other"')]).toEqual([
      304, 304, 304, 200,
    ]);
    lab.partner.serve(`/${encodeURIComponent('Планетарій')}.ics`, calendarOf(hourOf('a', '20190404T100000')));
    await lab.refresh(id);
    expect(await asked(etag)).toBe(200);
  });

  it('is the same event when it was moved, with a higher SEQUENCE, in each coding under a tag of its own', async () => {
    const { id, slug } = await promoted('Зоопарк', calendarOf(hourOf('a', '20190404T100000')));
    const path = `/feeds/partners/${slug}.ics`;
    const ask = (headers: Record<string, string>, method = 'GET') => lab.app.fetch(path, { method, headers });
    const plain = await ask({ 'accept-encoding': 'identity' });
    const [packed, head] = [await ask({ 'accept-encoding': 'gzip' }), await ask({ 'accept-encoding': 'gzip' }, 'HEAD')];
    expect([packed.headers.get('content-encoding'), head.status, await head.text()]).toEqual(['gzip', 200, '']);
    expect(packed.headers.get('etag')).not.toBe(plain.headers.get('etag'));
    expect(head.headers.get('etag')).toBe(packed.headers.get('etag'));
    const text = await plain.text();
    expect(await packed.text()).toBe(text);
    const since = plain.headers.get('last-modified') ?? '';
    expect((await ask({ 'if-modified-since': since })).status).toBe(304);
    lab.app.clock.set('2019-03-01T08:05:00Z');
    lab.partner.serve(`/${encodeURIComponent('Зоопарк')}.ics`, calendarOf(hourOf('a', '20190404T113000')));
    expect(await lab.refresh(id)).toMatchObject({ changed: 1 });
    const moved = await ask({ 'if-modified-since': since, 'accept-encoding': 'identity' });
    const told = await moved.text();
    const uid = (calendar: string) => /^UID:.*$/m.exec(calendar)?.[0];
    expect([text, told].map((one) => /^SEQUENCE:(\d+)/m.exec(one)?.[1])).toEqual(['0', '1']);
    expect([uid(told), told.includes('DTSTART:20190404T083000Z')]).toEqual([uid(text), true]);
    lab.app.clock.set('2019-03-01T08:00:00Z');
  });

  it('is not there for a calendar that keeps a room', async () => {
    const { slug } = await lab.add({ name: 'Зайнято' });
    for (const file of [`${slug}.ics`, slug, 'nobody.ics', '..%2f.ics', '%00.ics']) {
      expect([file, (await lab.app.fetch(`/feeds/partners/${file}`)).status]).toEqual([file, 404]);
    }
  });
});

describe('whose the calendars are', () => {
  const code = async (query: string, variables: Record<string, unknown>, as: SignIn) =>
    (await lab.ask(query, variables, { as })).errors?.[0]?.extensions.code ?? 'in';

  it.each([
    ['nobody', null, 'UNAUTHENTICATED'],
    ['a trainer', 'trainer', 'FORBIDDEN'],
    ['a teacher', 'teacher', 'FORBIDDEN'],
    ['a coordinator', 'coordinator', 'FORBIDDEN'],
  ] as const)('%s does nothing with them', async (_, as, expected) => {
    const { id } = await lab.add({ purpose: 'PROMOTED', name: 'Свій' });
    const input = { id, version: 1, name: 'Чужий' };
    expect(
      await code('query ($id: ID!) { partnerCalendars(branchId: $id) { id } }', { id: lab.branches.central }, as),
    ).toBe(expected);
    expect(
      await code(
        'mutation ($input: UpdatePartnerCalendarInput!) { updatePartnerCalendar(input: $input) { __typename } }',
        { input },
        as,
      ),
    ).toBe(expected);
    expect(await code('mutation ($id: ID!) { refreshPartnerCalendar(id: $id) { __typename } }', { id }, as)).toBe(
      expected,
    );
    expect(await code('mutation ($id: ID!) { removePartnerCalendar(id: $id) { __typename } }', { id }, as)).toBe(
      expected,
    );
    expect(await lab.calendar(id)).toMatchObject({ name: 'Свій', version: 1 });
  });

  it('staff of one branch do nothing with those of another, nor with its rooms', async () => {
    const add = 'mutation ($input: AddPartnerCalendarInput!) { addPartnerCalendar(input: $input) { __typename } }';
    const input = {
      key: 'of-another-branch',
      branchId: lab.branches.next,
      name: 'Чужий',
      purpose: 'BUSY',
      roomId: lab.rooms.nextHall,
    };
    expect(await code(add, { input }, 'librarian')).toBe('FORBIDDEN');
    expect(await code(add, { input: { ...input, branchId: lab.branches.central } }, 'librarian')).toBe('NOT_FOUND');
    expect(
      await code('query ($id: ID!) { partnerCalendars(branchId: $id) { id } }', { id: lab.branches.next }, 'librarian'),
    ).toBe('FORBIDDEN');
    const preview =
      'mutation ($input: PreviewPartnerCalendarInput!) { previewPartnerCalendar(input: $input) { __typename } }';
    const tried = {
      branchId: lab.branches.central,
      purpose: 'BUSY',
      roomId: lab.rooms.nextHall,
      address: 'https://127.0.0.1/',
    };
    expect(await code(preview, { input: tried }, 'librarian')).toBe('NOT_FOUND');
    expect(await code(preview, { input: { ...tried, branchId: lab.branches.next } }, 'librarian')).toBe('FORBIDDEN');
  });

  it('a file is taken from whoever sent it alone', async () => {
    const { id } = await lab.add({ purpose: 'PROMOTED', name: 'Файл' });
    const uploadId = await lab.app.upload(EVENTS, 'a.ics', 'approver');
    await expect(lab.bring(id, '', { uploadId })).rejects.toThrow(/upload/);
  });

  it.each([
    ['without a room', { purpose: 'BUSY', roomId: null }],
    ['with a room that it does not keep', { purpose: 'PROMOTED', roomId: 'hallA' }],
    ['for an audience, of a room', { purpose: 'BUSY', audienceIds: ['pupils'] }],
    ['without a name', { purpose: 'PROMOTED', name: ' ' }],
    ['with a key of nothing', { purpose: 'PROMOTED', key: 'x' }],
  ])('one %s is a mistake', async (_, parts) => {
    const input = {
      ...{
        key: 'a-key-of-many',
        branchId: lab.branches.central,
        name: 'Хор',
        ...(parts.purpose === 'BUSY' && { roomId: lab.rooms.hallA }),
        ...parts,
      },
      ...('roomId' in parts && parts.roomId === 'hallA' ? { roomId: lab.rooms.hallA } : {}),
      ...('audienceIds' in parts ? { audienceIds: [pupils] } : {}),
    };
    expect(
      await code(
        'mutation ($input: AddPartnerCalendarInput!) { addPartnerCalendar(input: $input) { __typename } }',
        { input },
        'librarian',
      ),
    ).toBe('BAD_USER_INPUT');
  });
});
