import type { Reader } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Headcount, RegistrationRow } from '../record/registration.tables.ts';
import { seatlessAdults } from '../record/registration.store.ts';
import type { RosterRow } from '../record/roster.tables.ts';
import { narrowest } from '../roster/capacity.rules.ts';
import { limitsOfSessions, sessionsOfRosters } from '../roster/limit.store.ts';
import { type TooManyPeople, tooManyPeople } from './refusal.rules.ts';
import type { Shelter } from './scene.rules.ts';
import type { Scene } from './scene.ts';

/**
 * The shelters of rosters where people come who take no seats, so that seats do not tell how many there are. Nothing is read
 * for the others, nor where an approver has said why more may come than fit.
 */
export async function sheltersOf(reader: Reader, rosters: readonly RosterRow[]): Promise<ReadonlyMap<string, Shelter>> {
  const ids = rosters.flatMap((one) => (one.adultsCount || one.capacityReason !== null ? [] : [one.id]));
  if (ids.length === 0) return new Map();
  const dates = await sessionsOfRosters(reader, ids);
  const [limits, adults] = await Promise.all([
    limitsOfSessions(reader, [...dates.values()].flat()),
    seatlessAdults(reader, ids),
  ]);
  return new Map(
    ids.flatMap((id): [string, Shelter][] => {
      const ofDates = (dates.get(id) ?? []).flatMap((date) => limits.get(date)?.limits ?? []);
      const shelter = narrowest(ofDates.filter(({ cause }) => cause === 'SHELTER'));
      return shelter ? [[id, { most: shelter.most, adults: adults.get(id) ?? 0 }]] : [];
    }),
  );
}

function peopleOf({ seats, pupils, adults }: Headcount): number {
  return pupils === null ? seats : pupils + (adults ?? 0);
}

/** The refusal of more people than the shelter has room for; of whoever waits, of more than it could ever have. */
export function tooManyFor(
  scene: Scene,
  count: Headcount,
  waits: boolean,
  language: Language,
  row: RegistrationRow | null = null,
): TooManyPeople | null {
  const most = waits ? scene.shelter?.most : scene.roomInShelter(row);
  return most != null && peopleOf(count) > most ? tooManyPeople(Math.max(0, most), language) : null;
}

/** The same of one that is there already and comes with more, or takes what it is offered. */
export function tooManyIn(
  scene: Scene,
  row: RegistrationRow,
  count: Headcount,
  language: Language,
): TooManyPeople | null {
  if (row.status !== 'OFFERED' && peopleOf(count) <= peopleOf(row)) return null;
  return tooManyFor(scene, count, row.status === 'WAITLISTED', language, row);
}
