import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { ComposedMail } from '../../platform/mail/mail.kinds.ts';
import { Mails } from '../../platform/mail/mail.service.ts';
import { referenceOf } from './proposal.rules.ts';
import { findProposal } from './proposal.store.ts';
import type { ProposalRow } from './proposal.tables.ts';
import { decidedText, receivedText } from './proposal.texts.rules.ts';

/** The mails to whoever proposed an event, in the language in which they did. */
@Injectable()
export class ProposalMails implements OnModuleInit {
  readonly #mails: Mails;

  constructor(mails: Mails) {
    this.#mails = mails;
  }

  onModuleInit(): void {
    this.#mails.register('PROPOSAL_RECEIVED', (tx, id) =>
      mailAbout(tx, id, (proposal) => receivedText(referenceOf(proposal.formHash), proposal.language)),
    );
    this.#mails.register('PROPOSAL_DECIDED', (tx, id) =>
      mailAbout(tx, id, ({ formHash, reason, state, language }) =>
        decidedText(referenceOf(formHash), reason, state === 'CONVERTED', language),
      ),
    );
  }
}

/** Nobody is written to whose contact is forgotten. */
async function mailAbout(
  tx: Tx,
  id: string,
  write: (proposal: ProposalRow) => { readonly subject: string; readonly text: string },
): Promise<ComposedMail | null> {
  const proposal = await findProposal(tx, id as Id<'Proposal'>);
  return proposal?.contactEmail ? { to: proposal.contactEmail, ...write(proposal) } : null;
}
