import { Inject, Injectable } from '@nestjs/common';
import { addressOf } from '../../platform/config/address.rules.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { FeedAnswer } from '../answering/answer.ts';
import { blockOf } from '../keeping/block.ts';
import { Representation } from '../keeping/representation.ts';
import { partnerFeedPieces } from './feed.text.ts';
import { partnerFeedAddress } from './partner.address.rules.ts';
import { itemsOf } from './record/item.store.ts';
import type { PartnerCalendarRow } from './record/partner.tables.ts';

/** A feed, and how it is answered with. */
export interface PartnerFeed {
  readonly representation: Representation;
  readonly answer: FeedAnswer;
}

interface Kept {
  readonly revision: string;
  readonly feed: Promise<PartnerFeed>;
  bytes: number;
}

/** Beyond so many bytes, those that were asked for longest ago are written anew when they are asked for. */
const MOST_BYTES = 16 * 1_048_576;

/** The calendars of what partners promote as they were answered last: each is written once for as long as it is the same. */
@Injectable()
export class KeptPartnerFeeds {
  readonly #database: Database;
  readonly #settings: Settings;
  readonly #kept = new Map<string, Kept>();

  constructor(@Inject(Database) database: Database, @Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#database = database;
    this.#settings = settings;
  }

  /** Whoever asks while it is being written waits for that. */
  async feed(calendar: PartnerCalendarRow, language: Language): Promise<PartnerFeed> {
    const key = `${calendar.id} ${language}`;
    const revision = `${calendar.version} ${calendar.revision}`;
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    const kept = known?.revision === revision ? known : { revision, feed: this.#write(calendar, language), bytes: 0 };
    this.#kept.set(key, kept);
    try {
      const feed = await kept.feed;
      kept.bytes = feed.representation.bytes;
      this.#spare(key);
      return feed;
    } catch (error) {
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
      throw error;
    }
  }

  async #write(calendar: PartnerCalendarRow, language: Language): Promise<PartnerFeed> {
    const { id, name, slug, changedAt } = calendar;
    const most = this.#settings.FEED_LIMIT;
    const found = await itemsOf(this.#database.reader, id, most + 1);
    const feed = {
      ...{ partner: name, address: partnerFeedAddress(addressOf(this.#settings), slug) },
      ...{ items: found.slice(0, most), isCut: found.length > most },
    };
    const block = await blockOf(await partnerFeedPieces(feed, language));
    const tag = block.digest.toString('base64url').slice(0, 27);
    const representation = new Representation([block], tag, changedAt);
    const answer = new FeedAnswer(representation, {
      ...{ mediaType: 'text/calendar; charset=utf-8', language, extension: 'ics' },
      ...{ fileName: `${slug}.ics`, title: name, vary: 'accept-encoding, accept-language' },
    });
    return { representation, answer };
  }

  #spare(newest: string): void {
    let bytes = 0;
    for (const kept of this.#kept.values()) bytes += kept.bytes;
    for (const [key, kept] of this.#kept) {
      if (bytes <= MOST_BYTES) return;
      if (key === newest) continue;
      bytes -= kept.bytes;
      this.#kept.delete(key);
    }
  }
}
