// What is held on people who register: forgotten in time, told and erased when they ask, and nowhere but in its place.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { schools } from '../src/directory/entry.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { dateWishes, type RegistrationRow, wishedDates } from '../src/registration/record/registration.tables.ts';
import { PurgeSweep } from '../src/registration/people/purge.sweep.ts';
import { aKey } from './registration-lab.ts';
import { bearer } from './people.ts';
import { type Lab, startLab } from './platform-lab.ts';
import { StaffLab } from './registration-staff-lab.ts';

type Parts = Record<string, unknown>;

const MINE = `query ($link: String!) { result: myRegistration(link: $link) { kind name email phone note needs { need count } answers { text }
  receipt { id status seats position offeredSeats } roster { id } school { slug } grade consentVersion consentedAt arrivedAt } }`;
const EXPORT = 'query ($link: String!) { result: exportMyData(link: $link) }';
const ERASE = `mutation ($input: EraseMyDataInput!) { result: eraseMyData(input: $input) {
  ... on MyDataErased { registrations cancelled } ... on Refusal { kind message } ... on LinkRefused { reason } } }`;
const NO_ONE = {
  ...{ name: null, email: null, phone: null, oneKey: null, note: null, jobTitle: null, personId: null },
  ...{ emailConfirmedAt: null, needs: [], answers: {} },
};

let server: Lab;
let lab: StaffLab;
beforeAll(async () => {
  server = await startLab({ environment: { LOG_LEVEL: 'trace', REGISTRATIONS_FREE: '1000000' } });
  lab = new StaffLab(server.app);
  lab.app.clock.set('2019-03-01T08:00:00Z');
  await lab.found();
});
afterAll(() => server.stop());

const WORDS = { name: 'Олена Мічена', phone: '044 999', note: 'Дуже мічена примітка' };
const QUESTIONS = [{ id: 'why', type: 'TEXT', labelUk: 'Чому?', forWhom: 'INDIVIDUALS' }];
const full = (parts: Parts = {}): Parts => ({
  ...{
    ...WORDS,
    needs: [{ need: 'LARGE_PRINT', count: 1 }],
    answers: [{ questionId: 'why', values: ['Мічена відповідь'] }],
  },
  ...parts,
});
/** One date that ends on 24 April 2019 at 11:45 in Kyiv: one has a place, one waits, one class comes. */
async function over() {
  const { rosterId } = await lab.aRoster({ capacity: 21, questions: QUESTIONS });
  const schoolClass = { schoolSlug: await lab.aSchool(), grade: 4, letter: 'Б', pupils: 18, adults: 2 };
  const brought = await lab.phoned(rosterId, { name: 'Ганна Кіт', email: `${aKey()}@school.test`, schoolClass });
  const placed = await lab.registered(rosterId, full());
  const waiting = await lab.registered(rosterId, full());
  return { rosterId, brought, placed, waiting };
}
const sweepAt = async (iso: string) => {
  lab.app.clock.set(iso);
  await lab.app.nest.get(PurgeSweep).sweep();
  lab.app.clock.set('2019-03-01T08:00:00Z');
};
const counted = ({
  kind,
  status,
  seats,
  heldSeats,
  arrival,
  schoolId,
  grade,
  letter,
  pupils,
  adults,
}: RegistrationRow) => ({
  ...{ kind, status, seats, heldSeats, arrival, schoolId, grade, letter, pupils, adults },
});

it('forgets with somebody why they did not come', async () => {
  const { rosterId } = await lab.aRoster();
  const { id } = await lab.registered(rosterId);
  await lab.on('cancel', id, { reason: 'Захворіла' });
  expect((await lab.registration(id)).reason).toBe('Захворіла');
  await sweepAt('2019-07-24T12:00:00Z');
  expect(await lab.registration(id)).toMatchObject({ reason: null, email: null, endedBy: 'STAFF' });
});

