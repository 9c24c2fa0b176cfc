import { Inject, Injectable } from '@nestjs/common';
import { linkRefused, type LinkRefused } from '../../identity/link.rules.ts';
import { newSecret, readSecret } from '../../identity/secret.ts';
import type { PersonViewer } from '../../platform/access/viewer.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { isRefusal, type Refusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { RosterDesk } from '../deciding/desk.ts';
import type { Registered } from '../deciding/entering.ts';
import { requestKey } from '../deciding/request.key.ts';
import type { KeyReused } from '../deciding/refusal.rules.ts';
import type { Asking, Receipt } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import { insertLinks, linksByHashes } from '../record/link.store.ts';
import { findRegistration, positionOf } from '../record/registration.store.ts';
import type { LinkPurpose, RegistrationLinkRow, RegistrationRow } from '../record/registration.tables.ts';
import { subjectsOfRosters } from '../record/roster.store.ts';
import { actingHead } from './acting.head.ts';
import { linkExpiry, openLink, useUp } from './link.rules.ts';

/** What somebody with a link asks for. */
export interface LinkRequest {
  /** The secret of the link, as the mail holds it. */
  readonly link: string;
  /** The key the client chose for this request. */
  readonly key: string;
}

/** A decision about the registration that a link opens. */
export type DecideOnLink<Refused extends Refusal> = (
  scene: Scene,
  row: RegistrationRow,
  asking: Asking,
) => RegistrationRow | Refused;

/** The links that mails carry, and what is done by them. */
@Injectable()
export class LinkDesk {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #desk: RosterDesk;

  constructor(@Inject(Database) database: Database, clock: Clock, desk: RosterDesk) {
    this.#database = database;
    this.#clock = clock;
    this.#desk = desk;
  }

  /** A new link for a mail that is written now; only its hash is kept. One for a head is of that person alone. */
  async give(
    tx: Tx,
    row: RegistrationRow,
    purpose: LinkPurpose,
    personId: Id<'Person'> | null = null,
  ): Promise<string> {
    const subject = (await subjectsOfRosters(tx, [row.rosterId])).get(row.rosterId);
    const now = this.#clock.now();
    const { text, hash } = newSecret('registration');
    const expiresAt = linkExpiry(purpose, row, subject?.event.lastEndsAt ?? subject?.session?.endsAt ?? now);
    const link = { hash, registrationId: row.id, purpose, personId, createdAt: now, expiresAt, usedAt: null };
    await insertLinks(tx, [link]);
    return text;
  }

  /** What a link opens, to look at: nothing is used up. Null for a link that never was, and for one of who is head no more. */
  async look(link: string): Promise<Looked | null> {
    const { reader } = this.#database;
    const hash = hashText(link);
    if (!hash) return null;
    const found = (await linksByHashes(reader, [hash])).get(hash);
    const registration = found && (await findRegistration(reader, found.registrationId));
    if (!found || !registration) return null;
    const head = found.purpose === 'HEAD' ? await actingHead(reader, found, registration) : null;
    return found.purpose === 'HEAD' && !head ? null : { link: found, registration, head };
  }

  /** Does what a link is for, that of a head as this person; a link that is good once is used up when it was done. */
  async act<Refused extends Refusal>(
    { link, key }: LinkRequest,
    input: object,
    purposes: readonly LinkPurpose[],
    by: Asking,
    decide: DecideOnLink<Refused>,
  ): Promise<Registered | Refused | LinkRefused | KeyReused> {
    const hash = hashText(link);
    const found = hash ? await this.look(link) : null;
    if (!hash || !found) return linkRefused('UNKNOWN', by.language);
    const asking = found.head ? { ...by, viewer: found.head } : by;
    return this.#desk.ask<Registered | Refused | LinkRefused>(found.registration.rosterId, {
      asking,
      key: requestKey(key, { ...input, hash }),
      registrationIds: [found.registration.id],
      links: [hash],
      frees: true,
      decide: (scene) => {
        const opened = openLink(scene, hash, purposes, asking);
        if (isRefusal(opened)) return opened;
        const decided = decide(scene, opened, asking);
        if (isRefusal(decided)) return decided;
        useUp(scene, hash, asking);
        return { kind: 'Registered', receipt: scene.receiptOf(decided) };
      },
    });
  }

  /** The same for whoever follows the link. */
  async show(link: string, { at }: Asking): Promise<Shown | null> {
    const found = await this.look(link);
    if (!found) return null;
    const { purpose, expiresAt, usedAt } = found.link;
    const { id, status, seats, heldSeats, expiresAt: until } = found.registration;
    const position = status === 'WAITLISTED' ? await positionOf(this.#database.reader, found.registration) : null;
    const offeredSeats = status === 'OFFERED' ? heldSeats : null;
    return {
      ...{ purpose, expiresAt, isGood: usedAt === null && expiresAt > at },
      receipt: { id, status, seats, offeredSeats, position, expiresAt: until },
      registration: found.registration,
    };
  }
}

interface Looked {
  readonly link: RegistrationLinkRow;
  readonly registration: RegistrationRow;
  /** As whom its reader acts, of a link to a head. */
  readonly head: PersonViewer | null;
}

/** What a link opens, and whether it can be used. */
export interface Shown {
  readonly purpose: LinkPurpose;
  readonly expiresAt: Instant;
  readonly isGood: boolean;
  readonly receipt: Receipt;
  readonly registration: RegistrationRow;
}

function hashText(link: string): string | null {
  const hash = readSecret('registration', link);
  return hash && Buffer.from(hash).toString('hex');
}
