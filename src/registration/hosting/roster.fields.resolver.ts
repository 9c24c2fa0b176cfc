import { Inject } from '@nestjs/common';
import { Int, ResolveField, Resolver } from '@nestjs/graphql';
import { Audience, Outlet, ResponsibleBody } from '../../directory/entry.types.ts';
import { Event } from '../../events/record/event.types.ts';
import { Session } from '../../events/record/session.types.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { Clock } from '../../platform/time/clock.ts';
import { notGoingOn } from '../deciding/entering.ts';
import { quotaOf } from '../deciding/line.rules.ts';
import { CONSENT_VERSION } from '../deciding/refusal.rules.ts';
import { Scene } from '../deciding/scene.ts';
import { QuestionShown } from '../questions/question.types.ts';
import { quotasOfRosters, type RosterQuota, subjectsOfRosters } from '../record/roster.store.ts';
import type { RosterRow } from '../record/roster.tables.ts';
import { openingOf } from '../roster/window.rules.ts';
import { narrowest } from '../roster/capacity.rules.ts';
import { audiencesOfQuotas, bodiesOfQuotas, limitsOfRosters, outletsOfQuotas } from './roster.shown.store.ts';
import { Quota, Roster, RosterStaff } from './roster.types.ts';

@Resolver(() => Roster)
export class RosterFieldsResolver {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  @ResolveField(() => Event, { complexity: 2, description: 'The event.' })
  async event(roster: RosterRow, _args: unknown, context: object) {
    return (await this.#subject(roster, context))?.event;
  }

  @ResolveField(() => Session, { nullable: true, complexity: 2, description: 'The session; null for the whole event.' })
  async session(roster: RosterRow, _args: unknown, context: object) {
    return roster.sessionId === null ? null : ((await this.#subject(roster, context))?.session ?? null);
  }

  @ResolveField(() => DateTime, { nullable: true, description: 'When registration opens, in UTC; null for at once.' })
  async opensAt(roster: RosterRow, _args: unknown, context: object) {
    return (await this.#opening(roster, context))?.opensAt ?? null;
  }

  @ResolveField(() => DateTime, { nullable: true, description: 'When it closes, in UTC; null where there is no date.' })
  async closesAt(roster: RosterRow, _args: unknown, context: object) {
    return (await this.#opening(roster, context))?.closesAt ?? null;
  }

  @ResolveField(() => Boolean, { description: 'Whether one may register now, for a place or to wait.' })
  async isOpen(roster: RosterRow, _args: unknown, context: object) {
    const scene = await this.#scene(roster, context);
    const now = this.#clock.now();
    if (!scene?.opening || !['OPEN', 'APPROVAL'].includes(roster.mode) || notGoingOn(scene, now, 'uk')) return false;
    const { opensAt, closesAt } = scene.opening;
    return (opensAt === null || opensAt <= now) && now < closesAt;
  }

  @ResolveField(() => Int, {
    complexity: 2,
    description: 'How many seats somebody of the general public would be given at once: 0 where others wait for them.',
  })
  async freeSeats(roster: RosterRow, _args: unknown, context: object) {
    const scene = await this.#scene(roster, context);
    return scene?.grantable(quotaOf(scene.quotas, null)) ?? 0;
  }

  @ResolveField(() => [Quota], {
    complexity: listCost(10),
    description: 'Whom seats are kept for, in the order of the staff.',
  })
  quotas(roster: RosterRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, quotasOfRosters, roster.id);
  }

  @ResolveField(() => [QuestionShown], {
    complexity: listCost(10),
    description: 'What the form asks besides, in its order.',
  })
  questions({ questions }: RosterRow) {
    return questions;
  }

  @ResolveField(() => String, {
    description: 'Which text on personal data is valid: to be shown, agreed to and sent back.',
  })
  consentVersion() {
    return CONSENT_VERSION;
  }

  async #subject(roster: RosterRow, context: object) {
    return load(context, this.#database.reader, subjectsOfRosters, roster.id);
  }

  async #opening(roster: RosterRow, context: object) {
    const subject = await this.#subject(roster, context);
    return subject?.session ? openingOf(roster.window, subject.session) : null;
  }

  async #scene(roster: RosterRow, context: object): Promise<Scene | null> {
    const subject = await this.#subject(roster, context);
    const quotas = (await load(context, this.#database.reader, quotasOfRosters, roster.id)) ?? [];
    return subject ? Scene.toLookAt({ ...subject, roster }, quotas) : null;
  }
}

@Resolver(() => RosterStaff)
export class RosterStaffResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => Int, {
    nullable: true,
    complexity: 2,
    description: 'How many people the layout and the shelter hold; null where nothing bounds it.',
  })
  async seatLimit({ id }: RosterRow, _args: unknown, context: object) {
    return narrowest((await load(context, this.#database.reader, limitsOfRosters, id)) ?? [])?.most ?? null;
  }
}

@Resolver(() => Quota)
export class QuotaResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => Audience, {
    nullable: true,
    description: 'The audience; null for a quota of a body or an outlet.',
  })
  async audience({ id }: RosterQuota, _args: unknown, context: object) {
    return (await load(context, this.#database.reader, audiencesOfQuotas, id)) ?? null;
  }

  @ResolveField(() => ResponsibleBody, {
    nullable: true,
    description: 'The body that nominates; null for another owner.',
  })
  async body({ id }: RosterQuota, _args: unknown, context: object) {
    return (await load(context, this.#database.reader, bodiesOfQuotas, id)) ?? null;
  }

  @ResolveField(() => Outlet, {
    nullable: true,
    description: 'The media outlet that nominates; null for another owner.',
  })
  async outlet({ id }: RosterQuota, _args: unknown, context: object) {
    return (await load(context, this.#database.reader, outletsOfQuotas, id)) ?? null;
  }

  @ResolveField(() => Int, { description: 'How many of its seats are not taken.' })
  unused({ seats, held }: RosterQuota) {
    return Math.max(0, seats - held);
  }
}
