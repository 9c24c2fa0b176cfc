import { Injectable } from '@nestjs/common';

/** Eight tries over a day. Injected, so that a test can hurry. */
@Injectable()
export class WebhookPace {
  /** Seconds between one try and the next. */
  waits: readonly number[] = [30, 120, 600, 3_600, 10_800, 28_800, 43_200];
  /** For one try. */
  timeoutMillis = 15_000;
}
