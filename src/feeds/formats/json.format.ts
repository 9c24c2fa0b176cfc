import { toldOtherwiseAt } from '../../calendar/session.revised.rules.ts';
import { headingIn, nameIn } from '../../calendar/session.text.rules.ts';
import { formatUtc } from '../../platform/time/instant.ts';
import { sessionAddress, feedAddress } from './address.rules.ts';
import type { FeedFormat } from './format.ts';
import { schemaEvent } from './schema.event.rules.ts';
import { aboutIn, categoriesOf, tellIn, titleOf } from './words.rules.ts';

/**
 * JSON Feed 1.1 for readers of news; for programs each item has under `_event` the same as an Event of schema.org (objects
 * of extensions begin with an underscore).
 */
export const JSON_FEED: FeedFormat = {
  name: 'json',
  mediaType: 'application/feed+json; charset=utf-8',
  extension: 'json',
  between: ',\n',

  piece(session, context) {
    const { language } = context;
    const { id, createdAt, host, coverUrl } = session;
    return JSON.stringify({
      id: `urn:uuid:${id}`,
      url: sessionAddress(session, 'json', context),
      title: headingIn(language, session),
      content_text: tellIn(language, session),
      image: coverUrl ?? undefined,
      date_published: formatUtc(createdAt),
      date_modified: formatUtc(toldOtherwiseAt(session)),
      authors: [{ name: nameIn(language, host) }],
      tags: categoriesOf(session, context).map(({ label }) => label),
      language,
      attachments: [{ url: sessionAddress(session, 'ics', context), mime_type: 'text/calendar' }],
      _event: schemaEvent(session, context),
    });
  },

  head(frame) {
    const head = {
      version: 'https://jsonfeed.org/version/1.1',
      title: titleOf(frame),
      feed_url: feedAddress(frame, 'json') || undefined,
      description: aboutIn(frame),
      language: frame.language,
      _event: { about: 'https://schema.org/Event' },
    };
    return `${JSON.stringify(head).slice(0, -1)},"items":[\n`;
  },

  tail: () => '\n]}\n',
};
