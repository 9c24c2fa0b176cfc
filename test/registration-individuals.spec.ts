// People who come for themselves: the door, the address, the links, and asking twice.
import { registrations } from '../src/registration/record/registration.tables.ts';
import { NOBODY } from './programme-lab.ts';
import { aKey, RegistrationLab } from './registration-lab.ts';
import { must } from './session-lab.ts';

describe('registration of individuals', () => {
  let lab: RegistrationLab;

  beforeAll(async () => {
    lab = await RegistrationLab.start();
  });

  afterEach(() => lab.app.clock.set('2019-03-01T08:00:00Z'));

  afterAll(() => lab.app.stop());

  describe('the door', () => {
    it('answers a repeated request as the first time, and another one under its key not at all', async () => {
      const { rosterId } = await lab.aRoster({ capacity: 5 });
      const input = { key: aKey(), email: 'again@example.org' };
      const first = await lab.register(rosterId, input);
      await lab.act('cancel', first.receipt!.id);
      expect(await lab.register(rosterId, input)).toEqual(first);
      expect(await lab.register(rosterId, { ...input, name: 'Хтось Інший' })).toMatchObject({ kind: 'KeyReused' });
      expect(await lab.registrationsOf(rosterId)).toHaveLength(1);
    });

    it('gives the same answer to the same request sent twice at once', async () => {
      const { rosterId } = await lab.aRoster({ capacity: 5 });
      const input = { key: aKey(), email: 'at-once@example.org' };
      const [one, two] = await Promise.all([lab.register(rosterId, input), lab.register(rosterId, input)]);
      expect(one).toEqual(two);
      expect(one?.receipt?.status).toBe('CONFIRMED');
    });

    it.each([
      ['no seats', { seats: 0 }],
      ['less than none', { seats: -1 }],
      ['a thousand million', { seats: 1_000_000_000 }],
      [
        'a name over two lines',
        { name: 'Оксана\r\nBcc: all@example.org', email: 'x@example.org\r\nBcc: y@example.org' },
      ],
      ['an address with a line break', { email: 'x@example.org\r\nBcc: y@example.org' }],
      ['two addresses', { email: 'x@example.org, y@example.org' }],
      ['a robot’s field', { website: 'https://example.org' }],
      ['a key that is none', { key: 'a' }],
    ])('refuses %s', async (_, parts) => {
      const { rosterId } = await lab.aRoster();
      const { errors } = await lab.ask(
        'mutation ($input: RegisterInput!) { result: register(input: $input) { __typename } }',
        { input: lab.person(rosterId, parts) },
        NOBODY,
      );
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(await lab.registrationsOf(rosterId)).toHaveLength(0);
    });

    it('refuses answers of a megabyte before it reads them', async () => {
      const { rosterId } = await lab.aRoster();
      const input = lab.person(rosterId, { answers: [{ questionId: 'why', values: ['ш'.repeat(500_000)] }] });
      const query = 'mutation ($input: RegisterInput!) { register(input: $input) { __typename } }';
      const response = await lab.app.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables: { input } }),
      });
      expect(response.status).toBe(413);
      expect(await lab.registrationsOf(rosterId)).toHaveLength(0);
    });

    it.each([
      ['closed', { window: { closesMinutesBefore: 60 } }, '2019-04-24T07:00:00Z', 'RegistrationClosed'],
      ['begun', {}, '2019-04-24T08:00:00Z', 'RegistrationClosed'],
      ['over', {}, '2019-04-24T08:45:00Z', 'NotHeld'],
      ['by invitation', { mode: 'INVITED' }, '2019-04-01T08:00:00Z', 'ByInvitation'],
      ['without registration', { mode: 'NONE' }, '2019-04-01T08:00:00Z', 'NotOpen'],
    ])('refuses when it is %s', async (_, parts, at, kind) => {
      const { rosterId } = await lab.aRoster(parts);
      lab.app.clock.set(at);
      expect(await lab.register(rosterId)).toMatchObject({ kind });
    });

    it('refuses more seats than one person takes, and what is cancelled', async () => {
      const { rosterId, session } = await lab.aRoster({ largestParty: 3 });
      expect(await lab.register(rosterId, { seats: 4 })).toMatchObject({ kind: 'TooManySeats', most: 3 });
      must(await lab.take('CANCEL', session.id));
      expect(await lab.register(rosterId)).toMatchObject({ kind: 'NotHeld' });
    });

    it('has nobody wait where there is no queue', async () => {
      const { rosterId } = await lab.aRoster({ capacity: 3, hasWaitlist: false });
      await lab.registered(rosterId, { seats: 2 });
      expect(await lab.register(rosterId, { seats: 2 })).toMatchObject({ kind: 'NoPlaces', free: 1 });
    });
  });

  describe('the address', () => {
    it('holds the place until it is confirmed, once', async () => {
      const { rosterId } = await lab.aRoster({ confirmsEmail: true, capacity: 1 });
      const { id, status, expiresAt } = await lab.registered(rosterId);
      expect([status, expiresAt]).toEqual(['UNCONFIRMED', '2019-03-02T08:00:00.000Z']);
      expect((await lab.registered(rosterId)).status).toBe('WAITLISTED');
      const link = await lab.link(id, 'CONFIRM');
      expect((await lab.byLink('confirm', link)).receipt).toMatchObject({ id, status: 'CONFIRMED', expiresAt: null });
      expect(await lab.byLink('confirm', link)).toMatchObject({ kind: 'LinkRefused', reason: 'USED' });
    });

    it('gives the place to the next when nobody confirms it', async () => {
      const { rosterId } = await lab.aRoster({ confirmsEmail: true, capacity: 1 });
      const first = await lab.registered(rosterId);
      const second = await lab.registered(rosterId);
      await lab.at('2019-03-02T08:00:00Z');
      expect((await lab.registration(first.id)).status).toBe('EXPIRED');
      expect((await lab.registration(second.id)).status).toBe('OFFERED');
    });

    it('does not tell a stranger who is registered', async () => {
      const { rosterId } = await lab.aRoster({ confirmsEmail: true });
      const { id } = await lab.registered(rosterId, { email: 'known@example.org' });
      const told = await lab.register(rosterId, { email: 'known@example.org' });
      expect(told.receipt).toMatchObject({ status: 'UNCONFIRMED', seats: 1 });
      expect(told.receipt?.id).not.toBe(id);
      expect(await lab.registrationsOf(rosterId)).toHaveLength(1);
    });

    it('is written to no more when several places wait for it', async () => {
      const answers: (string | undefined)[] = [];
      for (let nth = 0; nth < 6; nth += 1) {
        const { rosterId } = await lab.aRoster({ confirmsEmail: true });
        answers.push((await lab.register(rosterId, { email: 'flooded@example.org' })).kind);
      }
      expect(answers).toEqual([undefined, undefined, undefined, undefined, undefined, 'ConfirmFirst']);
    });
  });

  describe('links', () => {
    it('opens nothing when any of its characters is another, and nothing of another registration', async () => {
      const { rosterId } = await lab.aRoster();
      const [mine, other] = [await lab.registered(rosterId), await lab.registered(rosterId)];
      const link = await lab.link(mine.id);
      for (let at = 0; at < link.length; at += 1) {
        const altered = `${link.slice(0, at)}${link[at] === 'a' ? 'b' : 'a'}${link.slice(at + 1)}`;
        expect(await lab.byLink('cancel', altered)).toMatchObject({ kind: 'LinkRefused', reason: 'UNKNOWN' });
      }
      must(await lab.byLink('cancel', link));
      expect((await lab.registration(other.id)).status).toBe('CONFIRMED');
    });

    it('is good for its purpose only, and until its time', async () => {
      const { rosterId } = await lab.aRoster({ capacity: 1 });
      const { id } = await lab.registered(rosterId);
      const link = await lab.link(id);
      expect(await lab.byLink('accept', link)).toMatchObject({ kind: 'LinkRefused', reason: 'UNKNOWN' });
      lab.app.clock.set('2019-05-24T08:45:00Z');
      expect(await lab.byLink('cancel', link)).toMatchObject({ kind: 'LinkRefused', reason: 'EXPIRED' });
    });

    it('shows without changing anything', async () => {
      const { rosterId } = await lab.aRoster();
      const { id } = await lab.registered(rosterId);
      const link = await lab.link(id, 'MANAGE');
      const before = await lab.database.reader.select().from(registrations);
      const shown = await lab.asked<{ purpose: string; isGood: boolean; receipt: { status: string } }>(
        'query ($link: String!) { result: registrationByLink(link: $link) { purpose isGood receipt { status } } }',
        { link },
        NOBODY,
      );
      expect(shown).toEqual({ purpose: 'MANAGE', isGood: true, receipt: { status: 'CONFIRMED' } });
      expect(await lab.database.reader.select().from(registrations)).toEqual(before);
    });

    it('gives more seats where a newcomer would get them, and fewer to whoever waits', async () => {
      const { rosterId } = await lab.aRoster({ capacity: 4 });
      const mine = await lab.registered(rosterId, { seats: 2 });
      expect((await lab.act('edit', mine.id, { seats: 3 })).receipt).toMatchObject({ seats: 3 });
      const waits = await lab.registered(rosterId, { seats: 3 });
      expect(await lab.act('edit', mine.id, { seats: 4 })).toMatchObject({ kind: 'NoPlaces', free: 3 });
      expect((await lab.act('edit', mine.id, { seats: 1 })).receipt).toMatchObject({ seats: 1 });
      expect((await lab.registration(waits.id)).status).toBe('OFFERED');
      expect((await lab.act('accept', waits.id)).receipt).toMatchObject({ status: 'CONFIRMED', seats: 3 });
    });
  });
});
