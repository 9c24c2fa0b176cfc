// The whole program with three branches and their rooms in it: what tests of venues begin with.
import { newId } from '../src/platform/ids/id.ts';
import type { Id } from '../src/platform/ids/id.ts';
import type { Database, Tx } from '../src/platform/db/database.ts';
import type { Role } from '../src/platform/access/viewer.ts';
import { assignments } from '../src/identity/assignment.tables.ts';
import { insertBranch } from '../src/venues/places/branch.store.ts';
import { insertEquipment } from '../src/venues/places/equipment.store.ts';
import { insertRoom, type LayoutParts } from '../src/venues/places/room.store.ts';
import type { LayoutKind, rooms } from '../src/venues/places/room.tables.ts';
import { insertSpace, insertUnits } from '../src/venues/places/space.store.ts';
import { type Answer, type Asking, startTestApp, type TestApp } from './app.ts';
import { personId, type SignIn } from './people.ts';

type Parts = Record<string, unknown>;
type RoomParts = Partial<typeof rooms.$inferInsert>;

export const KYIV = 'Europe/Kyiv';
/** Wider than any booking of a test: rules about how far ahead and how long say nothing unless a test sets them. */
const FREE = { shortestMinutes: 15, longestMinutes: 1_440, leadMinutes: 0 };

/** A way to furnish a room: what it holds, minutes to set up, minutes to clear away. */
export const layout = (kind: LayoutKind, capacity: number, setUpMinutes = 0, tearDownMinutes = 0): LayoutParts => ({
  ...{ kind, capacity, setUpMinutes, tearDownMinutes },
});

export class VenueLab {
  readonly app: TestApp;
  /** `next` is some 2 km from `central`, `third` some 9 km. */
  readonly branches = { central: newId<'Branch'>(), next: newId<'Branch'>(), third: newId<'Branch'>() };
  /** Hall A 60 and Hall B 40 make the Great Hall 110; the next branch has a hall of 70, the third a small room. */
  readonly rooms = {
    ...{ hallA: newId<'Room'>(), hallB: newId<'Room'>(), great: newId<'Room'>() },
    ...{ nextHall: newId<'Room'>(), thirdRoom: newId<'Room'>() },
  };
  /** The atoms: Hall A is the first, Hall B the second. */
  readonly units = { a: newId<'Unit'>(), b: newId<'Unit'>() };
  readonly spaces = { central: newId<'Space'>() };
  /** Six of the central branch, two of the next. */
  readonly projectors = newId<'Equipment'>();
  readonly nextProjectors = newId<'Equipment'>();
  /** The person who asks where a test names none. */
  asking: Asking = { as: 'librarian' };

  constructor(app: TestApp) {
    this.app = app;
  }

  get database(): Database {
    return this.app.database;
  }

