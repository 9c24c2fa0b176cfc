import { Inject, Injectable } from '@nestjs/common';
import { findEntry } from '../directory/entry.store.ts';
import { hasRoleFor, type PersonViewer } from '../platform/access/viewer.ts';
import { record } from '../platform/audit/audit.store.ts';
import { Database, type Tx } from '../platform/db/database.ts';
import { forbidden, notFound, unauthenticated } from '../platform/faults/fault.ts';
import { type Id, isId, newId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { Mails } from '../platform/mail/mail.service.ts';
import { Clock } from '../platform/time/clock.ts';
import { lockActing } from './acting.store.ts';
import { AssignmentService } from './assignment.service.ts';
import { MAIL_PACES, type TooManyAttempts, tooManyAttempts } from './limit.rules.ts';
import { Limiter } from './limiter.ts';
import { holdersOf, lockPerson } from './person.store.ts';
import { mayDecideSchoolRequest, maySeeSchoolRequest, mayWithdrawSchoolRequest } from './school-request.policy.ts';
import { type AlreadyTeacher, alreadyTeacher, type RequestDecided, requestDecided } from './school-request.rules.ts';
import { findPending, insertRequest, lockRequest, writeRequest } from './school-request.store.ts';
import type { SchoolRequestRow } from './school-request.tables.ts';

@Injectable()
export class SchoolRequestService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #assignments: AssignmentService;
  readonly #mails: Mails;
  readonly #limiter: Limiter;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    assignments: AssignmentService,
    mails: Mails,
    limiter: Limiter,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#assignments = assignments;
    this.#mails = mails;
    this.#limiter = limiter;
  }

  /** A teacher asks to act for a school; asking twice is as good as once. The heads of the school hear of it. */
  async ask(
    schoolId: string,
    viewer: PersonViewer,
    language: Language,
  ): Promise<SchoolRequestRow | AlreadyTeacher | TooManyAttempts> {
    return this.#database.transaction<SchoolRequestRow | AlreadyTeacher | TooManyAttempts>(async (tx) => {
      if (!(await lockActing(tx, viewer))) throw unauthenticated();
      const school = isId(schoolId) ? await findEntry(tx, 'school', { id: schoolId }) : undefined;
      if (!school) throw notFound('the school');
      if (
        hasRoleFor({ ...viewer, grants: viewer.grants.filter(({ role }) => role !== 'ADMIN') }, school.id, 'TEACHER')
      ) {
        return alreadyTeacher(language);
      }
      const waiting = await findPending(tx, viewer.id, school.id);
      if (waiting) return waiting;
      const wait = await this.#limiter.admitWithin(tx, [{ pace: MAIL_PACES.asking, of: viewer.id }]);
      if (wait > 0) return tooManyAttempts(wait, language);
      const request: SchoolRequestRow = {
        id: newId<'SchoolRequest'>(),
        schoolId: school.id,
        personId: viewer.id,
        state: 'PENDING',
        createdAt: this.#clock.now(),
        decidedAt: null,
        decidedBy: null,
      };
      await insertRequest(tx, request);
      await this.#written(tx, request, 'ASK_FOR_SCHOOL', viewer);
      for (const head of await holdersOf(tx, 'SCHOOL_HEAD', school.id)) {
        // The mail says that there are requests: one of them is enough for a while.
        const told = await this.#limiter.admitWithin(tx, [{ pace: MAIL_PACES.head, of: head.id }]);
        if (told === 0) await this.#mails.enqueue(tx, 'SCHOOL_REQUESTED', head.id);
      }
      return request;
    });
  }

  /** Lets a teacher act for the school, or declines; they hear of it. */
  async decide(
    id: string,
    approve: boolean,
    viewer: PersonViewer,
    language: Language,
  ): Promise<SchoolRequestRow | RequestDecided> {
    return this.#change(id, viewer, language, async (tx, request) => {
      if (!mayDecideSchoolRequest(viewer, request)) throw forbidden();
      const asking = await lockPerson(tx, request.personId);
      if (!asking || asking.erasedAt) throw notFound('the request');
      const decided = await this.#end(tx, request, approve ? 'APPROVED' : 'REJECTED', viewer);
      if (approve) {
        const wanted = { role: 'TEACHER', scopeKind: 'SCHOOL', scopeId: request.schoolId } as const;
        await this.#assignments.give(tx, request.personId, wanted, viewer);
      }
      await this.#mails.enqueue(tx, 'SCHOOL_DECIDED', request.id);
      return decided;
    });
  }

  async withdraw(id: string, viewer: PersonViewer, language: Language): Promise<SchoolRequestRow | RequestDecided> {
    return this.#change(id, viewer, language, (tx, request) => {
      if (!mayWithdrawSchoolRequest(viewer, request)) throw forbidden();
      return this.#end(tx, request, 'WITHDRAWN', viewer);
    });
  }

  async #change(
    id: string,
    viewer: PersonViewer,
    language: Language,
    work: (tx: Tx, request: SchoolRequestRow) => Promise<SchoolRequestRow>,
  ): Promise<SchoolRequestRow | RequestDecided> {
    return this.#database.transaction(async (tx) => {
      const request = isId(id) ? await lockRequest(tx, id as Id<'SchoolRequest'>) : undefined;
      if (!request) throw notFound('the request');
      if (!maySeeSchoolRequest(viewer, request)) throw forbidden();
      return request.state === 'PENDING' ? work(tx, request) : requestDecided(request.state, language);
    });
  }

  async #end(
    tx: Tx,
    request: SchoolRequestRow,
    state: Exclude<SchoolRequestRow['state'], 'PENDING'>,
    viewer: PersonViewer,
  ): Promise<SchoolRequestRow> {
    const row = await writeRequest(tx, request.id, { state, decidedAt: this.#clock.now(), decidedBy: viewer.id });
    await this.#written(tx, row, state, viewer);
    return row;
  }

  async #written(tx: Tx, request: SchoolRequestRow, action: string, viewer: PersonViewer): Promise<void> {
    await record(tx, viewer, this.#clock.now(), {
      action,
      thing: { kind: 'SchoolRequest', id: request.id },
      changes: [
        { field: 'personId', before: null, after: request.personId },
        { field: 'state', before: action === 'ASK_FOR_SCHOOL' ? null : 'PENDING', after: request.state },
      ],
      scopeIds: [request.schoolId],
    });
  }
}
