import { Inject, Injectable } from '@nestjs/common';
import { SYSTEM } from '../platform/access/viewer.ts';
import { record } from '../platform/audit/audit.store.ts';
import { addressOf } from '../platform/config/address.rules.ts';
import { SETTINGS_TOKEN } from '../platform/config/config.module.ts';
import type { Settings } from '../platform/config/settings.ts';
import { Database } from '../platform/db/database.ts';
import { newId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { Clock } from '../platform/time/clock.ts';
import { plusMinutes } from '../platform/time/instant.ts';
import { AssignmentService } from './assignment.service.ts';
import { FIRST_ADMIN_HOURS } from './link.rules.ts';
import { deleteOpenLinks, insertLink } from './link.store.ts';
import { People } from './people.ts';
import { hasAdministrator, updatePerson } from './person.store.ts';
import { newSecret } from './secret.ts';

/** For whoever has the machine: the first administrator, and a way back in for one who has lost theirs. */
@Injectable()
export class Administrators {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #people: People;
  readonly #assignments: AssignmentService;
  readonly #base: string;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    people: People,
    assignments: AssignmentService,
    @Inject(SETTINGS_TOKEN) settings: Settings,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#people = people;
    this.#assignments = assignments;
    this.#base = addressOf(settings);
  }

  /** Makes somebody an administrator; answers a link that signs in once within a day. A name is public, an address not. */
  async create(email: string, name: string | undefined, language: Language): Promise<string> {
    const secret = newSecret('link');
    await this.#database.transaction(async (tx) => {
      const now = this.#clock.now();
      const { person } = await this.#people.findOrMake(
        tx,
        { email, name: name ?? email.slice(0, email.lastIndexOf('@')), language },
        SYSTEM,
      );
      if (!person.active) await updatePerson(tx, person.id, { active: true, updatedAt: now });
      await this.#assignments.give(tx, person.id, { role: 'ADMIN', scopeKind: 'CITY' }, SYSTEM);
      await deleteOpenLinks(tx, person.id, ['WELCOME']);
      const times = { createdAt: now, expiresAt: plusMinutes(now, FIRST_ADMIN_HOURS * 60), usedAt: null };
      const link = { id: newId<'Link'>(), personId: person.id, tokenHash: secret.hash, browserHash: null };
      await insertLink(tx, { ...link, ...times, kind: 'WELCOME' });
      await record(tx, SYSTEM, now, { action: 'CREATE_LINK', thing: { kind: 'Person', id: person.id } });
    });
    return `${this.#base}/sign-in/link/${secret.text}`;
  }

  /** False on a new installation: somebody has to be made one on the command line. */
  async exist(): Promise<boolean> {
    return hasAdministrator(this.#database.reader);
  }
}
