import { toldOtherwiseAt } from '../../calendar/session.revised.rules.ts';
import { headingIn, nameIn } from '../../calendar/session.text.rules.ts';
import { formatUtc } from '../../platform/time/instant.ts';
import { sessionAddress, feedAddress } from './address.rules.ts';
import type { FeedFormat } from './format.ts';
import { htmlOf, xmlText } from './markup.rules.ts';
import { aboutIn, categoriesOf, tellIn, titleOf } from './words.rules.ts';

/** Whoever reads an entry knows its library; a feed without any has to name somebody as well (RFC 4287 4.1.1). */
const AUTHORS = { uk: 'Бібліотеки міста', en: 'Libraries of the city' } as const;

const NEVER = '1970-01-01T00:00:00Z';

/** Atom (RFC 4287), for readers of news: what is planned, cancelled or moved comes up as new. */
export const ATOM: FeedFormat = {
  name: 'atom',
  mediaType: 'application/atom+xml; charset=utf-8',
  extension: 'atom',
  between: '',

  piece(session, context) {
    const { language } = context;
    const { id, createdAt, host, coverUrl } = session;
    return elements('entry', [
      element('id', `urn:uuid:${id}`),
      element('title', headingIn(language, session)),
      element('updated', formatUtc(toldOtherwiseAt(session))),
      element('published', formatUtc(createdAt)),
      author(nameIn(language, host)),
      link('alternate', 'text/calendar', sessionAddress(session, 'ics', context), language),
      ...(coverUrl === null ? [] : [empty('link', { rel: 'enclosure', href: coverUrl })]),
      ...categoriesOf(session, context).map((category) => empty('category', category)),
      element('content', htmlOf(tellIn(language, session)), { type: 'html' }),
    ]);
  },

  head(frame) {
    const { language, address, revisedAt } = frame;
    const lines = [
      element('id', address),
      element('title', titleOf(frame)),
      element('subtitle', aboutIn(frame)),
      // Of a feed without any entry a reader wants a time all the same.
      element('updated', revisedAt ? formatUtc(revisedAt) : NEVER),
      link('self', 'application/atom+xml', feedAddress(frame, 'atom')),
      link('alternate', 'text/calendar', feedAddress(frame, 'ics')),
      link('alternate', 'application/feed+json', feedAddress(frame, 'json')),
      author(AUTHORS[language]),
      element('generator', 'Zakhid'),
    ];
    return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
${lines.join('\n')}
`;
  },

  tail: () => '</feed>\n',
};

type Attributes = Readonly<Record<string, string>>;

function elements(name: string, within: readonly string[]): string {
  return `<${name}>\n${within.join('\n')}\n</${name}>\n`;
}

function element(name: string, text: string, attributes: Attributes = {}): string {
  return `<${name}${written(attributes)}>${xmlText(text)}</${name}>`;
}

function empty(name: string, attributes: Attributes): string {
  return `<${name}${written(attributes)}/>`;
}

function written(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(value)}"`)
    .join('');
}

function author(name: string): string {
  return `<author>${element('name', name)}</author>`;
}

function link(rel: string, type: string, href: string, hreflang?: string): string {
  return empty('link', { rel, type, ...(hreflang && { hreflang }), href });
}
