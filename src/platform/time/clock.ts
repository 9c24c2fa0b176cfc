import { Injectable } from '@nestjs/common';
import type { Instant } from './instant.ts';

/** Where the program asks what time it is. Injected, so that a test can hold it still or turn it on. */
@Injectable()
export class Clock {
  now(): Instant {
    return new Date();
  }
}
