import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import { CALENDAR_END, calendarHead } from '../../calendar/calendar.ts';
import { entryText } from '../../calendar/entry.event.ts';
import { eventText } from '../../calendar/session.event.ts';
import type { CalendarSession } from '../../calendar/session.store.ts';
import { addressOf } from '../../platform/config/address.rules.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import type { Language } from '../../platform/language/language.ts';
import { KYIV } from '../../platform/time/local.ts';
import type { Coding } from '../keeping/representation.ts';
import { sessionAddress } from '../formats/address.rules.ts';
import { aboutIn, titleOf } from '../formats/words.rules.ts';
import type { PersonalCalendar, PersonalItem } from './personal.calendar.rules.ts';

const pack = { gzip: promisify(gzip), br: promisify(brotliCompress) };
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const REFRESH_SECONDS = 3_600;
/** So many are written before others have a turn. */
const AT_ONCE = 50;
const READ_AT_ONCE = 500;
/** Memory for calendars as they were written, in bytes; those longest unused go first. */
const MOST_BYTES = 16 * 1_048_576;

/** A calendar as it is answered, in each of its codings. */
export interface WrittenCalendar {
  /** For the entity tags: the same bytes have the same. */
  readonly tag: string;
  readonly bodies: Readonly<Record<Coding, Buffer>>;
}

/**
 * Writes calendars, and keeps them by what they say: what says the same as before is not written again, whoever asks, and what
 * changed is never answered out of date.
 */
@Injectable()
export class KeptCalendars {
  readonly #base: string;
  readonly #kept = new Map<string, WrittenCalendar>();
  #bytes = 0;
  #written = 0;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#base = addressOf(settings);
  }

  /** How many were written and not found. */
  get written(): number {
    return this.#written;
  }

  async write(calendar: PersonalCalendar, language: Language): Promise<WrittenCalendar> {
    const key = await keyOf(calendar, language);
    const known = this.#kept.get(key);
    const written = known ?? (await this.#writeNow(calendar, language));
    this.#keep(key, written);
    return written;
  }

  async #writeNow(calendar: PersonalCalendar, language: Language): Promise<WrittenCalendar> {
    this.#written += 1;
    const { items } = calendar;
    const about = aboutIn({ ...calendar, shown: items.length, language });
    // Also of nothing: RFC 5545 3.6 wants a component in each calendar.
    const zones = items.length > 0 ? [...new Set(items.map(zoneOf))].toSorted() : [KYIV];
    // The address is a secret: it stands in no file that is passed on.
    const subscribed = { name: titleOf(calendar), about, refreshSeconds: REFRESH_SECONDS, address: null };
    const parts = [calendarHead(subscribed, zones, language)];
    for (const [nth, item] of items.entries()) {
      if (nth % AT_ONCE === AT_ONCE - 1) await turn();
      parts.push('session' in item ? this.#sessionText(item.session, language) : entryText(item.entry));
    }
    const plain = Buffer.from(parts.join('') + CALENDAR_END);
    const [gzipped, br] = await Promise.all([pack.gzip(plain), pack.br(plain, BROTLI)]);
    return { tag: digest(plain).slice(0, 27), bodies: { identity: plain, gzip: gzipped, br } };
  }

  #sessionText(session: CalendarSession, language: Language): string {
    return eventText(session, language, sessionAddress(session, 'ics', { language, base: this.#base }));
  }

  #keep(key: string, written: WrittenCalendar): void {
    const size = ({ bodies }: WrittenCalendar) => bodies.identity.length + bodies.gzip.length + bodies.br.length;
    if (this.#kept.delete(key)) this.#bytes -= size(written);
    this.#kept.set(key, written);
    this.#bytes += size(written);
    for (const [oldest, one] of this.#kept) {
      if (this.#bytes <= MOST_BYTES) return;
      this.#kept.delete(oldest);
      this.#bytes -= size(one);
    }
  }
}

/** All that it says; a long one is read in turns. */
async function keyOf({ items, ...frame }: PersonalCalendar, language: Language): Promise<string> {
  const said = createHash('sha256').update(JSON.stringify([language, frame]));
  for (const [nth, item] of items.entries()) {
    if (nth % READ_AT_ONCE === READ_AT_ONCE - 1) await turn();
    said.update(JSON.stringify(item));
  }
  return said.digest('base64url');
}

function digest(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url');
}

function zoneOf(item: PersonalItem): string {
  return 'session' in item ? item.session.zone : item.entry.zone;
}
