import { describe, expect, it } from '@jest/globals';
import { type Id, newId } from '../../platform/ids/id.ts';
import { parseInstant } from '../../platform/time/instant.ts';
import { overlaps } from '../../platform/time/span.rules.ts';
import type { BranchRow } from '../places/branch.tables.ts';
import { type Neighbour, occupiedSpan, type Wish } from '../bookings/wish.rules.ts';
import type { Hours } from '../hours/opening.rules.ts';
import type { RoomFacts } from '../places/room.store.ts';
import type { LayoutKind } from '../places/room.tables.ts';
import { grievanceOf, type Known, offered, onTheDay } from './alternatives.rules.ts';
import { byNearness, elsewhere, inBranch, onOtherDays } from './candidate.rules.ts';
import { metresBetween } from './distance.rules.ts';
import { ranked } from './ranking.rules.ts';

const ZONE = 'Europe/Kyiv';
const at = (iso: string) => parseInstant(iso)!;

const branchOf = (id: string, parts: Partial<BranchRow> = {}): BranchRow => {
  const place = { latitude: 50.45, longitude: 30.5, districtId: null, shelterCapacity: null, zone: ZONE };
  // Only what rules look at, and ids that one can read.
  return { id, nameUk: id, nameEn: id, ...place, ...parts } as unknown as BranchRow;
};
const CENTRAL = branchOf('central');

const roomOf = (
  id: string,
  layouts: Partial<Record<LayoutKind, number>>,
  { units = [id], branch = CENTRAL }: { units?: string[]; branch?: BranchRow } = {},
): RoomFacts =>
  ({
    ...{
      id,
      nameUk: id,
      nameEn: id,
      units,
      kin: [id],
      branchId: branch.id,
      retiredAt: null,
      needsApproval: false,
      external: false,
    },
    ...{
      leadMinutes: 0,
      windowDays: null,
      shortestMinutes: 15,
      longestMinutes: 1_440,
      limitCount: null,
      limitTerm: null,
    },
    layouts: Object.entries(layouts).map(([kind, capacity], position) => {
      return { roomId: id, kind, capacity, setUpMinutes: 30, tearDownMinutes: 15, position };
    }),
    // Only what rules look at, and ids that one can read.
  }) as unknown as RoomFacts;

const HALL = roomOf('hall', { THEATRE: 60, CLASS: 32 });

/** 17 April 2019, 15:00 to 16:00 in Kyiv. */
const wishOf = (parts: Partial<Wish> = {}): Wish => {
  const room = parts.room ?? HALL;
  const time = {
    ...{ startLocal: '2019-04-17T15:00:00', zone: ZONE, wallMinutes: 60 },
    ...{ startsAt: at('2019-04-17T12:00:00Z'), endsAt: at('2019-04-17T13:00:00Z') },
  };
  const usual = { room, layout: room.layouts[0]!, time, setUpMinutes: 30, tearDownMinutes: 15, expectedPeople: 30 };
  return { branch: CENTRAL, equipment: [], ...usual, ...parts };
};

/** A booking by the clock of Kyiv in summer, without buffers of its own. */
const bookingOf = (unit: string, from: string, to: string): Neighbour => ({
  ...{ kind: 'BOOKING', id: `${unit} ${from}`, status: 'CONFIRMED', purpose: 'x', askedById: null, holdUntil: null },
  ...{ branchId: CENTRAL.id, roomId: unit as Id<'Room'>, setUpMinutes: 0, tearDownMinutes: 0 },
  ...{ startsAt: at(`${from}:00+03:00`), endsAt: at(`${to}:00+03:00`), units: new Set([unit as Id<'Unit'>]) },
});

const knownOf = (taken: readonly Neighbour[], week: Hours['week'] = []): Known => ({
  now: at('2019-03-01T08:00:00Z'),
  hoursOf: (branchId) => ({ branchId, zone: ZONE, week, special: [], holidays: new Map(), closures: [] }),
  takenOf: (unit, span) => taken.filter((one) => one.units.has(unit) && overlaps(span, occupiedSpan(one))),
  isTaken: (unit, span) => taken.some((one) => one.units.has(unit) && overlaps(span, occupiedSpan(one))),
  equipmentOf: () => [],
  bookedInTerm: () => 0,
  needsApproval: () => false,
});

const shuffled = <Thing>(things: readonly Thing[], seed: number): Thing[] =>
  things
    .map((thing, nth) => [Math.sin(seed * 97 + nth * 31), thing] as const)
    .sort(([a], [b]) => a - b)
    .map(([, thing]) => thing);

