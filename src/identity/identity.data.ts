import { Injectable, type OnModuleInit } from '@nestjs/common';
import { auditOf } from '../platform/audit/audit.store.ts';
import { deleteKeptFor, keptFor } from '../platform/mail/kept-mail.store.ts';
import { deleteUploadsOf, uploadsOf } from '../platform/uploads/upload.store.ts';
import { assignmentsOfPeople } from './assignment.store.ts';
import { linksOf } from './link.store.ts';
import { PersonalData } from './personal-data.ts';
import { findPerson } from './person.store.ts';
import { accountsOf, deleteAccounts } from './provider.store.ts';
import { requestsOf, withdrawRequests } from './school-request.store.ts';
import { allSessions, browsersOf } from './session.store.ts';
import { tokensOf } from './token.store.ts';

/** What identity and the platform hold on a person. Of secrets only that there are some. */
@Injectable()
export class IdentityData implements OnModuleInit {
  readonly #data: PersonalData;

  constructor(data: PersonalData) {
    this.#data = data;
  }

  onModuleInit(): void {
    this.#data.register({
      name: 'person',
      read: async (reader, id) => {
        const found = await findPerson(reader, { id });
        if (!found) return null;
        const { passwordHash, ...person } = found;
        return { ...person, hasPassword: passwordHash !== null };
      },
    });
    this.#data.register({
      name: 'roles',
      read: async (reader, id) => (await assignmentsOfPeople(reader, [id])).get(id) ?? [],
    });
    this.#data.register({
      name: 'sessions',
      read: async (reader, id) =>
        (await allSessions(reader, id)).map(({ tokenHash: _, previousHash: __, ...session }) => session),
    });
    this.#data.register({
      name: 'apiTokens',
      read: async (reader, id) => (await tokensOf(reader, id)).map(({ tokenHash: _, ...token }) => token),
    });
    this.#data.register({ name: 'knownBrowsers', read: browsersOf });
    this.#data.register({ name: 'links', read: linksOf });
    this.#data.register({ name: 'providerAccounts', read: accountsOf, erase: deleteAccounts });
    this.#data.register({ name: 'schoolRequests', read: requestsOf, erase: withdrawRequests });
    this.#data.register({
      name: 'keptMail',
      read: async (reader, id) => keptFor(reader, (await findPerson(reader, { id }))?.email ?? ''),
      erase: async (tx, id) => deleteKeptFor(tx, (await findPerson(tx, { id }))?.email ?? ''),
    });
    this.#data.register({ name: 'uploads', read: uploadsOf, erase: deleteUploadsOf });
    // Its lines hold ids: what is left of a person is their id, a pseudonym.
    this.#data.register({ name: 'audit', read: auditOf });
  }
}
