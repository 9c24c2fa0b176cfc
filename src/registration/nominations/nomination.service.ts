import { Inject, Injectable } from '@nestjs/common';
import type { LinkRefused } from '../../identity/link.rules.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { forbidden, invalidInput, notFound } from '../../platform/faults/fault.ts';
import { connectionOf, type Connection, type PageArguments, readPage } from '../../platform/graphql/connection.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { isRefusal, type Refusal } from '../../platform/refusals/refusal.ts';
import { agree, decline } from '../deciding/changing.ts';
import { RosterDesk } from '../deciding/desk.ts';
import { notGoingOn, type Registered } from '../deciding/entering.ts';
import {
  CONSENT_VERSION,
  consentNeeded,
  type ConsentNeeded,
  type KeyReused,
  type NotHeld,
  type NotInThisState,
} from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import { LinkDesk } from '../links/link.desk.ts';
import { quotasOfRosters, subjectsOfRosters } from '../record/roster.store.ts';
import type { QuotaRow } from '../record/roster.tables.ts';
import { nominateAll, type NominateRefusal, type NominationsMade, quotaOfNominator } from './nomination.deciding.ts';
import type { AnswerNominationInput, NominateInput, PreviewNominationsInput } from './nomination.input.types.ts';
import { mayNominate, maySeeNominations } from './nomination.policy.ts';
import { type NamedNominator, readLines, readNominator, sceneToLookAt } from './nomination.reading.ts';
import { type NominationsWrong, nominationsWrong } from './nomination.refusal.rules.ts';
import { type CheckedLine, markThoseHere, nomineeOf } from './nomination.rules.ts';
import {
  NOMINATION_KEY,
  type NominationKey,
  nominationKey,
  type NominationRow,
  pageOfNominations,
} from './nomination.store.ts';

/** What would become of a list that is sent now. */
export interface NominationsPreview {
  readonly kind: 'NominationsPreview';
  readonly lines: readonly CheckedLine[];
  readonly ignoredColumns: readonly string[];
  readonly places: number;
  readonly reserve: number;
  /** Why nobody at all would be taken; null when they would, once no line is wrong. */
  readonly refused: Refusal | null;
}

export interface NominationPage extends Connection<NominationRow> {
  /** Null when the roster gives this body or outlet no seats. */
  readonly quota: QuotaRow | null;
}

/** Bodies and outlets name people for the seats that are kept for them. */
@Injectable()
export class NominationService {
  readonly #database: Database;
  readonly #desk: RosterDesk;
  readonly #links: LinkDesk;

  constructor(@Inject(Database) database: Database, desk: RosterDesk, links: LinkDesk) {
    this.#database = database;
    this.#desk = desk;
    this.#links = links;
  }

  /**
   * Reads a list and says what would become of it, as it would be decided now; nothing is written. Throws FORBIDDEN for
   * whoever does not nominate there, NOT_FOUND for no roster.
   */
  async preview(input: PreviewNominationsInput, asking: Asking): Promise<NominationsPreview | NominationsWrong> {
    const { by, rosterId } = await this.#admit(input, asking.viewer);
    const read = readLines(input, asking.language);
    if (isRefusal(read)) return read;
    const emails = read.lines.map(({ email }) => email);
    const scene = await sceneToLookAt(this.#database.reader, rosterId, emails, asking.at);
    const lines = markThoseHere(read.lines, (email) => scene.liveUnder(email) !== undefined, asking.language);
    const nominees = lines.filter(({ errors }) => errors.length === 0).map(nomineeOf);
    const list = { by, nominees, consentVersion: CONSENT_VERSION, substituteOfId: null };
    const decided = nominateAll(scene, list, asking);
    const isRefused = isRefusal(decided);
    const { places, reserve } = isRefused ? { places: 0, reserve: 0 } : decided;
    const { ignoredColumns } = read;
    return { kind: 'NominationsPreview', lines, ignoredColumns, places, reserve, refused: isRefused ? decided : null };
  }

  /**
   * Nominates all of a list, or nobody when one line is wrong. Throws FORBIDDEN for whoever does not nominate there,
   * NOT_FOUND for no roster.
   */
  async nominate(
    input: NominateInput,
    asking: Asking,
  ): Promise<NominationsMade | NominateRefusal | ConsentNeeded | KeyReused> {
    const { by, rosterId } = await this.#admit(input, asking.viewer);
    const { language, viewer } = asking;
    const { consentVersion } = input;
    const consent = consentNeeded(consentVersion, language);
    if (consent) return consent;
    const read = readLines(input, language);
    if (isRefusal(read)) return read;
    const errors = read.lines.flatMap((line) => line.errors);
    if (errors.length > 0) return nominationsWrong(errors, language);
    const nominees = read.lines.map(nomineeOf);
    return this.#desk.ask<NominationsMade | NominateRefusal>(rosterId, {
      asking,
      key: requestKey(input.key, { ...input, by: viewer.kind === 'person' ? viewer.id : null }),
      oneKeys: nominees.map(({ email }) => email),
      decide: (scene) => nominateAll(scene, { by, nominees, consentVersion, substituteOfId: null }, asking),
    });
  }

  /** What a nominee says to it, by the link of their mail. Throws BAD_USER_INPUT for a reason of a yes. */
  async answer(
    { link, key, accepts, reason }: AnswerNominationInput,
    asking: Asking,
  ): Promise<Registered | NotInThisState | NotHeld | LinkRefused | KeyReused> {
    if (accepts && reason) throw invalidInput('a reason is for a no', { argument: 'reason' });
    const input = { accepts, reason: reason ?? null };
    return this.#links.act<NotInThisState | NotHeld>({ link, key }, input, ['NOMINEE'], asking, (scene, row) => {
      if (!accepts) return decline(scene, row, reason ?? null, asking);
      return notGoingOn(scene, asking.at, asking.language) ?? agree(scene, row, asking);
    });
  }

  /** Whom a body or an outlet named. Throws FORBIDDEN for whoever may not see them, NOT_FOUND for no roster. */
  async list(rosterId: string, named: NamedNominator, page: PageArguments, viewer: Viewer): Promise<NominationPage> {
    const window = readPage<NominationKey>(page, NOMINATION_KEY);
    const { reader } = this.#database;
    const by = await readNominator(reader, named);
    const subject = isId(rosterId) ? (await subjectsOfRosters(reader, [rosterId])).get(rosterId) : undefined;
    if (!subject) throw notFound('the roster');
    if (!maySeeNominations(viewer, by, subject.event)) throw forbidden();
    const { id } = subject.roster;
    const [rows, quotas] = await Promise.all([
      pageOfNominations(reader, id, by, window),
      quotasOfRosters(reader, [id]),
    ]);
    return { ...connectionOf(rows, page, nominationKey), quota: quotaOfNominator(quotas.get(id) ?? [], by) ?? null };
  }

  async #admit(input: NamedNominator & { readonly rosterId: string }, viewer: Viewer) {
    const by = await readNominator(this.#database.reader, input);
    if (!mayNominate(viewer, by)) throw forbidden();
    if (!isId(input.rosterId)) throw notFound('the roster');
    return { by, rosterId: input.rosterId as Id<'Roster'> };
  }
}
