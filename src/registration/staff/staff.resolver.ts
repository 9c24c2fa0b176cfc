import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Language } from '../../platform/language/language.ts';
import { AskingNow } from '../deciding/asking.now.ts';
import { EditByStaffService } from './edit.service.ts';
import { MoveService } from './move.service.ts';
import { RegisterByPhoneInput } from './phone.input.types.ts';
import { PhoneService } from './phone.service.ts';
import {
  EditByStaffInput,
  EndRegistrationInput,
  MoveRegistrationInput,
  PromoteRegistrationInput,
  StaffInput,
} from './staff.input.types.ts';
import { StaffService } from './staff.service.ts';
import {
  DecideRegistrationResult,
  EditByStaffResult,
  MoveRegistrationResult,
  PromoteRegistrationResult,
  RegisterByPhoneResult,
} from './staff.types.ts';

const FOR_WHOM = 'Librarians and approvers of the event’s branch only.';
const INPUT = { description: 'Which, and what is to be done.' };

/** What staff do with registrations. */
@Resolver()
export class StaffResolver {
  readonly #staff: StaffService;
  readonly #phone: PhoneService;
  readonly #edits: EditByStaffService;
  readonly #moves: MoveService;
  readonly #asking: AskingNow;

  constructor(
    staff: StaffService,
    phone: PhoneService,
    edits: EditByStaffService,
    moves: MoveService,
    asking: AskingNow,
  ) {
    this.#staff = staff;
    this.#phone = phone;
    this.#edits = edits;
    this.#moves = moves;
    this.#asking = asking;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => RegisterByPhoneResult, {
    description: `Registers somebody who calls, for themselves or for a class, also before the opening, after the closing, and beyond the largest group; the address is not asked to be confirmed. Never beyond the seats: where none are free they wait. ${FOR_WHOM}`,
  })
  registerByPhone(
    @Args('input', { description: 'Who calls, and for what.' }) input: RegisterByPhoneInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#phone.register(input, this.#asking.of(viewer, language));
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => DecideRegistrationResult, {
    description: `Says the host’s yes to a registration that waits for it. ${FOR_WHOM}`,
  })
  approveRegistration(
    @Args('input', INPUT) input: StaffInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#staff.approve(input, this.#asking.of(viewer, language));
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => DecideRegistrationResult, {
    description: `Says the host’s no to a registration that waits for a yes; whoever is next is offered its places. ${FOR_WHOM}`,
  })
  declineRegistration(
    @Args('input', INPUT) input: EndRegistrationInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#staff.decline(input, this.#asking.of(viewer, language));
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => DecideRegistrationResult, {
    description: `Ends a registration; the person reads why, and whoever is next is offered its places. ${FOR_WHOM}`,
  })
  cancelRegistrationByStaff(
    @Args('input', INPUT) input: EndRegistrationInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#staff.cancel(input, this.#asking.of(viewer, language));
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => PromoteRegistrationResult, {
    description: `Lets one that waits have the free seats before its turn, where all its seats are free: by an offer, or at once when the person has said yes. Also takes the yes of whoever has an offer. ${FOR_WHOM}`,
  })
  promoteRegistration(
    @Args('input', INPUT) input: PromoteRegistrationInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#staff.promote(input, this.#asking.of(viewer, language));
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => MoveRegistrationResult, {
    description: `Moves a registration to another date as it stands: a place stays a place where one is free there that nobody waits for, else nothing changes; who waits is the last of the line there. Librarians and approvers of the branches of both events only.`,
  })
  moveRegistration(
    @Args('input', INPUT) input: MoveRegistrationInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#moves.move(input, this.#asking.of(viewer, language));
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => EditByStaffResult, {
    description: `Changes how many come, whom to ask, and what they need. More seats are given where a newcomer would get them, also beyond the largest group; in the queue more seats lose the turn, fewer keep it. ${FOR_WHOM}`,
  })
  editRegistrationByStaff(
    @Args('input', INPUT) input: EditByStaffInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#edits.edit(input, this.#asking.of(viewer, language));
  }
}
