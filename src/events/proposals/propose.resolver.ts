import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Public } from '../../platform/access/access.decorators.ts';
import { type Exchange, Exchanging, Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { DEAR } from '../../platform/graphql/dear.ts';
import type { Language } from '../../platform/language/language.ts';
import { ProposalForms } from './proposal.forms.ts';
import { ProposeEventInput } from './proposal.input.types.ts';
import { ProposalForm, ProposeEventResult } from './proposal.types.ts';
import { ProposeService } from './propose.service.ts';

/** What is open to everybody: to propose an event. */
@Resolver()
export class ProposeResolver {
  readonly #forms: ProposalForms;
  readonly #proposing: ProposeService;

  constructor(forms: ProposalForms, proposing: ProposeService) {
    this.#forms = forms;
    this.#proposing = proposing;
  }

  @Public()
  @Query(() => ProposalForm, { description: 'A form for proposing an event to the libraries, to be sent once.' })
  proposalForm() {
    return this.#forms.give();
  }

  @Public()
  @Mutation(() => ProposeEventResult, {
    ...DEAR,
    description:
      'Proposes an event to the libraries; a mail says that it came, another one what became of it. Sending the same form again answers as the first time. Public.',
  })
  proposeEvent(
    @Args('input', { description: 'The event, and whom to ask about it.' }) input: ProposeEventInput,
    @Viewing() viewer: Viewer,
    @Exchanging() { request }: Exchange,
    @Spoken() language: Language,
  ) {
    return this.#proposing.propose(input, { viewer, address: request.ip, language });
  }
}
