// What every change of an event begins and ends with, whether of its words, its sessions or its way to the public.
import type { Viewer } from '../../platform/access/viewer.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { authorsPublishOf } from '../record/branch-editing.store.ts';
import { type EventAction, type WrongStatus, wrongStatus } from '../record/editorial.rules.ts';
import { mayEditEvent } from '../record/event.policy.ts';
import { lockEvent } from '../record/event.store.ts';
import type { EventRow } from '../record/event.tables.ts';
import { approvalOutlives } from './edit.policy.ts';

export interface Asker {
  readonly viewer: Viewer;
  readonly language: Language;
}

/** What stops a change before it begins. */
export type Stopped = WrongStatus | ChangedMeanwhile;

/**
 * Takes the event for this transaction, if the viewer may edit it, saw it as it is, and it has come as far as the action
 * needs. Throws NOT_FOUND and FORBIDDEN.
 */
export async function lockForChange(
  tx: Tx,
  { id, version }: { readonly id: string; readonly version?: number | null },
  action: EventAction,
  { viewer, language }: Asker,
): Promise<EventRow | Stopped> {
  const event = isId(id) ? await lockEvent(tx, id as Id<'Event'>) : undefined;
  if (!event) throw notFound('the event');
  if (!mayEditEvent(viewer, event)) throw forbidden();
  const stale = await changedSince(tx, 'Event', event, version, language);
  return stale ?? wrongStatus(action, event, language) ?? event;
}

/** The change with the stamps that every write of an event or of its sessions leaves on the event. */
export function touched(event: EventRow, now: Instant, change: Partial<EventRow> = {}): Partial<EventRow> {
  return { ...change, version: event.version + 1, updatedAt: now };
}

/**
 * What an edit of the event or of its sessions makes of its editorial status: the edit of an author takes an approved one
 * back to those who approve. Goes into the `change` of `touched`.
 */
export async function editorialAfterEdit(
  reader: Reader,
  event: EventRow,
  viewer: Viewer,
  branchId = event.branchId,
): Promise<Pick<EventRow, 'editorialStatus'>> {
  if (event.editorialStatus !== 'APPROVED') return { editorialStatus: event.editorialStatus };
  const authorsPublish = (await authorsPublishOf(reader, [branchId])).get(branchId) ?? false;
  const outlives = approvalOutlives(viewer, { ...event, branchId }, authorsPublish);
  return { editorialStatus: outlives ? 'APPROVED' : 'SUBMITTED' };
}
