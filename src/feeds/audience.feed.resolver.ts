import { addressOf } from '../platform/config/address.rules.ts';
import { Inject } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import { Audience } from '../directory/entry.types.ts';
import { SETTINGS_TOKEN } from '../platform/config/config.module.ts';
import type { Settings } from '../platform/config/settings.ts';
import { audienceFeedAddress } from './feed.rules.ts';

/** What feeds add to an audience. */
@Resolver(() => Audience)
export class AudienceFeedResolver {
  readonly #settings: Settings;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#settings = settings;
  }

  @ResolveField(() => String, {
    description:
      'Address of the calendar (iCalendar, RFC 5545) of its published events, to subscribe to; in English with `?lang=en`.',
  })
  feedUrl(audience: Audience): string {
    return audienceFeedAddress(addressOf(this.#settings), audience.slug);
  }
}