/** The ways out, each in a line; `seed` is the order in which rooms are looked at. */
function waysOut(wish: Wish, known: Known, rooms: readonly RoomFacts[], branches: readonly BranchRow[] = [], seed = 0) {
  const telling = { language: 'en', knows: () => true } as const;
  const offering = { ...telling, wished: wish, grievance: grievanceOf(wish, known, telling) };
  const judge = (candidates: Parameters<typeof offered>[0][]) =>
    shuffled(candidates, seed).flatMap((one) => offered(one, known, offering) ?? []);
  const roomsOf = (branch: BranchRow) => rooms.filter(({ branchId }) => branchId === branch.id);
  const found = {
    onTheDay: judge(onTheDay(wish, known, offering)),
    onOtherDays: judge(onOtherDays(wish)),
    inBranch: judge(inBranch(wish, roomsOf(wish.branch), [])),
    elsewhere: judge(branches.flatMap((branch) => elsewhere(wish, branch, roomsOf(branch), []))),
  };
  return ranked(found, wish, 20).map(({ kind, wish: { room, layout, time }, differences }) =>
    [
      kind,
      room.id,
      layout.kind,
      time.startLocal.slice(5, 16).replace('T', ' '),
      ...differences.map(({ kind, by }) => `${kind} ${by}`),
    ].join(' '),
  );
}

const TAKEN = bookingOf('hall', '2019-04-17T00:00', '2019-04-18T00:00');
const sameRoom = (taken: readonly Neighbour[], week?: Hours['week']) => {
  const wish = wishOf();
  const telling = { language: 'en', knows: () => true } as const;
  const offering = { ...telling, wished: wish, grievance: { soft: new Set<string>(), hard: true } };
  return onTheDay(wish, knownOf(taken, week), offering).map(({ wish: { time } }) => time.startLocal.slice(11, 16));
};
const open = (opens: number, closes: number): Hours['week'] => [
  { id: newId<'OpeningHours'>(), branchId: CENTRAL.id, roomId: null, weekday: 3, opens, closes },
];

describe('the same room on the same day', () => {
  it.each<[string, [string, string][], string[], Hours['week']?]>([
    ['starts when what is before has left and its set-up is done', [['00:00', '14:45']], ['15:15']],
    ['ends so that its tear-down is done when what follows comes', [['15:30', '24:00']], ['14:15']],
    ['has the nearer first', [['14:46', '16:00']], ['13:31', '16:30']],
    ['has the later first of two as near', [['14:30', '15:45']], ['16:15', '13:15']],
    [
      'does not fit into a gap a minute too short',
      [
        ['00:00', '14:45'],
        ['16:29', '24:00'],
      ],
      [],
    ],
    [
      'fits into a gap that is just long enough',
      [
        ['00:00', '14:45'],
        ['16:30', '24:00'],
      ],
      ['15:15'],
    ],
    ['keeps opening hours, its buffers outside of them', [['13:00', '16:00']], ['11:45'], open(700, 1_000)],
    ['is nowhere on a day that is closed', [['13:00', '16:00']], [], open(0, 30)],
  ])('%s', (_, taken, expected, week = []) => {
    const day = (time: string) => (time === '24:00' ? '2019-04-18T00:00' : `2019-04-17T${time}`);
    expect(
      sameRoom(
        taken.map(([from, to]) => bookingOf('hall', day(from), day(to))),
        week,
      ),
    ).toEqual(expected);
  });
});

it('has the nearer time of the day first, whichever was found first', () => {
  const known = knownOf([bookingOf('hall', '2019-04-17T13:00', '2019-04-17T16:00')]);
  const expected = [0, 1, 2, 3].map(() =>
    ['04-17 16:30 LATER 90', '04-17 11:45 EARLIER 195'].map((way) => `SAME_ROOM hall THEATRE ${way}`),
  );
  expect([0, 1, 2, 3].map((seed) => waysOut(wishOf(), known, [], [], seed))).toEqual(expected);
});