  async found(): Promise<void> {
    const {
      branches,
      rooms: { hallA, hallB, great, nextHall, thirdRoom },
    } = this;
    await this.database.transaction(async (tx) => {
      await this.#branch(tx, branches.central, 'central', 'Центральна бібліотека', [50.4647, 30.5153]);
      await this.#branch(tx, branches.next, 'next', 'Сусідня бібліотека', [50.4501, 30.5003]);
      await this.#branch(tx, branches.third, 'third', 'Третя бібліотека', [50.4647, 30.6453]);
      await insertSpace(tx, { id: this.spaces.central, branchId: branches.central });
      await insertUnits(tx, this.spaces.central, [this.units.a, this.units.b]);
      const { a, b } = this.units;
      const ofA = [layout('THEATRE', 60, 30, 15), layout('CLASS', 32, 30, 15), layout('ROUND_TABLE', 20, 30, 15)];
      const central = { branchId: branches.central, spaceId: this.spaces.central };
      await this.#room(tx, { ...central, id: hallA, nameUk: 'Зала А', nameEn: 'Hall A' }, [a], ofA);
      await this.#room(
        tx,
        { ...central, id: hallB, nameUk: 'Зала Б', nameEn: 'Hall B' },
        [b],
        [layout('THEATRE', 40, 30, 15)],
      );
      await this.#room(
        tx,
        { ...central, id: great, nameUk: 'Велика зала', nameEn: 'Great Hall' },
        [a, b],
        [layout('THEATRE', 110, 30, 15)],
      );
      await this.addRoom(tx, branches.next, [layout('THEATRE', 70, 30, 15)], { id: nextHall, nameUk: 'Зала сусідів' });
      await this.addRoom(tx, branches.third, [layout('CLASS', 25, 10, 10)], { id: thirdRoom, nameUk: 'Кімната' });
      await this.#equipment(tx, this.projectors, branches.central, 6);
      await this.#equipment(tx, this.nextProjectors, branches.next, 2);
      const staff = [
        ['librarian', 'LIBRARIAN', branches.central],
        ['approver', 'APPROVER', branches.central],
      ] as const;
      for (const [as, role, scopeId] of staff) await this.grant(tx, as, role, scopeId);
    });
  }

  /** Gives a role for a branch. */
  async grant(tx: Tx, as: Exclude<SignIn, null>, role: Role, scopeId: string): Promise<void> {
    const row = {
      personId: personId(as),
      role,
      scopeKind: 'BRANCH' as const,
      scopeId,
      grantedAt: this.app.clock.now(),
    };
    await tx.insert(assignments).values(row).onConflictDoNothing();
  }

  /** A room within walls of its own. */
  async addRoom(
    tx: Tx,
    branchId: Id<'Branch'>,
    layouts: readonly LayoutParts[],
    parts: RoomParts & { readonly nameUk: string },
  ): Promise<Id<'Room'>> {
    const [id, spaceId, unit] = [parts.id ?? newId<'Room'>(), newId<'Space'>(), newId<'Unit'>()];
    await insertSpace(tx, { id: spaceId, branchId });
    await insertUnits(tx, spaceId, [unit]);
    await this.#room(tx, { ...parts, id, branchId, spaceId }, [unit], layouts);
    return id;
  }

  async #room(
    tx: Tx,
    row: RoomParts & Pick<typeof rooms.$inferInsert, 'branchId' | 'spaceId' | 'nameUk'> & { id: Id<'Room'> },
    units: readonly Id<'Unit'>[],
    layouts: readonly LayoutParts[],
  ): Promise<void> {
    const now = this.app.clock.now();
    const room = { category: 'HALL' as const, nameEn: 'Room', createdAt: now, updatedAt: now, ...FREE, ...row };
    await insertRoom(tx, room, units, layouts);
  }

  async #branch(tx: Tx, id: Id<'Branch'>, slug: string, nameUk: string, [latitude, longitude]: [number, number]) {
    const now = this.app.clock.now();
    const place = { nameEn: `Library ${slug}`, address: 'вул. Прорізна, 1', zone: KYIV, closesOnHolidays: true };
    await insertBranch(tx, { ...place, id, slug, nameUk, latitude, longitude, createdAt: now, updatedAt: now });
  }

  async #equipment(tx: Tx, id: Id<'Equipment'>, branchId: Id<'Branch'>, quantity: number): Promise<void> {
    const now = this.app.clock.now();
    const stamps = { version: 1, createdAt: now, updatedAt: now };
    await insertEquipment(tx, {
      ...{ id, branchId, kind: 'PROJECTOR', nameUk: 'Проєктор', nameEn: 'Projector', quantity },
      ...stamps,
    });
  }

  ask<Data = Record<string, Parts>>(query: string, variables: Parts = {}, asking = this.asking): Promise<Answer<Data>> {
    return this.app.gql<Data>(query, variables, asking);
  }

  /** The answer's data; throws where the answer has errors. */
  async data<Data = Record<string, Parts>>(query: string, variables: Parts = {}, asking = this.asking): Promise<Data> {
    const { data, errors } = await this.ask<Data>(query, variables, asking);
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data;
  }
}

/** Starts the program with the lab in it; the clock stands at 2019-03-01 10:00 in Kyiv unless `now` says otherwise. */
export async function startVenueLab(
  now = '2019-03-01T08:00:00Z',
  environment: Record<string, string> = {},
): Promise<VenueLab> {
  const lab = new VenueLab(await startTestApp(environment));
  lab.app.clock.set(now);
  await lab.found();
  return lab;
}
