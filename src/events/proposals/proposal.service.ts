import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden, invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { deleteKeptFor } from '../../platform/mail/kept-mail.store.ts';
import { Mails } from '../../platform/mail/mail.service.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import { EventService } from '../content/event.service.ts';
import { lockEvents, withClones } from '../record/event.store.ts';
import type { ConvertProposalInput, DeclineProposalArguments } from './proposal.input.types.ts';
import { mayDecideProposal } from './proposal.policy.ts';
import { forgetInDraft } from './proposal.draft.ts';
import {
  FORGOTTEN,
  notesFor,
  PERSONAL_FIELDS,
  type ProposalDecided,
  proposalDecided,
  THEIR_WORDS,
} from './proposal.rules.ts';
import { findProposal, lockProposal, updateProposalRow } from './proposal.store.ts';
import type { ProposalRow } from './proposal.tables.ts';

type Decided = ProposalRow | ProposalDecided | ChangedMeanwhile;

interface Seen {
  readonly id: string;
  readonly version: number;
}

/** What the staff does with proposals. */
@Injectable()
export class ProposalService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #events: EventService;
  readonly #mails: Mails;

  constructor(@Inject(Database) database: Database, clock: Clock, events: EventService, mails: Mails) {
    this.#database = database;
    this.#clock = clock;
    this.#events = events;
    this.#mails = mails;
  }

  /**
   * Makes the draft of an event of a proposal; the proposer hears of it. Throws NOT_FOUND for a branch or measure that does
   * not exist, FORBIDDEN to whoever does not edit at that branch, BAD_USER_INPUT where nobody has said the kind.
   */
  async convert(input: ConvertProposalInput, viewer: Viewer, language: Language): Promise<Decided> {
    return this.#decide(input, viewer, language, async (tx, proposal) => {
      const kind = input.kind ?? proposal.kind;
      if (kind === null) throw invalidInput('kind must be given: the proposer named none', { argument: 'kind' });
      const { branchId, primaryMeasureId, titleUk } = input;
      const draft = {
        ...{ kind, branchId, measureIds: [primaryMeasureId], titleUk: titleUk ?? proposal.title },
        descriptionUk: proposal.description,
        // Those the proposer named; else those that are usual for the kind.
        ...(proposal.audienceIds.length > 0 && { audienceIds: proposal.audienceIds }),
        staffNotes: notesFor(proposal),
      };
      const event = await this.#events.create(tx, draft, { viewer, language }, THEIR_WORDS);
      if (isRefusal(event)) throw new Error(`a proposal made no event: ${event.kind}`);
      return { action: 'CONVERT', change: { state: 'CONVERTED', eventId: event.id } };
    });
  }

  /** Says no; the proposer reads why. */
  async decline(input: DeclineProposalArguments, viewer: Viewer, language: Language): Promise<Decided> {
    return this.#decide(input, viewer, language, () =>
      Promise.resolve({ action: 'DECLINE', change: { state: 'DECLINED', reason: input.reason } }),
    );
  }

  /**
   * Erases what the proposer wrote, by their wish. Nothing brings it back; an event that was made of it stays, and so do its
   * clones: drafts without the description that came from it. One that waits is declined without a word: nobody is there to read it.
   */
  async forget(id: string, viewer: Viewer): Promise<ProposalRow> {
    return this.#database.transaction(async (tx) => {
      // The events first, in the order in which whoever discards one takes both.
      const eventId = isId(id) ? (await findProposal(tx, id as Id<'Proposal'>))?.eventId : null;
      const made = eventId ? await lockEvents(tx, await withClones(tx, eventId)) : [];
      const before = await locked(tx, id, viewer);
      if (before.contactEmail !== null) await deleteKeptFor(tx, before.contactEmail);
      const now = this.#clock.now();
      for (const event of made) await forgetInDraft(tx, event, before, viewer, now);
      const purged = { ...FORGOTTEN, purgedAt: before.purgedAt ?? now };
      const change =
        before.state === 'NEW' ? { ...purged, ...this.#decision(viewer), state: 'DECLINED' as const } : purged;
      return this.#write(tx, viewer, 'FORGET', before, change);
    });
  }

  async #decide(
    { id, version }: Seen,
    viewer: Viewer,
    language: Language,
    work: (tx: Tx, proposal: ProposalRow) => Promise<{ action: string; change: Partial<ProposalRow> }>,
  ): Promise<Decided> {
    return this.#database.transaction<Decided>(async (tx) => {
      const before = await locked(tx, id, viewer);
      const decided = proposalDecided(before, language);
      if (decided) return decided;
      const stale = await changedSince(tx, 'Proposal', before, version, language);
      if (stale) return stale;
      const { action, change } = await work(tx, before);
      const after = await this.#write(tx, viewer, action, before, { ...change, ...this.#decision(viewer) });
      await this.#mails.enqueue(tx, 'PROPOSAL_DECIDED', before.id);
      return after;
    });
  }

  #decision(viewer: Viewer): Pick<ProposalRow, 'decidedAt' | 'decidedById'> {
    return { decidedAt: this.#clock.now(), decidedById: viewer.kind === 'person' ? viewer.id : null };
  }

  async #write(
    tx: Tx,
    viewer: Viewer,
    action: string,
    before: ProposalRow,
    change: Partial<ProposalRow>,
  ): Promise<ProposalRow> {
    const stamped = { ...change, version: before.version + 1, updatedAt: this.#clock.now() };
    const after = { ...before, ...stamped };
    const changes = changesBetween(before, after, { left: ['formHash'], masked: PERSONAL_FIELDS });
    if (changes.length === 0) return before;
    await updateProposalRow(tx, before.id, stamped);
    const scopeIds = before.branchId === null ? [] : [before.branchId];
    await record(tx, viewer, stamped.updatedAt, {
      action,
      thing: { kind: 'Proposal', id: before.id },
      changes,
      scopeIds,
    });
    return after;
  }
}

async function locked(tx: Tx, id: string, viewer: Viewer): Promise<ProposalRow> {
  const row = isId(id) ? await lockProposal(tx, id as Id<'Proposal'>) : undefined;
  if (!row) throw notFound('the proposal');
  if (!mayDecideProposal(viewer, row)) throw forbidden();
  return row;
}