describe('the order', () => {
  const far = branchOf('far', { latitude: 50.6 });
  const near = branchOf('near', { latitude: 50.46 });
  const lost = branchOf('lost', { latitude: null, longitude: null });
  const rooms = [
    HALL,
    roomOf('b40', { THEATRE: 40 }),
    roomOf('a40', { THEATRE: 40 }),
    roomOf('c100', { THEATRE: 100 }),
    roomOf('class30', { CLASS: 30 }),
    roomOf('d20', { THEATRE: 20 }),
    roomOf('d16', { THEATRE: 16 }),
    roomOf('d14', { THEATRE: 14 }),
    roomOf('near90', { THEATRE: 90 }, { branch: near }),
    roomOf('near70', { THEATRE: 70 }, { branch: near }),
    roomOf('near20', { THEATRE: 20 }, { branch: near }),
    roomOf('far50', { THEATRE: 50 }, { branch: far }),
    roomOf('lost50', { THEATRE: 50 }, { branch: lost }),
  ];
  const expected = [
    'SAME_ROOM hall THEATRE 04-18 15:00 OTHER_DAY 1',
    'SAME_ROOM hall THEATRE 04-16 15:00 OTHER_DAY -1',
    'OTHER_ROOM a40 THEATRE 04-17 15:00 OTHER_ROOM null SMALLER 20',
    'OTHER_ROOM b40 THEATRE 04-17 15:00 OTHER_ROOM null SMALLER 20',
    'OTHER_ROOM c100 THEATRE 04-17 15:00 OTHER_ROOM null LARGER 40',
    'OTHER_ROOM class30 CLASS 04-17 15:00 OTHER_ROOM null OTHER_LAYOUT null SMALLER 30',
    'OTHER_ROOM d20 THEATRE 04-17 15:00 OTHER_ROOM null SMALLER 40',
    'OTHER_ROOM d16 THEATRE 04-17 15:00 OTHER_ROOM null SMALLER 44',
    `OTHER_BRANCH near70 THEATRE 04-17 15:00 OTHER_BRANCH ${metresBetween(CENTRAL, near)} LARGER 10`,
    `OTHER_BRANCH far50 THEATRE 04-17 15:00 OTHER_BRANCH ${metresBetween(CENTRAL, far)} SMALLER 10`,
    'OTHER_BRANCH lost50 THEATRE 04-17 15:00 OTHER_BRANCH null SMALLER 10',
  ];

  it.each(Array.from({ length: 12 }, (_, seed) => seed))('is the same however the rooms are shuffled (%i)', (seed) => {
    const branches = shuffled([far, near, lost], seed);
    expect(waysOut(wishOf(), knownOf([TAKEN]), shuffled(rooms, seed), branches, seed)).toEqual(expected);
  });

  it('has parts and combinations after other rooms', () => {
    const wish = wishOf({ room: roomOf('ab', { THEATRE: 60 }, { units: ['a', 'b'] }) });
    const others = [
      roomOf('a', { THEATRE: 35 }),
      roomOf('z', { THEATRE: 300 }),
      roomOf('bc', { THEATRE: 31 }, { units: ['b', 'c'] }),
      roomOf('abc', { THEATRE: 90 }, { units: ['a', 'b', 'c'] }),
    ];
    const shut = bookingOf('b', '2019-04-01T00:00', '2019-05-05T00:00');
    expect(waysOut(wish, knownOf([shut]), others)).toEqual([
      'OTHER_ROOM z THEATRE 04-17 15:00 OTHER_ROOM null LARGER 240',
      'PART a THEATRE 04-17 15:00 PART null SMALLER 25',
    ]);
    expect(waysOut({ ...wish, expectedPeople: 70 }, knownOf([]), others)).toEqual([
      'OTHER_ROOM z THEATRE 04-17 15:00 OTHER_ROOM null LARGER 240',
      'COMBINATION abc THEATRE 04-17 15:00 COMBINATION null LARGER 30',
    ]);
  });

  it('offers no room as small as the one that is too small, and nothing where all is well', () => {
    expect(waysOut(wishOf({ expectedPeople: 61 }), knownOf([]), [roomOf('b', { THEATRE: 60 })])).toEqual([]);
    expect(waysOut(wishOf(), knownOf([]), [roomOf('b', { THEATRE: 60 })])).toEqual([]);
  });

  it('offers no other room outside its hours, unless the wish itself is outside of them', () => {
    const other = [roomOf('b', { THEATRE: 60 })];
    const taken = [bookingOf('hall', '2019-04-01T00:00', '2019-05-05T00:00')];
    expect(waysOut(wishOf(), knownOf(taken, open(0, 600)), other)).toHaveLength(1);
    expect(waysOut(wishOf(), knownOf([], open(0, 600)), other)).toEqual([
      'SAME_ROOM hall THEATRE 04-17 09:00 EARLIER 360',
    ]);
  });

  it('has branches nowhere on the map last, those of the same district first among them', () => {
    const district = 'd' as Id<'District'>;
    const from = branchOf('from', { districtId: district });
    const same = branchOf('z', { districtId: district, latitude: null, longitude: null });
    expect([lost, same, far, near].sort(byNearness(from))).toEqual([near, far, same, lost]);
  });
});

it('measures on the globe', () => {
  const [kyiv, lviv] = [
    branchOf('k', { latitude: 50.4501, longitude: 30.5234 }),
    branchOf('l', { latitude: 49.8397, longitude: 24.0297 }),
  ];
  expect(metresBetween(kyiv, lviv)).toBeGreaterThan(467_000);
  expect(metresBetween(kyiv, lviv)).toBeLessThan(469_500);
  expect(metresBetween(kyiv, branchOf('x', { latitude: null, longitude: null }))).toBeNull();
});
