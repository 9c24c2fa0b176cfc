import { Inject, Injectable } from '@nestjs/common';
import { readEmail } from '../../identity/email.rules.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden, invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { Clock } from '../../platform/time/clock.ts';
import { dateOf, KYIV, toLocal } from '../../platform/time/local.ts';
import type { CreateSpeakerInput, RetireSpeakerArguments, UpdateSpeakerInput } from './speaker.input.types.ts';
import { mayForgetSpeakers, mayKeepSpeakers } from './speaker.policy.ts';
import { FORGOTTEN, PERSONAL_FIELDS, searchedBy } from './speaker.rules.ts';
import { insertSpeaker, lockSpeaker, updateSpeakerRow } from './speaker.store.ts';
import type { SpeakerRow } from './speaker.tables.ts';

type Facts = Pick<SpeakerRow, (typeof PERSONAL_FIELDS)[number] | 'consentOn'>;

const NO_FACTS: Omit<Facts, 'nameUk'> = {
  nameEn: null,
  bioUk: null,
  bioEn: null,
  affiliation: null,
  email: null,
  phone: null,
  consentOn: null,
};

/** Made of the rest, maybe by newer rules than before: no change of the speaker. */
const DERIVED = ['searchText', 'searchVersion'];

@Injectable()
export class SpeakerService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  async createSpeaker(input: CreateSpeakerInput, viewer: Viewer): Promise<SpeakerRow> {
    if (!mayKeepSpeakers(viewer)) throw forbidden();
    const now = this.#clock.now();
    const facts = this.#wanted({ ...NO_FACTS, nameUk: input.nameUk }, input);
    const stamps = { version: 1, createdAt: now, updatedAt: now };
    const row: SpeakerRow = {
      id: newId<'Speaker'>(),
      ...{ ...facts, ...stamps, retiredAt: null, forgottenAt: null },
      ...searchedBy({ ...facts, forgottenAt: null }),
    };
    return this.#database.transaction(async (tx) => {
      await insertSpeaker(tx, row);
      await this.#written(tx, viewer, 'CREATE', null, row);
      return row;
    });
  }

  /** Changes what is given; an edit that changes nothing writes nothing. */
  async updateSpeaker(
    input: UpdateSpeakerInput,
    viewer: Viewer,
    language: Language,
  ): Promise<SpeakerRow | ChangedMeanwhile> {
    return this.#change(input, viewer, language, (before) => {
      const facts = this.#wanted(before, input);
      return { ...facts, ...searchedBy({ ...before, ...facts }) };
    });
  }

  /** From now on nobody invites them; events that have them keep them. */
  async retireSpeaker(
    input: RetireSpeakerArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<SpeakerRow | ChangedMeanwhile> {
    return this.#change(input, viewer, language, ({ retiredAt }) => ({
      retiredAt: input.retired ? (retiredAt ?? this.#clock.now()) : null,
    }));
  }

  /** Erases what is kept on a speaker, by their own wish. Nothing brings it back; events keep an empty place. */
  async forgetSpeaker(id: string, viewer: Viewer): Promise<SpeakerRow> {
    if (!mayForgetSpeakers(viewer)) throw forbidden();
    return this.#database.transaction(async (tx) => {
      const before = await locked(tx, id);
      const now = this.#clock.now();
      const since = { retiredAt: before.retiredAt ?? now, forgottenAt: before.forgottenAt ?? now };
      const left = { ...FORGOTTEN, ...since };
      return this.#write(tx, viewer, 'FORGET', before, { ...left, ...searchedBy(left) });
    });
  }

  async #change(
    { id, version }: { readonly id: string; readonly version?: number | null },
    viewer: Viewer,
    language: Language,
    wanted: (before: SpeakerRow) => Partial<SpeakerRow>,
  ): Promise<SpeakerRow | ChangedMeanwhile> {
    if (!mayKeepSpeakers(viewer)) throw forbidden();
    return this.#database.transaction<SpeakerRow | ChangedMeanwhile>(async (tx) => {
      const before = await locked(tx, id);
      const stale = await changedSince(tx, 'Speaker', before, version, language);
      return stale ?? this.#write(tx, viewer, 'UPDATE', before, wanted(before));
    });
  }

  async #write(
    tx: Tx,
    viewer: Viewer,
    action: string,
    before: SpeakerRow,
    change: Partial<SpeakerRow>,
  ): Promise<SpeakerRow> {
    const after = { ...before, ...change };
    if (changesBetween(before, after, { left: DERIVED }).length === 0) return before;
    const stamps = { version: before.version + 1, updatedAt: this.#clock.now() };
    await updateSpeakerRow(tx, before.id, { ...change, ...stamps });
    await this.#written(tx, viewer, action, before, after);
    return { ...after, ...stamps };
  }

  async #written(tx: Tx, viewer: Viewer, action: string, before: SpeakerRow | null, after: SpeakerRow): Promise<void> {
    const changes = changesBetween(before, after, { left: ['id', ...DERIVED], masked: PERSONAL_FIELDS });
    await record(tx, viewer, this.#clock.now(), { action, thing: { kind: 'Speaker', id: after.id }, changes });
  }

  /** As the input wants them: absent keeps, null clears. */
  #wanted(before: Facts, input: CreateSpeakerInput | UpdateSpeakerInput): Facts {
    const { nameUk = before.nameUk, nameEn = before.nameEn, bioUk = before.bioUk, bioEn = before.bioEn } = input;
    const { affiliation = before.affiliation, phone = before.phone, consentOn = before.consentOn } = input;
    const email = input.email === undefined ? before.email : input.email === null ? null : knownEmail(input.email);
    if (consentOn !== null && consentOn > dateOf(toLocal(this.#clock.now(), KYIV))) {
      throw invalidInput('consentOn lies ahead; give the day on which they consented', { argument: 'consentOn' });
    }
    return { nameUk, nameEn, bioUk, bioEn, affiliation, email, phone, consentOn };
  }
}

async function locked(tx: Tx, id: string): Promise<SpeakerRow> {
  const row = isId(id) ? await lockSpeaker(tx, id as Id<'Speaker'>) : undefined;
  if (!row) throw notFound('the speaker');
  return row;
}

function knownEmail(text: string): string {
  const email = readEmail(text);
  if (!email) throw invalidInput('email must be one e-mail address', { argument: 'email' });
  return email;
}
