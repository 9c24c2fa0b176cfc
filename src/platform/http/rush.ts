import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';

/** So many requests being answered at a time are a rush. */
const MANY = 20;
const LONGEST_MS = 1_000;
const STEP_MS = 25;

/** Tells what may wait a moment, such as a mail, that people are waiting for answers of this process. */
@Injectable()
export class Rush {
  readonly #leaving = new WeakMap<object, () => void>();
  #answering = 0;

  /** A request came; call what is returned when it is over. */
  enter(): () => void {
    this.#answering += 1;
    return () => {
      this.#answering -= 1;
    };
  }

  /** Counts an answer until it is sent, or its client is gone, or it is let go. */
  follow(answer: ServerResponse): void {
    const leave = this.enter();
    this.#leaving.set(answer, leave);
    answer.once('close', () => this.letGo(answer));
  }

  /** An answer that goes on for hours: nobody waits for it. */
  letGo(answer: ServerResponse): void {
    this.#leaving.get(answer)?.();
    this.#leaving.delete(answer);
  }

  /** Resolves when there is no rush, and after a second at most: what waits goes on, if slowly. */
  async over(signal?: AbortSignal): Promise<void> {
    for (let waited = 0; this.#answering >= MANY && waited < LONGEST_MS && !signal?.aborted; waited += STEP_MS) {
      await sleep(STEP_MS, undefined, { ref: false });
    }
  }
}
