import { Inject, Injectable } from '@nestjs/common';
import { audiencesByIds } from '../../directory/entry.store.ts';
import { readEmail } from '../../identity/email.rules.ts';
import { Limiter, networkOf } from '../../identity/limiter.ts';
import { findMeasure } from '../../plans/measure.store.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { Database, type Reader } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { Mails } from '../../platform/mail/mail.service.ts';
import { Clock } from '../../platform/time/clock.ts';
import { findBranch } from '../../venues/places/branch.store.ts';
import { ProposalForms, type ReadForm } from './proposal.forms.ts';
import type { ProposeEventInput } from './proposal.input.types.ts';
import {
  type FormOutdated,
  formOutdated,
  isFormOpen,
  PERSONAL_FIELDS,
  PROPOSAL_PACES,
  referenceOf,
  type TooManyProposals,
  tooManyProposals,
} from './proposal.rules.ts';
import { hasProposal, insertProposal } from './proposal.store.ts';
import type { ProposalRow } from './proposal.tables.ts';

/** Who asks: nobody we know, so their network counts. */
export interface Proposer {
  readonly viewer: Viewer;
  /** An IP address. */
  readonly address: string;
  readonly language: Language;
}

interface Received {
  readonly reference: string;
}

@Injectable()
export class ProposeService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #forms: ProposalForms;
  readonly #limiter: Limiter;
  readonly #mails: Mails;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    forms: ProposalForms,
    limiter: Limiter,
    mails: Mails,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#forms = forms;
    this.#limiter = limiter;
    this.#mails = mails;
  }

  /**
   * Keeps a proposal. A form that has brought one already answers as it did then. Throws BAD_USER_INPUT for an address that
   * is none, NOT_FOUND for a branch, measure or audience that does not exist.
   */
  async propose(input: ProposeEventInput, proposer: Proposer): Promise<Received | FormOutdated | TooManyProposals> {
    const form = await this.#forms.read(input.form);
    if (!form) return formOutdated(proposer.language);
    const received = { reference: referenceOf(form.hash) };
    if (await hasProposal(this.#database.reader, form.hash)) return received;
    if (!isFormOpen(form.givenAt, this.#clock.now())) return formOutdated(proposer.language);
    const proposal = await this.#proposalOf(input, form, proposer.language);
    return this.#keep(proposal, received, { ...proposer, isRobot: Boolean(input.website) });
  }

  async #proposalOf(input: ProposeEventInput, form: ReadForm, language: Language): Promise<ProposalRow> {
    const contactEmail = readEmail(input.contactEmail);
    if (!contactEmail) throw invalidInput('contactEmail must be one e-mail address', { argument: 'contactEmail' });
    const now = this.#clock.now();
    const { contactName, title, description } = input;
    const { organisation = null, contactPhone = null, kind = null, wishedTimes = null, expectedPeople = null } = input;
    return {
      id: newId<'Proposal'>(),
      ...{ contactName, contactEmail, contactPhone, title, description, language },
      ...{ organisation, kind, wishedTimes, expectedPeople, formHash: form.hash },
      ...(await known(this.#database.reader, input)),
      ...{ state: 'NEW', eventId: null, decidedById: null, decidedAt: null, reason: null, purgedAt: null },
      ...{ version: 1, createdAt: now, updatedAt: now },
    };
  }

  async #keep(
    proposal: ProposalRow,
    received: Received,
    { viewer, address, language, isRobot }: Proposer & { readonly isRobot: boolean },
  ): Promise<Received | TooManyProposals> {
    return this.#database.transaction<Received | TooManyProposals>(async (tx) => {
      // A robot that filled the hidden field learns nothing: it is counted and answered like everybody.
      if (!isRobot && !(await insertProposal(tx, proposal))) return received;
      const wait = await this.#limiter.admitWithin(tx, [
        { pace: PROPOSAL_PACES.network, of: networkOf(address) },
        { pace: PROPOSAL_PACES.email, of: proposal.contactEmail ?? '' },
      ]);
      if (wait > 0) return tooManyProposals(wait, language);
      if (isRobot) return received;
      const { formHash: _, ...told } = proposal;
      await record(tx, viewer, proposal.createdAt, {
        action: 'PROPOSE',
        thing: { kind: 'Proposal', id: proposal.id },
        changes: changesBetween(null, told, { left: ['id'], masked: PERSONAL_FIELDS }),
        scopeIds: proposal.branchId === null ? [] : [proposal.branchId],
      });
      await this.#mails.enqueue(tx, 'PROPOSAL_RECEIVED', proposal.id);
      return received;
    });
  }
}

async function known(
  reader: Reader,
  { branchId, measureId, audienceIds }: ProposeEventInput,
): Promise<Pick<ProposalRow, 'branchId' | 'measureId' | 'audienceIds'>> {
  const branch = branchId != null && isId(branchId) ? await findBranch(reader, { id: branchId as Id<'Branch'> }) : null;
  if (branchId != null && !branch) throw notFound('the branch');
  const measure =
    measureId != null && isId(measureId) ? await findMeasure(reader, { id: measureId as Id<'Measure'> }) : null;
  if (measureId != null && !measure) throw notFound('the measure');
  const wished = audienceIds ?? [];
  const rows = await audiencesByIds(reader, wished.filter(isId));
  const audiences = wished.map((id) => rows.get(id.toLowerCase())?.id);
  const found = audiences.flatMap((id) => id ?? []);
  if (found.length < audiences.length) throw notFound('the audience');
  return { branchId: branch?.id ?? null, measureId: measure?.id ?? null, audienceIds: [...new Set(found)] };
}
