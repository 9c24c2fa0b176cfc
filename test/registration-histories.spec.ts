// Random histories over HTTP, many requests at once: whatever came between which, the rows add up and nobody is passed.
import fc from 'fast-check';
import { aKey, RegistrationLab } from './registration-lab.ts';
import { RosterState, wrongIn } from './registration-model.ts';

interface Deed {
  readonly kind: 'REGISTER' | 'CANCEL' | 'ACCEPT' | 'DECLINE' | 'EDIT';
  readonly which: number;
  readonly seats: number;
  /** Whether it names the audience of the quota. */
  readonly ofQuota: boolean;
}

const deed = fc.record<Deed>({
  kind: fc.constantFrom('REGISTER', 'REGISTER', 'CANCEL', 'ACCEPT', 'DECLINE', 'EDIT'),
  which: fc.nat(100),
  seats: fc.integer({ min: 1, max: 4 }),
  ofQuota: fc.boolean(),
});
/** Volleys: all of one are sent before any of it is answered. */
const history = fc.array(fc.array(deed, { minLength: 4, maxLength: 12 }), { minLength: 3, maxLength: 5 });

describe('random histories over HTTP, in parallel', () => {
  let lab: RegistrationLab;

  beforeAll(async () => {
    lab = await RegistrationLab.start();
  });

  afterAll(() => lab.app.stop());

  async function stateOf(rosterId: string): Promise<RosterState> {
    const { policy, capacity } = await lab.roster(rosterId);
    return new RosterState({
      policy,
      capacity,
      quotas: await lab.quotasOf(rosterId),
      rows: await lab.registrationsOf(rosterId),
    });
  }

  async function send(rosterId: string, { kind, which, seats, ofQuota }: Deed): Promise<unknown> {
    const register = () => lab.register(rosterId, { seats, ...(ofQuota && { audienceSlug: 'students' }) });
    const rows = await lab.registrationsOf(rosterId);
    const row = rows[which % Math.max(1, rows.length)];
    if (kind === 'REGISTER' || !row) return register();
    if (kind === 'CANCEL') return lab.act('cancel', row.id);
    if (kind === 'EDIT') return lab.act('edit', row.id, { seats });
    // A link of an offer is made when there is one; of anything else it says so.
    return lab.act(kind === 'ACCEPT' ? 'accept' : 'decline', row.id, kind === 'DECLINE' ? { stays: ofQuota } : {});
  }

  it.each(['STRICT', 'FIT_FIRST', 'OFFER_SMALLER'] as const)('hold what was promised under %s', async (policy) => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 4, max: 9 }), async (volleys, capacity) => {
        const quotas = [{ audienceSlug: 'students', seats: 3 }];
        const { rosterId } = await lab.aRoster({ policy, capacity, quotas, key: aKey() });
        for (const volley of volleys) {
          const answers = await Promise.all(volley.map((one) => send(rosterId, one)));
          expect(answers).toHaveLength(volley.length);
          const state = await stateOf(rosterId);
          expect(wrongIn(state)).toBeNull();
          const stored = await lab.roster(rosterId);
          expect([stored.held, stored.waiting]).toEqual([state.held, state.waiting().length]);
        }
        const arrivals = (await lab.registrationsOf(rosterId)).map(({ arrival }) => arrival);
        expect(new Set(arrivals).size).toBe(arrivals.length);
      }),
      { numRuns: 6 },
    );
  });
});
