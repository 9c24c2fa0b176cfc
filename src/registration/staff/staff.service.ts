import { Injectable } from '@nestjs/common';
import type { AdultsWrong } from '../deciding/class.rules.ts';
import type { Registered } from '../deciding/entering.ts';
import type { KeyReused, NoPlaces, NotHeld, NotInThisState } from '../deciding/refusal.rules.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import { approve, cancelByStaff, declineByStaff, type NoTimeToAnswer, promoteByStaff } from './staff.deciding.ts';
import { StaffDesk } from './staff.desk.ts';
import type { EndRegistrationInput, PromoteRegistrationInput, StaffInput } from './staff.input.types.ts';

type Decided<Refused = never> = Registered | NotInThisState | NotHeld | KeyReused | Refused;

/** What staff decide about single registrations. */
@Injectable()
export class StaffService {
  readonly #desk: StaffDesk;

  constructor(desk: StaffDesk) {
    this.#desk = desk;
  }

  approve(input: StaffInput, asking: Asking): Promise<Decided> {
    return this.#desk.act(input, asking, (scene, row) => approve(scene, row, asking));
  }

  decline(input: EndRegistrationInput, asking: Asking): Promise<Decided> {
    return this.#desk.act(input, asking, (scene, row) => declineByStaff(scene, row, input.reason, asking));
  }

  cancel(input: EndRegistrationInput, asking: Asking): Promise<Decided> {
    return this.#desk.act(input, asking, (scene, row) => cancelByStaff(scene, row, input.reason, asking));
  }

  promote(input: PromoteRegistrationInput, asking: Asking): Promise<Decided<NoPlaces | NoTimeToAnswer | AdultsWrong>> {
    return this.#desk.act(input, asking, (scene, row) => promoteByStaff(scene, row, input, asking));
  }
}
