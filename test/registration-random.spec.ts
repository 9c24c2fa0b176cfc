// Random histories of a roster, thousands of them: nobody is oversold, nobody is passed, no seat is free while who fits waits.
import fc from 'fast-check';
import { type Begin, type Deed, MemoryRoster, wrongIn } from './registration-model.ts';

const deeds = fc.array(
  fc.record<Deed>({
    kind: fc.constantFrom(
      'REGISTER',
      'REGISTER',
      'REGISTER',
      'CANCEL',
      'ACCEPT',
      'TURN_DOWN',
      'EDIT',
      'WAIT',
      'RELEASE',
    ),
    which: fc.nat(200),
    seats: fc.integer({ min: 1, max: 8 }),
    smallest: fc.integer({ min: 1, max: 8 }),
    line: fc.integer({ min: 0, max: 2 }),
    stays: fc.boolean(),
  }),
  { minLength: 5, maxLength: 40 },
);
const begin = (policy: Begin['policy']) =>
  fc.record<Begin>({
    policy: fc.constant(policy),
    capacity: fc.integer({ min: 1, max: 20 }),
    quotas: fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 2 }),
  });

describe.each(['STRICT', 'FIT_FIRST', 'OFFER_SMALLER'] as const)('random histories under %s', (policy) => {
  it('are never oversold, and leave no seat free that somebody next in turn would take', () => {
    fc.assert(
      fc.property(begin(policy), deeds, (settings, history) => {
        const roster = new MemoryRoster(settings);
        for (const deed of history) {
          roster.do(deed);
          expect(wrongIn(roster)).toBeNull();
        }
      }),
      { numRuns: 700 },
    );
  });

  it('keep the order: who is offered a place or gets it passes nobody of their line who could have had it', () => {
    fc.assert(
      fc.property(begin(policy), deeds, (settings, history) => {
        const roster = new MemoryRoster(settings);
        for (const deed of history) {
          const before = new Map([...roster.rows].map(([id, { status }]) => [id, status]));
          roster.do(deed);
          const served = [...roster.rows.values()].filter(
            ({ id, status }) =>
              (before.get(id) ?? 'WAITLISTED') === 'WAITLISTED' && ['OFFERED', 'CONFIRMED'].includes(status),
          );
          for (const row of served) {
            const passed = roster
              .waiting()
              .filter(({ quotaId, arrival }) => quotaId === row.quotaId && arrival < row.arrival);
            if (policy !== 'FIT_FIRST') expect(passed).toEqual([]);
            // Seats that any line may take go in the order of arrival over all of them.
            const quota = roster.quotas.find(({ id }) => id === row.quotaId);
            const tookShared = roster.heldOf(row.quotaId) > (quota?.seats ?? 0);
            if (policy !== 'FIT_FIRST' && tookShared) {
              expect(roster.waiting().filter(({ arrival }) => arrival < row.arrival)).toEqual([]);
            }
            // Whoever was passed needed more seats than who was served took and left.
            const { own, shared } = roster.free(row.quotaId);
            for (const one of passed)
              expect(one.seats).toBeGreaterThan(own + shared + (deed.kind === 'REGISTER' ? row.heldSeats - 1 : 0));
          }
        }
      }),
      { numRuns: 700 },
    );
  });
});
