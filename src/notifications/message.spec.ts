import { describe, expect, it } from '@jest/globals';
import { sampleOf } from './message.samples.rules.ts';
import { MESSAGE_KINDS } from './message.texts.rules.ts';
import { messageText } from './message.ts';

const EVIL = '<img src=x onerror=alert(1)>"\' &\r\nBcc: evil@x.example\u0000\u202e';
const TO = { language: 'uk', name: EVIL } as const;

/** Puts this into every text of the data, their addresses too. */
function poisoned<Data>(data: Data, poison: string): Data {
  const bent = (value: unknown): unknown => {
    if (typeof value === 'string') return /^(?:[A-Z_]+|Europe\/Kyiv)$/.test(value) ? value : `${value}${poison}`;
    if (Array.isArray(value)) return value.map(bent);
    if (value === null || typeof value !== 'object' || 'getTime' in value) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, bent(inner)]));
  };
  return bent(data) as Data;
}

describe.each(MESSAGE_KINDS)('%s', (kind) => {
  it('keeps what people wrote in its place', () => {
    const { subject, text, html } = messageText(kind, poisoned(sampleOf(kind, 'uk'), EVIL), TO, {
      intro: `${EVIL} {name}`,
      closing: EVIL,
    });
    expect(subject).not.toMatch(/[\r\n\u0000-\u001f\u202e]/u); // eslint-disable-line no-control-regex -- what must not be there
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u202e]/u); // eslint-disable-line no-control-regex -- the same
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39; &amp;');
    // Lines of their own have only the words of staff and of the branch.
    const lines = text.split('\n').filter((line) => line.startsWith('Bcc:'));
    expect(lines).toHaveLength(kind === 'STAFF_MESSAGE' ? 3 : 2);
    expect(html.match(/<[a-z!/][^>]*>/gu)?.join('')).not.toMatch(/onerror|evil/);
  });

  it('fetches nothing from elsewhere and has no style but its own', () => {
    const { html } = messageText(kind, sampleOf(kind, 'uk'), TO);
    const tags = html.match(/<[^>]*>/gu) ?? [];
    for (const tag of tags) {
      expect(tag).toMatch(/^<(?:!doctype|\/?(?:html|head|meta|title|body|div|p|a|br|ul|li|strong|table|tr|th|td))\b/u);
      expect(tag).not.toMatch(/\b(?:src|background|class|id|on\w+)=|url\(|@import|position:/u);
      if (tag.startsWith('<a ')) expect(tag).toMatch(/^<a href="https:\/\/zakhid\.example\/[\w/]+" style="[^"]*">$/u);
      else expect(tag).not.toContain('href');
    }
  });

  it('has a subject of at most 200 characters', () => {
    const { subject } = messageText(kind, poisoned(sampleOf(kind, 'uk'), ' 👩‍🏫'.repeat(100)), TO);
    expect(subject.length).toBeLessThanOrEqual(200);
    expect(subject.length).toBeGreaterThan(190);
    expect(subject).toMatch(/…$/u);
    expect(subject.isWellFormed()).toBe(true);
  });
});

describe('own words of a branch', () => {
  const data = sampleOf('CONFIRMED', 'uk');

  it('stand before and after what is said, with names filled in', () => {
    const { text, html } = messageText(
      'CONFIRMED',
      data,
      { language: 'uk', name: 'Олена' },
      {
        intro: 'Пані {name}!\nЧекаємо: {when}; {place}.',
        closing: 'До зустрічі на «{title}», {email}.',
      },
    );
    const WHEN = 'середа, 24 квітня 2019, 11:00–11:45';
    const { place } = data.matter;
    expect(text).toContain(`Вітаємо!\n\nПані Олена!\nЧекаємо: ${WHEN}; ${place}.\n\nРеєстрацію підтверджено.`);
    expect(text).toContain('\n\nДо зустрічі на «Тематичний урок «Лісова пісня»», {email}.\n\n—\n');
    expect(html).toMatch(/>Пані Олена!\s*<br ?\/?>\s*Чекаємо:/u);
  });

  it('may be one, none, or of nobody known', () => {
    const to = { language: 'uk', name: null } as const;
    const plain = messageText('CONFIRMED', data, to).text;
    expect(messageText('CONFIRMED', data, to, { intro: '', closing: null }).text).toBe(plain);
    expect(messageText('CONFIRMED', data, to, { closing: 'Бувайте, {name}' }).text).toContain('\n\nБувайте,\n\n—');
  });
});

it('an address that is none of the web is text', () => {
  const data = { ...sampleOf('CONFIRMED', 'uk'), manageUrl: 'javascript:alert(1)' };
  const { html } = messageText('CONFIRMED', data, TO);
  expect(html).not.toContain('<a ');
  expect(html).toContain('javascript:alert(1)');
});

it('a sample is the same every time, and of its language', () => {
  for (const kind of MESSAGE_KINDS) expect(sampleOf(kind, 'en')).toEqual(sampleOf(kind, 'en'));
  expect(sampleOf('CONFIRMED', 'en').matter.title).not.toBe(sampleOf('CONFIRMED', 'uk').matter.title);
});
