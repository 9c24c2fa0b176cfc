import { Injectable } from '@nestjs/common';
import type { LinkRefused } from '../../identity/link.rules.ts';
import { invalidInput } from '../../platform/faults/fault.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { accept, cancel, confirmEmail, reconfirm, resize, turnDown } from '../deciding/changing.ts';
import { checkClass } from '../deciding/class.contact.ts';
import type { AdultsWrong } from '../deciding/class.rules.ts';
import { closedBy, notGoingOn, type Registered } from '../deciding/entering.ts';
import type {
  KeyReused,
  NoPlaces,
  NotHeld,
  NotInThisState,
  RegistrationClosed,
  TooManyPeople,
  TooManySeats,
} from '../deciding/refusal.rules.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import { tooManyIn } from '../deciding/shelter.ts';
import type { AnswersWrong } from '../questions/answer.rules.ts';
import type { Headcount, LinkPurpose, RegistrationRow } from '../record/registration.tables.ts';
import { adultsWrongIn, headcountOf, wordsOf } from './headcount.rules.ts';
import { LinkDesk } from './link.desk.ts';
import type { DeclineOfferInput, EditRegistrationInput, HeadcountInput, LinkInput } from './link.types.ts';

type ByLink<Refused = never> = Registered | LinkRefused | NotInThisState | NotHeld | KeyReused | Refused;

/** What people do by the links of their mails. */
@Injectable()
export class LinkService {
  readonly #links: LinkDesk;

  constructor(links: LinkDesk) {
    this.#links = links;
  }

  confirm(input: LinkInput, asking: Asking): Promise<ByLink> {
    return this.#act(input, ['CONFIRM'], asking, (scene, row) => confirmEmail(scene, row, asking));
  }

  /** Also by the link that asks for the address to be confirmed: whoever reads it may not be who registered. */
  cancel(input: LinkInput, asking: Asking): Promise<ByLink> {
    return this.#act(input, ['MANAGE', 'CONFIRM'], asking, (scene, row) =>
      cancel(scene, row, { by: 'SELF', reason: null }, asking),
    );
  }

  /** Throws BAD_USER_INPUT for seats of a class, and for more words than its contact needs; for pupils of a person. */
  edit(
    input: EditRegistrationInput,
    asking: Asking,
  ): Promise<ByLink<NoPlaces | TooManySeats | TooManyPeople | AdultsWrong | AnswersWrong | RegistrationClosed>> {
    return this.#act(input, ['MANAGE'], asking, (scene, row) => {
      checkClass(row, input);
      const count = checkedCount(scene, row, input, asking);
      if (isRefusal(count)) return count;
      const late = count.seats > row.seats ? closedBy(scene, asking) : null;
      if (late) return late;
      const words = wordsOf(row, scene.roster, input, asking.language);
      return isRefusal(words) ? words : resize(scene, row, count, words, asking);
    });
  }

  acceptOffer(input: HeadcountInput, asking: Asking): Promise<ByLink<NoPlaces | TooManyPeople | AdultsWrong>> {
    return this.#act(input, ['OFFER'], asking, (scene, row) => {
      const said = { ...input, seats: input.seats ?? (row.kind === 'GROUP' ? undefined : row.heldSeats) };
      const count = checkedCount(scene, row, said, asking);
      return isRefusal(count) ? count : accept(scene, row, count, asking);
    });
  }

  declineOffer(input: DeclineOfferInput, asking: Asking): Promise<ByLink> {
    return this.#act(input, ['OFFER'], asking, (scene, row) => turnDown(scene, row, input.stays, asking));
  }

  reconfirm(input: LinkInput, asking: Asking): Promise<ByLink> {
    return this.#act(input, ['RECONFIRM', 'MANAGE'], asking, (scene, row) => reconfirm(scene, row, asking));
  }

  /** Nothing is done by a link any more once the event is over, or does not happen. */
  #act<Refused extends { readonly kind: string; readonly message: string }>(
    input: LinkInput,
    purposes: readonly LinkPurpose[],
    asking: Asking,
    decide: (scene: Scene, row: RegistrationRow) => RegistrationRow | Refused,
  ): Promise<ByLink<Refused>> {
    return this.#links.act<Refused | NotHeld>(
      input,
      input,
      purposes,
      asking,
      (scene, row) => notGoingOn(scene, asking.at, asking.language) ?? decide(scene, row),
    );
  }
}

function checkedCount(
  scene: Scene,
  row: RegistrationRow,
  said: Pick<HeadcountInput, 'seats' | 'pupils' | 'adults'>,
  { language }: Asking,
): Headcount | AdultsWrong | TooManyPeople {
  const count = headcountOf(row, scene.roster, said);
  if (!count) throw invalidInput('a class has pupils and adults, a person seats', { argument: 'input' });
  return adultsWrongIn(row, scene.roster, count, language) ?? tooManyIn(scene, row, count, language) ?? count;
}
