import { Injectable } from '@nestjs/common';

/** Whether the program is on its way out, for those who send it requests. */
@Injectable()
export class Lifecycle {
  #stopping = false;

  get stopping(): boolean {
    return this.#stopping;
  }

  stop(): void {
    this.#stopping = true;
  }
}
