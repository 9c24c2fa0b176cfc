import { Injectable } from '@nestjs/common';
import type { Pace } from './mail.rules.ts';

/**
 * First again after 5 s, then after twice as long each time, up to a minute; for two days. After a server's return the last
 * mail goes within a minute and what one try takes. Injected, so that a test can hurry.
 */
@Injectable()
export class MailPace implements Pace {
  firstSeconds = 5;
  longestSeconds = 60;
  /** About an hour: a greylisting server (RFC 6647) is content long before. */
  eagerTries = 60;
  deferredSeconds = 900;
  giveUpSeconds = 2 * 24 * 3_600;
}