describe('what is long over', () => {
  it('is forgotten: who waited after 30 days, who came after 90, and how many stays', async () => {
    const { rosterId, brought, placed, waiting } = await over();
    const { rosterId: later } = await lab.aRoster({}, {}, { startDate: '2019-10-09' });
    const coming = await lab.registered(later, full({ answers: [] }));
    const link = await lab.link(placed.id);
    const before = [await lab.roster(rosterId), (await lab.registrationsOf(rosterId)).map(counted)];
    await sweepAt('2019-05-24T08:44:00Z');
    expect((await lab.registrationsOf(rosterId)).map(({ purgedAt }) => purgedAt)).toEqual([null, null, null]);
    await sweepAt('2019-05-24T08:46:00Z');
    expect(await lab.registration(waiting.id)).toMatchObject({ ...NO_ONE, status: 'WAITLISTED' });
    expect(await lab.registration(placed.id)).toMatchObject({ ...WORDS, purgedAt: null });
    await sweepAt('2019-07-23T08:44:00Z');
    expect((await lab.registration(placed.id)).purgedAt).toBeNull();
    await sweepAt('2019-07-23T08:46:00Z');
    const purgedAt = new Date('2019-07-23T08:46:00Z');
    for (const { id } of [placed, brought]) expect(await lab.registration(id)).toMatchObject({ ...NO_ONE, purgedAt });
    expect([await lab.roster(rosterId), (await lab.registrationsOf(rosterId)).map(counted)]).toEqual(before);
    expect(await lab.asked(MINE, { link })).toBeNull();
    expect(await lab.readOne(placed.id)).toMatchObject({ name: null, answers: [], needs: [], status: 'CONFIRMED' });
    expect(await lab.registration(coming.id)).toMatchObject({ ...WORDS, purgedAt: null });
  });

  it('is forgotten once, whoever sweeps', async () => {
    const { placed } = await over();
    lab.app.clock.set('2020-01-01T00:00:00Z');
    const sweep = lab.app.nest.get(PurgeSweep);
    await Promise.all([sweep.sweep(), sweep.sweep()]);
    const after = await lab.registration(placed.id);
    await sweepAt('2020-02-01T00:00:00Z');
    expect(await lab.registration(placed.id)).toEqual(after);
    expect((await lab.audit(placed.id)).map(({ action }) => action)).toEqual(['REGISTER', 'PURGE']);
  });

  it('is not what was only postponed', async () => {
    const { rosterId } = await lab.aRoster();
    const { id } = await lab.registered(rosterId);
    await lab.take('POSTPONE', (await lab.roster(rosterId)).sessionId!);
    await sweepAt('2019-12-01T00:00:00Z');
    expect((await lab.registration(id)).purgedAt).toBeNull();
    await sweepAt('2020-08-01T00:00:00Z');
    expect((await lab.registration(id)).purgedAt).not.toBeNull();
  });
});

describe('a wish of dates', () => {
  async function aWish(rosterId: string, email: string) {
    const { eventId } = await lab.roster(rosterId);
    const [id, schoolId] = [newId<'DateWish'>(), (await lab.database.reader.select({ id: schools.id }).from(schools))[0]!.id]; // prettier-ignore
    const draft = {
      grade: 4,
      contactName: 'Ганна Кіт',
      contactEmail: email,
      contactPhone: '044 8',
      needs: [],
      answers: [1],
    };
    const now = lab.app.clock.now();
    await lab.database.transaction(async (tx) => {
      await tx
        .insert(dateWishes)
        .values({ id, eventId, schoolId, state: 'NEW', draft, createdAt: now, updatedAt: now });
      await tx.insert(wishedDates).values({ wishId: id, rosterId: rosterId as Id<'Roster'>, rank: 1 });
    });
    return id;
  }
  const read = async (id: Id<'DateWish'>) => (await lab.database.reader.select().from(dateWishes).where(eq(dateWishes.id, id)))[0]!; // prettier-ignore
  const GONE = { contactName: null, contactEmail: null, contactPhone: null, answers: [], grade: 4 };

  it('is forgotten 30 days after the last of its dates', async () => {
    const { rosterId } = await lab.aRoster();
    const id = await aWish(rosterId, 'wish@school.test');
    await sweepAt('2019-05-24T08:44:00Z');
    expect(await read(id)).toMatchObject({ purgedAt: null, state: 'NEW', draft: { contactName: 'Ганна Кіт' } });
    await sweepAt('2019-05-24T08:46:00Z');
    expect(await read(id)).toMatchObject({ draft: GONE, state: 'WITHDRAWN', version: 2 });
  });

  it('goes with the registrations under its address', async () => {
    const { rosterId } = await lab.aRoster();
    const email = `${aKey()}@example.org`;
    const wish = await aWish(rosterId, email);
    const other = await aWish(rosterId, `${aKey()}@example.org`);
    const { id } = await lab.registered(rosterId, { email });
    await lab.act('confirm', id);
    const told = await lab.asked<{ dateWishes: Parts[] }>(EXPORT, { link: await lab.link(id) }, {});
    expect(told.dateWishes).toMatchObject([{ id: wish, contactPhone: '044 8' }]);
    await lab.asked(ERASE, { input: { key: aKey(), link: await lab.link(id) } }, {});
    expect((await read(wish)).draft).toMatchObject(GONE);
    expect((await read(other)).purgedAt).toBeNull();
  });
});

