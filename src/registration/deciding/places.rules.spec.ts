import { admit, freeSeats, type Places, promote, type QuotaPlaces, taken } from './places.rules.ts';

const quota = (seats: number, held: number, isClosed = false): QuotaPlaces => ({ seats, held, isClosed });
const places = (capacity: number, held: number, quotas: Record<string, QuotaPlaces> = {}): Places => ({
  ...{ capacity, held },
  quotas: new Map(Object.entries(quotas)),
});
const seeker = (seats: number, line: string | null = null, smallest = Math.ceil(seats / 2)) => ({
  seats,
  line,
  smallest,
});
const nobody = { inLine: () => 0, forShared: false };
const somebody = { inLine: () => 1, forShared: true };

describe('freeSeats', () => {
  it.each([
    ['without quotas', places(50, 42), null, { own: 0, shared: 8 }],
    ['beside a quota that is not used', places(50, 30, { schools: quota(20, 0) }), null, { own: 0, shared: 0 }],
    [
      'of the quota itself',
      places(50, 42, { public: quota(30, 30), schools: quota(20, 12) }),
      'schools',
      { own: 8, shared: 0 },
    ],
    [
      'after its release',
      places(50, 42, { public: quota(30, 30), schools: quota(12, 12) }),
      'public',
      { own: 0, shared: 8 },
    ],
    [
      'for a quota that has taken shared seats',
      places(50, 46, { public: quota(30, 34), schools: quota(12, 12) }),
      'public',
      { own: 0, shared: 4 },
    ],
    ['for a body, which has its own alone', places(50, 0, { body: quota(5, 3, true) }), 'body', { own: 2, shared: 0 }],
  ])('%s', (_, at, line, expected) => {
    expect(freeSeats(at, line)).toEqual(expected);
  });
});

describe('admit', () => {
  it.each([
    ['what fits', 'STRICT', places(60, 30), nobody, seeker(30), { kind: 'PLACE' }],
    ['what does not', 'STRICT', places(60, 57), nobody, seeker(32), { kind: 'WAIT' }],
    ['nobody past who waits', 'STRICT', places(60, 57), somebody, seeker(3), { kind: 'WAIT' }],
    ['nobody past who waits', 'OFFER_SMALLER', places(60, 57), somebody, seeker(3), { kind: 'WAIT' }],
    ['who fits, whoever waits', 'FIT_FIRST', places(60, 57), somebody, seeker(3), { kind: 'PLACE' }],
    ['fewer, where that would do', 'OFFER_SMALLER', places(60, 30), nobody, seeker(32), { kind: 'OFFER', seats: 30 }],
    ['nothing, where it would not', 'OFFER_SMALLER', places(60, 57), nobody, seeker(32), { kind: 'WAIT' }],
    ['fewer to nobody else', 'STRICT', places(60, 30), nobody, seeker(32), { kind: 'WAIT' }],
  ] as const)('gives %s under %s', (_, policy, at, waiting, who, expected) => {
    expect(admit(at, policy, waiting, who)).toEqual(expected);
  });

  it('gives a line its own seats though others wait for shared ones, and no shared ones past them', () => {
    const at = places(50, 42, { public: quota(30, 30), schools: quota(12, 8) });
    const waiting = { inLine: (line: string | null) => (line === 'public' ? 4 : 0), forShared: true };
    expect(admit(at, 'STRICT', waiting, seeker(4, 'schools'))).toEqual({ kind: 'PLACE' });
    expect(admit(at, 'STRICT', waiting, seeker(5, 'schools'))).toEqual({ kind: 'WAIT' });
    expect(admit(at, 'FIT_FIRST', waiting, seeker(5, 'schools'))).toEqual({ kind: 'PLACE' });
  });
});

describe('promote', () => {
  const seatsOf = (offered: readonly { readonly seats: number }[]) => offered.map(({ seats }) => seats);
  it.each([
    ['STRICT', [32, 3], []],
    ['FIT_FIRST', [32, 3], [3]],
    ['OFFER_SMALLER', [32, 3], [30]],
    ['STRICT', [20, 10, 1], [20, 10]],
    ['OFFER_SMALLER', [20, 20, 1], [20, 10]],
  ] as const)('under %s has 30 free seats go, of %j, as %j', (policy, queue, expected) => {
    expect(
      seatsOf(
        promote(
          places(60, 30),
          policy,
          queue.map((seats) => seeker(seats)),
        ),
      ),
    ).toEqual(expected);
  });

  it('keeps shared seats for who came first, and a line’s own for it', () => {
    const at = places(20, 10, { schools: quota(4, 0) });
    const queue = [seeker(8, null, 8), seeker(5, 'schools', 5), seeker(4, 'schools', 4)];
    // 6 are shared: the first waits for them; the second would need one of them; the third waits behind the second.
    expect(promote(at, 'STRICT', queue)).toEqual([]);
    expect(seatsOf(promote(at, 'STRICT', [queue[0]!, queue[2]!]))).toEqual([4]);
    expect(seatsOf(promote(at, 'FIT_FIRST', queue))).toEqual([5, 4]);
  });

  it('has nobody wait for the seats of a body that waits for its own', () => {
    const at = places(20, 10, { body: quota(5, 5, true) });
    expect(seatsOf(promote(at, 'STRICT', [seeker(1, 'body', 1), seeker(5)]))).toEqual([5]);
  });
});

it('taken gives back what is negative', () => {
  const at = taken(places(10, 5, { schools: quota(4, 3) }), 'schools', -2);
  expect([at.held, at.quotas.get('schools')?.held]).toEqual([3, 1]);
});
