import type { Server } from 'node:http';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FastPath } from './fast.path.ts';

/** Lets the fast path see each request before the framework does. */
@Injectable()
export class BeforeFramework implements OnApplicationBootstrap {
  readonly #host: HttpAdapterHost;
  readonly #fast: FastPath;

  constructor(host: HttpAdapterHost, fast: FastPath) {
    this.#host = host;
    this.#fast = fast;
  }

  onApplicationBootstrap(): void {
    const server = this.#host.httpAdapter.getHttpServer() as Server;
    const handlers = server.listeners('request') as ((...of: unknown[]) => void)[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (this.#fast.answer(request, response)) return;
      for (const handle of handlers) handle.call(server, request, response);
    });
  }
}