describe('by the link of a mail', () => {
  it('everything that is held is told', async () => {
    const { rosterId } = await lab.aRoster({ questions: QUESTIONS });
    const email = `${aKey()}@example.org`;
    const { id } = await lab.registered(rosterId, full({ email }));
    const mine = await lab.asked<Parts>(MINE, { link: await lab.link(id) }, {});
    expect(mine).toMatchObject({
      ...{ ...WORDS, email, kind: 'INDIVIDUAL', needs: [{ need: 'LARGE_PRINT', count: 1 }], roster: { id: rosterId } },
      ...{ answers: [{ text: 'Мічена відповідь' }], receipt: { id, status: 'CONFIRMED', seats: 1 }, school: null },
    });
    const link = await lab.link(id);
    const altered = `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`;
    for (const wrong of [altered, 'zkr_x', '', await lab.link(id, 'CONFIRM')]) {
      expect([wrong, await lab.asked(MINE, { link: wrong }, {})]).toEqual([wrong, null]);
      expect(await lab.asked(EXPORT, { link: wrong }, {})).toBeNull();
    }
  });

  it('all under the address is told and erased where it was confirmed, else this one alone', async () => {
    const [one, other] = [(await lab.aRoster({ confirmsEmail: true })).rosterId, (await lab.aRoster()).rosterId];
    const email = `${aKey()}@example.org`;
    const first = await lab.registered(one, { email });
    const second = await lab.registered(other, { email });
    const stranger = await lab.registered(other);
    const ids = async (link: string) =>
      (await lab.asked<{ registrations: { id: string }[] }>(EXPORT, { link }, {})).registrations.map(({ id }) => id).sort(); // prettier-ignore
    expect(await ids(await lab.link(first.id))).toEqual([first.id]);
    await lab.act('confirm', first.id);
    expect(await ids(await lab.link(first.id))).toEqual([first.id, second.id].sort());
    expect(await ids(await lab.link(second.id))).toEqual([second.id]);
    const erased = await lab.asked(ERASE, { input: { key: aKey(), link: await lab.link(first.id) } }, {});
    expect(erased).toEqual({ registrations: 2, cancelled: 2 });
    for (const { id } of [first, second]) expect(await lab.registration(id)).toMatchObject({ ...NO_ONE, status: 'CANCELLED', endedBy: 'SELF' }); // prettier-ignore
    expect((await lab.registration(stranger.id)).purgedAt).toBeNull();
    expect([(await lab.roster(one)).held, (await lab.roster(other)).held]).toEqual([0, 1]);
  });

  it('who erases makes room for the next, once', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 1 });
    const [one, next] = [await lab.registered(rosterId), await lab.registered(rosterId)];
    const input = { key: aKey(), link: await lab.link(one.id) };
    const erase = () => lab.asked(ERASE, { input }, {});
    const answers = await Promise.all([erase(), erase()]);
    expect([...answers, await erase()]).toEqual(Array(3).fill({ registrations: 1, cancelled: 1 }));
    expect((await lab.registration(next.id)).status).toBe('OFFERED');
    expect(await lab.asked(ERASE, { input: { ...input, key: aKey() } }, {})).toMatchObject({ kind: 'LinkRefused', reason: 'UNKNOWN' }); // prettier-ignore
    expect((await lab.audit(one.id)).map(({ action }) => action)).toEqual(['REGISTER', 'CANCEL', 'ERASE']);
  });

  it('many erase at once, more than there are connections', async () => {
    const { rosterId } = await lab.aRoster();
    const links: string[] = [];
    for (let at = 0; at < 24; at += 1) links.push(await lab.link((await lab.registered(rosterId)).id));
    const erased = await Promise.all(links.map((link) => lab.asked(ERASE, { input: { key: aKey(), link } }, {})));
    expect(erased).toEqual(Array(24).fill({ registrations: 1, cancelled: 1 }));
    expect((await lab.roster(rosterId)).held).toBe(0);
  });

  it('nothing is done by one that has expired, and what is over is erased without being cancelled', async () => {
    const { rosterId } = await lab.aRoster();
    const { id } = await lab.registered(rosterId);
    await lab.act('cancel', id);
    const link = await lab.link(id);
    lab.app.clock.set('2019-05-24T09:00:00Z');
    expect(await lab.asked(ERASE, { input: { key: aKey(), link } }, {})).toMatchObject({ kind: 'LinkRefused', reason: 'EXPIRED' }); // prettier-ignore
    lab.app.clock.set('2019-03-01T08:00:00Z');
    expect(await lab.asked(ERASE, { input: { key: aKey(), link } }, {})).toEqual({ registrations: 1, cancelled: 0 });
  });
});

