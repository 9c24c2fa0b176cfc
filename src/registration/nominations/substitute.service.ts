import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { cancel } from '../deciding/changing.ts';
import { RosterDesk } from '../deciding/desk.ts';
import { notGoingOn, type Registered } from '../deciding/entering.ts';
import {
  consentNeeded,
  type ConsentNeeded,
  type KeyReused,
  type NotHeld,
  notInThisState,
  type NotInThisState,
} from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import { findRegistration } from '../record/registration.store.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { lockRosters } from '../record/roster.store.ts';
import { nominateAll, type NominateRefusal } from './nomination.deciding.ts';
import type { SubstituteNomineeInput, WithdrawNomineeInput } from './nomination.input.types.ts';
import { mayNominate } from './nomination.policy.ts';
import { lineOf } from './nomination.reading.ts';
import { alreadySubstituted, type AlreadySubstituted, nominationsWrong } from './nomination.refusal.rules.ts';
import { checkLines, nomineeOf } from './nomination.rules.ts';
import { isSubstitutable } from './nomination.state.rules.ts';
import { findSubstitute } from './nomination.store.ts';

type Substituted = Registered | NominateRefusal | NotInThisState | AlreadySubstituted | ConsentNeeded | KeyReused;

/** Nominees who do not come: others in their place, and nominations that are taken back. */
@Injectable()
export class SubstituteService {
  readonly #database: Database;
  readonly #desk: RosterDesk;

  constructor(@Inject(Database) database: Database, desk: RosterDesk) {
    this.#database = database;
    this.#desk = desk;
  }

  /**
   * Names somebody in the place of one who does not come. The seat that became free is offered to the reserve at once, and is
   * the substitute's only while nobody was offered it; then the substitute goes before all who wait, and else is the last of
   * the reserve. Throws FORBIDDEN for whoever does not nominate for that body, NOT_FOUND for no nominee.
   */
  async substitute(input: SubstituteNomineeInput, asking: Asking): Promise<Substituted> {
    const row = await this.#nominee(input.registrationId, asking);
    const { language } = asking;
    const consent = consentNeeded(input.consentVersion, language);
    if (consent) return consent;
    const [line] = checkLines([lineOf(input.row, 0)], language);
    if (!line || line.errors.length > 0) return nominationsWrong(line?.errors ?? [], language);
    const nominee = nomineeOf(line);
    const list = { by: row, nominees: [nominee], consentVersion: input.consentVersion, substituteOfId: row.id };
    return this.#database.transaction<Substituted>(async (tx) => {
      await lockRosters(tx, [row.rosterId]);
      const substituteId = await findSubstitute(tx, row);
      const decide = (scene: Scene): Substituted => {
        const { status } = scene.find(row.id) ?? row;
        if (!isSubstitutable(status)) return notInThisState(status, language);
        if (substituteId) return alreadySubstituted(substituteId, language);
        const named = nominateAll(scene, list, asking);
        if (isRefusal(named)) return named;
        const [receipt] = named.receipts;
        if (!receipt) throw new Error('a list of one made no registration');
        return { kind: 'Registered', receipt };
      };
      const request = {
        asking,
        key: keyOf(input, asking),
        registrationIds: [row.id],
        oneKeys: [nominee.email],
        decide,
      };
      const [answer] = await this.#desk.askWithin(tx, row.rosterId, [request]);
      if (!answer) throw new Error('the desk did not answer');
      return answer;
    });
  }

  /**
   * Takes a nomination back; the nominee reads why, and the reserve moves up. Throws FORBIDDEN for whoever does not nominate
   * for that body, NOT_FOUND for no nominee.
   */
  async withdraw(
    input: WithdrawNomineeInput,
    asking: Asking,
  ): Promise<Registered | NotInThisState | NotHeld | KeyReused> {
    const known = await this.#nominee(input.registrationId, asking);
    return this.#desk.ask<Registered | NotInThisState | NotHeld>(known.rosterId, {
      asking,
      key: keyOf(input, asking),
      registrationIds: [known.id],
      frees: true,
      decide: (scene) => {
        const row = scene.find(known.id) ?? known;
        const off = notGoingOn(scene, asking.at, asking.language);
        if (off) return off;
        const ended = cancel(scene, row, { by: 'BODY', reason: input.reason }, asking);
        return isRefusal(ended) ? ended : { kind: 'Registered', receipt: scene.receiptOf(ended) };
      },
    });
  }

  async #nominee(id: string, { viewer }: Asking): Promise<RegistrationRow> {
    const row = isId(id) ? await findRegistration(this.#database.reader, id as Id<'Registration'>) : undefined;
    if (row?.kind !== 'NOMINEE') throw notFound('the nominee');
    if (!mayNominate(viewer, row)) throw forbidden();
    return row;
  }
}

function keyOf(input: { readonly key: string }, { viewer }: Asking) {
  return requestKey(input.key, { ...input, by: viewer.kind === 'person' ? viewer.id : null });
}
