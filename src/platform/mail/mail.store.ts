import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../db/database.ts';
import type { PageWindow } from '../graphql/connection.ts';
import type { Id } from '../ids/id.ts';
import { formatUtc, type Instant } from '../time/instant.ts';
import { type OutgoingMailRow, outgoingMails } from './mail.tables.ts';

export type MailState = OutgoingMailRow['state'];

export async function insertMail(
  tx: Tx,
  mail: Pick<OutgoingMailRow, 'id' | 'kind' | 'aboutId' | 'createdAt'>,
): Promise<void> {
  await tx.insert(outgoingMails).values(mail);
}

/** A new mail among many. */
export type NewMail = Pick<OutgoingMailRow, 'id' | 'kind' | 'aboutId'>;

/** As one parameter, so that any number of them is the same statement. */
export async function insertMails(tx: Tx, mails: readonly NewMail[], createdAt: Instant): Promise<void> {
  await tx.execute(
    sql`insert into ${outgoingMails} (id, kind, about_id, created_at)
      select n.id, n.kind, n."aboutId", ${formatUtc(createdAt)}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) n(id uuid, kind text, "aboutId" uuid)`,
  );
}

const waiting = (id: Id<'OutgoingMail'>, tried: number) =>
  and(eq(outgoingMails.id, id), eq(outgoingMails.state, 'QUEUED'), eq(outgoingMails.attempts, tried));

/** The mail while it waits for the try after the `tried`-th; undefined when it went on without. */
export async function findWaitingMail(
  reader: Reader,
  id: Id<'OutgoingMail'>,
  tried: number,
): Promise<OutgoingMailRow | undefined> {
  const [row] = await reader.select().from(outgoingMails).where(waiting(id, tried));
  return row;
}

/** Ends a mail that waits: nothing happens to one that ended meanwhile. */
export async function endMail(
  tx: Tx,
  id: Id<'OutgoingMail'>,
  state: Exclude<MailState, 'QUEUED'>,
  now: Instant,
): Promise<void> {
  await tx
    .update(outgoingMails)
    .set({ state, endedAt: now })
    .where(and(eq(outgoingMails.id, id), eq(outgoingMails.state, 'QUEUED')));
}

/** Counts a try; false, and nothing happens, when the mail went on without. */
export async function countTry(
  tx: Tx,
  id: Id<'OutgoingMail'>,
  tried: number,
  lastError: string | null,
): Promise<boolean> {
  const rows = await tx
    .update(outgoingMails)
    .set({ attempts: tried + 1, lastError })
    .where(waiting(id, tried))
    .returning({ id: outgoingMails.id });
  return rows.length > 0;
}

/** A failed mail waits again; undefined when there is none of this id that failed. */
export async function requeueFailed(
  tx: Tx,
  id: Id<'OutgoingMail'>,
): Promise<Pick<OutgoingMailRow, 'attempts'> | undefined> {
  const [row] = await tx
    .update(outgoingMails)
    .set({ state: 'QUEUED', endedAt: null })
    .where(and(eq(outgoingMails.id, id), eq(outgoingMails.state, 'FAILED')))
    .returning({ attempts: outgoingMails.attempts });
  return row;
}

/** Newest first; of all states when none is named. The window's key is the id. */
export async function pageOfMails(
  reader: Reader,
  window: PageWindow<readonly [id: string]>,
  state: MailState | null,
): Promise<OutgoingMailRow[]> {
  return reader
    .select()
    .from(outgoingMails)
    .where(
      and(
        state ? eq(outgoingMails.state, state) : undefined,
        window.after ? lt(outgoingMails.id, window.after[0] as Id<'OutgoingMail'>) : undefined,
      ),
    )
    .orderBy(desc(outgoingMails.id))
    .limit(window.limit);
}
