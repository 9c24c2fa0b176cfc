import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/access.decorators.ts';
import { Database } from '../db/database.ts';
import { Lifecycle } from './lifecycle.ts';

/** For the machine that runs the program: is it alive, should it get requests. */
@Public()
@Controller('health')
export class HealthController {
  readonly #database: Database;
  readonly #lifecycle: Lifecycle;

  constructor(@Inject(Database) database: Database, lifecycle: Lifecycle) {
    this.#database = database;
    this.#lifecycle = lifecycle;
  }

  /** 200 as long as the process answers at all; a failing database is no reason to restart it. */
  @Get('live')
  @Header('cache-control', 'no-store')
  live(): object {
    return { status: 'live' };
  }

  /** 200 when requests can be answered; 503 while the database is away or the program is stopping. */
  @Get('ready')
  @Header('cache-control', 'no-store')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    if (this.#lifecycle.stopping) {
      void reply.code(503);
      return { status: 'stopping' };
    }
    const reachable = await this.#database.ping().then(
      () => true,
      () => false,
    );
    if (!reachable) void reply.code(503);
    return { status: reachable ? 'ready' : 'database away' };
  }
}
