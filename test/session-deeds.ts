// What can happen to sessions in a history, and at the venues to their bookings.
import fc from 'fast-check';
import type { Spot, Step, Wish } from './session-model.ts';

export const [ROOMS, EVENTS] = [2, 2];
const SLOTS = 4;

/** What happens to a session that is there, directly or by its booking. */
export type OfSession =
  | { readonly do: 'move' | 'place'; readonly which: number; readonly wish: Wish }
  | { readonly do: 'step'; readonly which: number; readonly step: Step; readonly roomToBeFound: boolean }
  | { readonly do: 'drop' | 'end booking'; readonly which: number }
  | { readonly do: 'move booking'; readonly which: number; readonly spot: Spot };

type Place = 'ROOM' | 'TO_BE_FOUND' | 'ONLINE';
export type Deed =
  | OfSession
  | {
      readonly do: 'schedule';
      readonly event: number;
      readonly place: Place;
      readonly spot: Spot;
      readonly tentative: boolean;
    }
  | { readonly do: 'somebody else'; readonly spot: Spot }
  | { readonly do: 'publish'; readonly event: number };

const is = <Name extends string>(name: Name) => fc.constant(name);
const which = fc.nat(99);
const spot = fc.record({ room: fc.nat(ROOMS - 1), slot: fc.nat(SLOTS - 1) });
const wish = fc.record({ room: fc.option(fc.nat(ROOMS - 1)), slot: fc.nat(SLOTS - 1) });
const event = fc.nat(EVENTS - 1);
const place: fc.Arbitrary<Place> = fc.constantFrom('ROOM', 'ROOM', 'TO_BE_FOUND', 'ONLINE');
const step: fc.Arbitrary<Step> = fc.constantFrom(
  'CONFIRM',
  'POSTPONE',
  'MOVE_ONLINE',
  'CANCEL',
  'CANCEL',
  'REVIVE',
  'REVIVE',
);
const often = <One>(weight: number, arbitrary: fc.Arbitrary<One>) => ({ weight, arbitrary });
export const deed: fc.Arbitrary<Deed> = fc.oneof(
  often(5, fc.record({ do: is('schedule'), event, place, spot, tentative: fc.boolean() })),
  often(6, fc.record({ do: is('move'), which, wish })),
  often(3, fc.record({ do: is('place'), which, wish })),
  often(8, fc.record({ do: is('step'), which, step, roomToBeFound: fc.boolean() })),
  often(1, fc.record({ do: fc.constantFrom('drop' as const, 'end booking' as const), which })),
  often(3, fc.record({ do: is('move booking'), which, spot })),
  often(1, fc.record({ do: is('somebody else'), spot })),
  often(1, fc.record({ do: is('publish'), event })),
);

/** An hour of a day of its own. */
export const timeOf = (slot: number) => {
  const startDate = `2019-06-${10 + slot}`;
  return { startDate, endDate: startDate, startTime: '10:00', endTime: '11:00' };
};
