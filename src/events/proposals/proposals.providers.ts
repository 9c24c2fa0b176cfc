import type { Provider } from '@nestjs/common';
import { EventStaffProposalResolver } from './proposal.event.resolver.ts';
import { ProposalForms } from './proposal.forms.ts';
import { ProposalMails } from './proposal.mails.ts';
import { ProposalResolver } from './proposal.resolver.ts';
import { ProposalService } from './proposal.service.ts';
import { ProposalSweep } from './proposal.sweep.ts';
import { ProposeResolver } from './propose.resolver.ts';
import { ProposeService } from './propose.service.ts';

export const PROPOSALS: Provider[] = [
  ...[ProposalForms, ProposalMails, ProposalSweep],
  ...[ProposeService, ProposalService, ProposeResolver, ProposalResolver, EventStaffProposalResolver],
];
