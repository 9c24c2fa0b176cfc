import type { FastifyReply } from 'fastify';

/** So much may wait for a reader who does not take it; then the connection is closed, and the client comes again. */
const MOST_WAITING_BYTES = 1_048_576;
/** What was said last has so long to go out. */
const LAST_WORDS_MS = 300;

/** What nginx and others need to hear, so that they hand on each event as it comes. */
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  connection: 'close',
} as const;

/** One connection that stays open: text goes out as it comes, and what nobody takes is not kept. */
export class EventStream {
  readonly #reply: FastifyReply;
  #early: string[] | null = [];

  constructor(reply: FastifyReply) {
    this.#reply = reply;
  }

  /** Answers the request, of whose answer nothing was sent yet; then what was to be sent so far. */
  open(): void {
    const { raw } = this.#reply;
    this.#reply.hijack();
    // The framework sends no more: what it means to say in every answer is said here.
    for (const [name, value] of Object.entries({ ...this.#reply.getHeaders(), ...HEADERS })) {
      if (value !== undefined) raw.setHeader(name, value);
    }
    raw.writeHead(200);
    raw.flushHeaders();
    raw.on('error', () => raw.destroy());
    const early = this.#early ?? [];
    this.#early = null;
    for (const text of early) this.send(text);
  }

  send(text: string): void {
    const { raw } = this.#reply;
    if (this.#early) this.#early.push(text);
    else if (!raw.destroyed && !raw.writableEnded) {
      raw.write(text);
      if (raw.writableLength > MOST_WAITING_BYTES) raw.destroy();
    }
  }

  end(): void {
    const { raw } = this.#reply;
    raw.end();
    setTimeout(() => raw.destroy(), LAST_WORDS_MS).unref();
  }
}
