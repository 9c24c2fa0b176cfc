import { Injectable } from '@nestjs/common';
import type { TooManyAttempts } from '../../identity/limit.rules.ts';
import { notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { RosterDesk } from '../deciding/desk.ts';
import type { ConsentNeeded, KeyReused } from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import { type ClassEntered, enterClass, lookedAt } from './group.entering.ts';
import type { RegisterClassInput } from './group.input.types.ts';
import { type ClassAskedFrom, ClassReading } from './group.reading.ts';

/** Registration of whole classes, with or without an account. */
@Injectable()
export class GroupService {
  readonly #desk: RosterDesk;
  readonly #reading: ClassReading;

  constructor(desk: RosterDesk, reading: ClassReading) {
    this.#desk = desk;
    this.#reading = reading;
  }

  /** Takes the registration of a class as one. Throws NOT_FOUND for no roster, and what the reading of it throws. */
  async register(
    input: RegisterClassInput,
    asking: ClassAskedFrom,
  ): Promise<ClassEntered | ConsentNeeded | KeyReused | TooManyAttempts> {
    if (!isId(input.rosterId)) throw notFound('the roster');
    const brought = await this.#reading.read(input, asking);
    if (isRefusal(brought)) return brought;
    return this.#desk.ask<ClassEntered>(input.rosterId as Id<'Roster'>, {
      asking,
      key: requestKey(input.key, { ...input, by: brought.personId }),
      ...lookedAt(brought),
      decide: (scene) => enterClass(scene, brought, asking),
    });
  }
}