describe('who has an account', () => {
  it('is told of their own, and of others only that they registered them; both go with the account', async () => {
    const { rosterId } = await lab.aRoster();
    const own = await lab.registered(rosterId, { email: 'stranger@people.test', name: 'Своя' }, { as: 'stranger' });
    const friend = await lab.registered(rosterId, { email: 'friend@example.org', name: 'Подруга' }, { as: 'stranger' });
    const { result: mine } = await lab.data<{ result: { registrations: Parts } }>('{ result: myData }', {}, { as: 'stranger' }); // prettier-ignore
    const { registrations, madeForOthers } = mine.registrations as { registrations: Parts[]; madeForOthers: Parts[] }; // prettier-ignore
    expect(registrations.map(({ id, name }) => [id, name])).toEqual([[own.id, 'Своя']]);
    expect(madeForOthers).toEqual([{ id: friend.id, rosterId, status: 'CONFIRMED', seats: 1 }]);
    expect(JSON.stringify(mine)).not.toContain('Подруга');
    const { personId } = await lab.registration(own.id);
    const erased = await lab.ask('mutation ($id: ID!) { erasePerson(id: $id) { __typename } }', { id: personId }, { as: 'admin' }); // prettier-ignore
    expect(erased.errors).toBeUndefined();
    expect(await lab.registration(own.id)).toMatchObject({ ...NO_ONE, status: 'CANCELLED' });
    expect(await lab.registration(friend.id)).toMatchObject({ name: 'Подруга', personId: null, status: 'CONFIRMED' });
  });
});

describe('outside its place', () => {
  it('nothing of a person stands: not in the log, the audit, the answers that are kept, or the jobs', async () => {
    const { rosterId } = await lab.aRoster({ questions: QUESTIONS, capacity: 2 });
    const email = 'marked-zx81@marked-host.example';
    const marks = ['Мічена', 'marked-zx81', 'marked-host', '044 999', 'Змічена'];
    server.lines.length = 0;
    const { id } = await lab.registered(rosterId, full({ email }));
    await lab.register(rosterId, full({ email }));
    await lab.act('edit', id, { name: 'Олена Змічена', note: 'Інша мічена' });
    await lab.on('edit', id, { name: 'Мічена Ольга', phone: '044 999 1' });
    await lab.list(rosterId, { filter: { search: 'marked-zx81' } });
    await lab.app.fetch(`/registrations/${rosterId}.csv`, { headers: bearer('librarian') });
    await lab.asked(EXPORT, { link: await lab.link(id) }, {});
    await lab.asked(ERASE, { input: { key: aKey(), link: await lab.link(id) } }, {});
    const kept = async (table: string) => {
      const rows = await lab.database.reader.execute(sql`select to_jsonb(t)::text as line from ${sql.raw(table)} t`);
      return rows.map((row) => String(row['line'])).join('\n');
    };
    const places = {
      log: JSON.stringify(server.lines),
      audit: await kept('audit_entry'),
      keys: await kept('answered_key'),
    };
    const texts = { ...places, jobs: await kept('pgboss.job') };
    expect(places.log.length).toBeGreaterThan(1_000);
    expect(places.audit).toContain(id);
    const found = Object.entries(texts).flatMap(([place, text]) => marks.filter((mark) => text.includes(mark)).map((mark) => [place, mark])); // prettier-ignore
    expect(found).toEqual([]);
  });
});
