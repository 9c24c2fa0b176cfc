import type { Reader } from '../platform/db/database.ts';
import type { Instant } from '../platform/time/instant.ts';
import { notGoingOn } from '../registration/deciding/entering.ts';
import { Scene } from '../registration/deciding/scene.ts';
import type { RegistrationRow } from '../registration/record/registration.tables.ts';
import { quotasOfRosters, subjectsOfRosters } from '../registration/record/roster.store.ts';
import type { MessageData } from './message.data.ts';

type Left = MessageData['SUBSTITUTE_WANTED']['leaves'];

/** What somebody would get who is named now for one who does not come, and until when they can be; null without a date. */
export async function leftFor(
  reader: Reader,
  { rosterId, quotaId, seats }: RegistrationRow,
  now: Instant,
): Promise<{ readonly leaves: Left; readonly closesAt: Instant } | null> {
  const subject = (await subjectsOfRosters(reader, [rosterId])).get(rosterId);
  if (!subject) return null;
  const scene = Scene.toLookAt(subject, (await quotasOfRosters(reader, [rosterId])).get(rosterId) ?? []);
  if (!scene.opening) return null;
  const { closesAt } = scene.opening;
  if (now >= closesAt || notGoingOn(scene, now, 'uk')) return { leaves: 'NOTHING', closesAt };
  if (scene.freeFor(quotaId) >= seats) return { leaves: 'PLACE', closesAt };
  return { leaves: scene.roster.hasWaitlist ? 'RESERVE' : 'NOTHING', closesAt };
}
