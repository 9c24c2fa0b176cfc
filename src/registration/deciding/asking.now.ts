import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Language } from '../../platform/language/language.ts';
import { currentRequestId } from '../../platform/log/request-context.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Asking } from './scene.rules.ts';

/** Notes who asks, and when their request came: by that, not by when it is decided, they are before the opening or after it. */
@Injectable()
export class AskingNow {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  of(viewer: Viewer, language: Language): Asking {
    return { viewer, language, at: this.#clock.now(), requestId: currentRequestId() ?? null };
  }
}
