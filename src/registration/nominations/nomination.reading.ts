import { findEntry } from '../../directory/entry.store.ts';
import type { Reader } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { overdueIn } from '../deciding/deciding.store.ts';
import { Scene } from '../deciding/scene.ts';
import { endOverdue } from '../deciding/time.over.ts';
import { liveUnder, waitingIn } from '../record/registration.store.ts';
import { quotasOfRosters, subjectsOfRosters } from '../record/roster.store.ts';
import type { Nominator } from './nomination.deciding.ts';
import { readNomineeList } from './nomination.reader.ts';
import { lineFault, nominationsWrong, type NominationsWrong } from './nomination.refusal.rules.ts';
import { type CheckedLine, checkLines } from './nomination.rules.ts';

/** A body or an outlet, by its address. */
export interface NamedNominator {
  readonly bodySlug?: string | null;
  readonly outletSlug?: string | null;
}

/** Somebody of a list that is sent as rows. */
export interface NomineeRow {
  readonly name: string;
  readonly email: string;
  readonly jobTitle?: string | null;
  readonly phone?: string | null;
}

/** A list, pasted or as rows. */
export interface WrittenList {
  readonly csv?: string | null;
  readonly rows?: readonly NomineeRow[] | null;
}

/** Throws BAD_USER_INPUT unless one of both is named, and NOT_FOUND for none of this name. */
export async function readNominator(reader: Reader, { bodySlug, outletSlug }: NamedNominator): Promise<Nominator> {
  if ((bodySlug == null) === (outletSlug == null)) {
    throw invalidInput('name exactly one of bodySlug and outletSlug', { argument: 'bodySlug' });
  }
  const bodyId = bodySlug == null ? null : (await findEntry(reader, 'body', { slug: bodySlug }))?.id;
  const outletId = outletSlug == null ? null : (await findEntry(reader, 'outlet', { slug: outletSlug }))?.id;
  if (bodyId === undefined) throw notFound('the body');
  if (outletId === undefined) throw notFound('the outlet');
  return { bodyId, outletId };
}

/** The lines of a list with what is wrong with each; throws BAD_USER_INPUT unless it is given in one of both ways. */
export function readLines(
  { csv, rows }: WrittenList,
  language: Language,
): { readonly lines: readonly CheckedLine[]; readonly ignoredColumns: readonly string[] } | NominationsWrong {
  if ((csv == null) === (rows == null)) {
    throw invalidInput('give exactly one of csv and rows', { argument: 'csv' });
  }
  if (csv != null) {
    const read = readNomineeList(csv, language);
    return isRefusal(read) ? read : { ...read, lines: checkLines(read.lines, language) };
  }
  if (rows == null || rows.length === 0) return nominationsWrong([lineFault(1, null, 'EMPTY', language)], language);
  return { lines: checkLines(rows.map(lineOf), language), ignoredColumns: [] };
}

export function lineOf({ name, email, jobTitle, phone }: NomineeRow, at: number) {
  return { line: at + 1, name, email, jobTitle: jobTitle ?? '', phone: phone ?? '', hasMore: false };
}

/**
 * A roster as it would be decided on now, for somebody who only wants to know what would become of a list: nothing that is
 * done to it is written. Throws NOT_FOUND for no roster.
 */
export async function sceneToLookAt(
  reader: Reader,
  rosterId: Id<'Roster'>,
  oneKeys: readonly string[],
  now: Instant,
): Promise<Scene> {
  const [subjects, quotas, queues, overdue, known] = await Promise.all([
    subjectsOfRosters(reader, [rosterId]),
    quotasOfRosters(reader, [rosterId]),
    waitingIn(reader, [rosterId]),
    overdueIn(reader, [rosterId], now),
    liveUnder(reader, [rosterId], oneKeys),
  ]);
  const subject = subjects.get(rosterId);
  if (!subject) throw notFound('the roster');
  const nothing = new Map<string, never>();
  const rows = [...known, ...overdue];
  const queue = queues.get(rosterId) ?? [];
  const ofQuotas = quotas.get(rosterId) ?? [];
  const scene = new Scene({
    ...{ subject, quotas: ofQuotas, queue, rows },
    ...{ classes: nothing, unconfirmed: nothing, links: nothing },
  });
  endOverdue(scene, overdue, now);
  return scene;
}
