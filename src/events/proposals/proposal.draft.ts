// What is left of a proposer's words in the event that was made of their proposal.
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { editorialAfterEdit, touched } from '../content/event.change.ts';
import { searchedBy } from '../content/event.rules.ts';
import { noteEvents } from '../record/act.ts';
import { isPublic } from '../record/event.policy.ts';
import { updateEventRow } from '../record/event.store.ts';
import type { EventRow } from '../record/event.tables.ts';
import { relist } from '../record/listing.store.ts';
import { THEIR_WORDS } from './proposal.rules.ts';
import type { ProposalRow } from './proposal.tables.ts';

/**
 * Clears the description that came from the proposal, if it is still that and the event was never published. The event must
 * be taken. Whoever decides about the proposal does it, whether they edit the event or not: the wish is the proposer's.
 */
export async function forgetInDraft(
  tx: Tx,
  event: EventRow,
  { description }: Pick<ProposalRow, 'description'>,
  viewer: Viewer,
  now: Instant,
): Promise<void> {
  const isKnown = isPublic(event) || event.publishedAt !== null;
  if (isKnown || event.descriptionUk !== description) return;
  const editorial = await editorialAfterEdit(tx, event, viewer);
  const descriptionUk = null;
  const searched = searchedBy({ ...event, descriptionUk });
  await updateEventRow(tx, event.id, touched(event, now, { descriptionUk, ...searched, ...editorial }));
  await relist(tx, [event.id]);
  noteEvents(tx, [event.id]);
  const { editorialStatus } = event;
  await record(tx, viewer, now, {
    ...{ action: 'UPDATE', thing: { kind: 'Event', id: event.id }, scopeIds: [event.branchId] },
    changes: changesBetween(
      { descriptionUk: description, editorialStatus },
      { descriptionUk, ...editorial },
      { masked: THEIR_WORDS },
    ),
  });
}
