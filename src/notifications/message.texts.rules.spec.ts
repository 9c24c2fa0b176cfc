import { describe, expect, it } from '@jest/globals';
import type { Language } from '../platform/language/language.ts';
import { instantFromMillis, plusDays } from '../platform/time/instant.ts';
import type { MessageKind, When } from './message.data.ts';
import { messageText } from './message.ts';
import { sampleOf } from './message.samples.rules.ts';
import { MESSAGE_KINDS } from './message.texts.rules.ts';

const LANGUAGES: readonly Language[] = ['uk', 'en'];
const sample = <Kind extends MessageKind>(kind: Kind, language: Language = 'uk') =>
  messageText(kind, sampleOf(kind, language), { language, name: 'Олена' });
const WHEN = 'середа, 24 квітня 2019, 11:00–11:45';
const UNTIL = 'до четверга, 18 квітня 2019, 18:00';
const MANAGE = 'https://zakhid.example/registration/zkr_sample';
const UNSUBSCRIBE = 'https://zakhid.example/unsubscribe/zkr_sample';

it.each<[MessageKind, string, string[]]>([
  ['CONFIRM_EMAIL', 'Підтвердьте реєстрацію', [UNTIL, 'https://zakhid.example/confirm/zkr_sample', 'нічого не робіть']],
  ['CONFIRMED', 'Реєстрацію підтверджено', [WHEN, 'Зала', '30 місць (9-А, школа № 9: 28 учнів, 2 дорослих)']],
  ['WAITLISTED', 'Ви в черзі під номером 2', ['Ваш номер: 2.', WHEN]],
  ['OFFER', 'Пропонуємо вам 30 місць', [UNTIL, 'Ви просили 32 місця', '/offer/zkr_sample\n', '/decline\n']],
  ['OFFER_EXPIRED', 'Час пропозиції минув', ['(30 місць)', 'https://zakhid.example/events/sample']],
  ['EXPIRED', 'Реєстрацію не погоджено вчасно', ['місця звільнено', 'https://zakhid.example/events/sample']],
  ['MOVED', 'Вашу реєстрацію перенесено', [WHEN, 'п’ятниця, 26 квітня 2019, 11:00–11:45', 'скасуйте її']],
  ['ALREADY', 'Ви вже зареєстровані', ['нової ми не створили', '/confirm/zkr_sample', MANAGE]],
  ['EDITED', 'Реєстрацію змінено', ['Було: 27 місць', 'Стало: 30 місць']],
  ['CANCELLED_BY_SELF', 'Реєстрацію скасовано', ['за вашим бажанням', 'https://zakhid.example/events/sample']],
  ['CANCELLED_BY_STAFF', 'Бібліотека скасувала вашу реєстрацію', ['Причина: лекторка захворіла']],
  ['PENDING', 'Реєстрація чекає на погодження', ['директор вашої школи', UNTIL]],
  ['DECLINED', 'Реєстрацію не погоджено', ['бібліотека не погодила', 'Причина: лекторка захворіла']],
  ['HEAD_ASKED', 'Погодьте участь класу 9-А', ['Олена Коваль', UNTIL, '/decide/zkr_sample', '28 учнів, 2 дорослих']],
  ['NOMINEE_INVITED', 'Вас запропоновано учасником', ['Департамент культури', UNTIL, '/offer/zkr_sample/decline\n']],
  [
    'HEAD_MISSING',
    'Вирішіть за директора про клас 9-А',
    ['Олена Коваль', 'Увійдіть до Zakhid', '28 учнів, 2 дорослих'],
  ],
  [
    'CALL_NEEDED',
    'Зателефонуйте, є 2 місця',
    ['Кому: Марія Шевчук\n', 'Телефон: (044) 000-00-00\n', 'Просили 3 місця.', UNTIL],
  ],
  [
    'SUBSTITUTE_WANTED',
    'Потрібна заміна',
    ['Петро Бондар', `Увійдіть до Zakhid і назвіть на це місце іншу людину ${UNTIL}`],
  ],
  ['REMINDER', 'Нагадуємо', [WHEN, 'Скасуйте реєстрацію']],
  ['RECONFIRM', 'Чи прийдете ви? Підтвердьте участь', [UNTIL, 'https://zakhid.example/reconfirm/zkr_sample']],
  ['RELEASED', 'Ваші місця передано іншим', ['https://zakhid.example/events/sample']],
  [
    'DATES_DECLINED',
    'Бажані дати не погоджено',
    [`• ${WHEN}`, 'Причина: лекторка захворіла\n', 'Попросіть у бібліотеки інші дати.'],
  ],
  ['DATES_WISHED', 'Клас 9-А просить дату', [`• ${WHEN}\n  Дата можлива`, '\n  зала зайнята', 'Увійдіть до Zakhid']],
])('%s is headed “%s: …” and says %j', (kind, subject, parts) => {
  const message = sample(kind);
  expect(message.subject).toBe(`${subject}: Тематичний урок «Лісова пісня»`);
  for (const part of parts) expect(message.text).toContain(part);
});

it('the words of staff and the news of the week are headed in their own way', () => {
  expect(sample('STAFF_MESSAGE').subject).toBe('Що взяти із собою');
  expect(sample('STAFF_MESSAGE').text).toContain('\n\nВізьміть, будь ласка, зошити.\nВхід із двору.\n\n');
  expect(sample('WEEKLY_DIGEST').subject).toBe('Події тижня: учнівська молодь');
  expect(sample('WEEKLY_DIGEST').text).toContain(`• Тематичний урок «Лісова пісня»\n  ${WHEN}\n`);
  const empty = messageText(
    'WEEKLY_DIGEST',
    { ...sampleOf('WEEKLY_DIGEST', 'uk'), items: [] },
    { language: 'uk', name: null },
  );
  expect(empty.text).toContain('нових подій немає');
  expect(empty.html).not.toContain('<ul');
});

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(MESSAGE_KINDS)('%s has a subject, a text and the same as HTML', (kind) => {
    const { subject, text, html } = sample(kind, language);
    expect(subject).toMatch(/^\S.{4,}\S$/u);
    expect(text).toMatch(language === 'uk' ? /^Вітаємо!\n\n/ : /^Hello!\n\n/);
    expect(html).toContain(`<html lang="${language}">`);
    // Whatever one reads, the other says too.
    const [words] = [html.replace(/<(title)>.*<\/\1>/u, ' ').replace(/<[^>]*>/gu, ' ')];
    for (const line of text.split('\n')) {
      const told = line
        .replace(/^[\s•—]+/u, '')
        .replace(/^[^:]{1,80}:\s*$/u, '')
        .replace(/^https:.*$/u, '');
      for (const part of told.split(': ').filter(Boolean)) expect(words).toContain(part);
    }
    for (const [url] of text.matchAll(/https:\S+/gu)) expect(html).toContain(`"${url}"`);
    if (language === 'en') expect(text.replaceAll(/вул\. Тургенєвська|9-А/gu, '')).not.toMatch(/\p{Script=Cyrillic}/u);
  });

  it.each(MESSAGE_KINDS)('%s says below why one gets it', (kind) => {
    const [, footer = ''] = sample(kind, language).text.split('\n—\n');
    expect(footer).toMatch(language === 'uk' ? /^Ви отримали цей лист/ : /^You received this message/);
  });
});

describe('the footer', () => {
  const TO_OTHERS: readonly MessageKind[] = [
    ...[
      'HEAD_ASKED',
      'HEAD_MISSING',
      'CALL_NEEDED',
      'SUBSTITUTE_WANTED',
      'WEEKLY_DIGEST',
      'DATES_WISHED',
      'DATES_DECLINED',
      'CONFIRM_FOLLOW',
    ],
  ] as MessageKind[];
  it.each(MESSAGE_KINDS)('of %s has the link to manage where there is a registration', (kind) => {
    expect(sample(kind).text.includes(MANAGE)).toBe(!TO_OTHERS.includes(kind));
  });

  it.each(MESSAGE_KINDS)('of %s has the link to unsubscribe where one may do without', (kind) => {
    expect(sample(kind).text.includes(UNSUBSCRIBE)).toBe(['REMINDER', 'WEEKLY_DIGEST'].includes(kind));
  });

  it('of news of the position has it, of the first word on the queue not', () => {
    const data = { ...sampleOf('WAITLISTED', 'uk'), position: 1, unsubscribeUrl: UNSUBSCRIBE };
    const news = messageText('WAITLISTED', data, { language: 'uk', name: null });
    expect(news.subject).toContain('Ви в черзі вже під номером 1: ');
    expect(news.text).toContain(UNSUBSCRIBE);
  });

  it('has no links that nobody gave', () => {
    const data = { ...sampleOf('CONFIRMED', 'uk'), manageUrl: null };
    expect(messageText('CONFIRMED', data, { language: 'uk', name: null }).text).not.toContain('https:');
  });
});

describe('a message', () => {
  const data = sampleOf('CONFIRMED', 'uk');
  const to = { language: 'uk', name: 'Олена' } as const;

  it('of a course names twelve dates and how many more there are', () => {
    const [first] = data.matter.when;
    const when = Array.from({ length: 34 }, (_, week): When => {
      const moved = (at = instantFromMillis(0)) => plusDays(at, week * 7);
      return { startsAt: moved(first?.startsAt), endsAt: moved(first?.endsAt), zone: 'Europe/Kyiv' };
    });
    const told = messageText('CONFIRMED', { ...data, matter: { ...data.matter, when } }, to).text;
    expect(told).toContain(`Коли:\n  — ${WHEN}\n  — середа, 1 травня 2019, 11:00–11:45\n`);
    expect(told.match(/— середа/gu)).toHaveLength(12);
    expect(told).toContain('\n  — та ще 22 дати\n');
  });

  it('tells where to join, of an individual the places alone, and what did not change not as changed', () => {
    const joined = { ...data.matter, joinUrl: 'https://meet.example/?a=1&b=2' };
    const message = messageText('CONFIRMED', { ...data, matter: joined, party: { seats: 1, group: null } }, to);
    expect(message.text).toContain('Приєднатися: https://meet.example/?a=1&b=2\nРеєстрація: 1 місце\n');
    expect(message.html).toContain('<a href="https://meet.example/?a=1&amp;b=2"');
    const same = { ...sampleOf('EDITED', 'uk'), before: data.party };
    expect(messageText('EDITED', same, to).text).not.toContain('Було');
  });

  it('says of a whole offer nothing of fewer places', () => {
    expect(messageText('OFFER', { ...sampleOf('OFFER', 'uk'), wished: 30 }, to).text).not.toContain('Ви просили');
  });

  it.each([
    ['HEAD', null, 'Директор школи не погодив вашу реєстрацію.\n'],
    ['STAFF', 'немає місць', 'бібліотека не погодила вашу реєстрацію. Причина: немає місць\n'],
  ] as const)('declined by %s because of %s', (by, reason, said) => {
    expect(messageText('DECLINED', { ...data, by, reason }, to).text).toContain(said);
  });

  it.each([
    ['uk', 'Вас більше не запропоновано учасником', 'Ваш номінатор відкликав вашу участь: Преса. Причина: хвора\n'],
    ['en', 'You are no longer nominated', 'Whoever nominated you took it back: Преса. The reason: хвора\n'],
  ] as const)(
    'in %s on a nomination that was taken back does not say that the library cancelled',
    (language, head, said) => {
      const taken = { ...data, body: 'Преса', reason: 'хвора' };
      const { subject, text } = messageText('CANCELLED_BY_STAFF', taken, { language, name: null });
      expect(subject).toBe(`${head}: ${data.matter.title}`);
      expect(text).toContain(said);
      expect(text).not.toMatch(/бібліотека скасувала|library has cancelled/iu);
    },
  );

  it('on declined dates says in English to ask for others, and no reason where there is none', () => {
    const declined = { ...sampleOf('DATES_DECLINED', 'en'), reason: null };
    const { text } = messageText('DATES_DECLINED', declined, { language: 'en', name: null });
    expect(text).toContain('Please ask the library for other dates.');
    expect(text).not.toContain('reason');
  });

  it.each([
    ['uk', 'RESERVE', 'Місце перейшло до резерву', 'вона стане останньою в резерві'],
    ['en', 'RESERVE', 'A place went to the reserve', 'who then joins the end of the reserve'],
    ['uk', 'NOTHING', 'Запропонований вами не прийде', 'Назвати іншу людину вже не можна'],
    ['en', 'NOTHING', 'Somebody you nominated does not come', 'Nobody else can be named any more'],
  ] as const)('in %s on a nominee whose place leaves %s says so', (language, leaves, head, said) => {
    const wanted = { ...sampleOf('SUBSTITUTE_WANTED', language), leaves };
    const { subject, text } = messageText('SUBSTITUTE_WANTED', wanted, { language, name: null });
    expect(subject).toBe(`${head}: ${wanted.matter.title}`);
    expect(text).toContain(said);
    expect(text).not.toMatch(/на це місце|for the place/u);
  });

  it.each([
    ['WAITLISTED', 'Ви в резерві під номером 2', 'Преса пропонує вас як учасника.'],
    ['OFFER', 'Для вас звільнилося місце', 'Преса пропонує вас як учасника; ви були в резерві'],
  ] as const)('%s to somebody whom a body named says by whom, above and below', (kind, head, said) => {
    const { subject, text } = messageText(kind, { ...sampleOf(kind, 'uk'), nominatedBy: 'Преса' }, to);
    expect(subject).toBe(`${head}: ${data.matter.title}`);
    expect(text).toContain(said);
    expect(text).toContain('бо цю адресу вказав ваш номінатор: Преса.');
    expect(text).not.toMatch(/записали вас у чергу|просили/u);
  });

  it.each([
    ['uk', 'Зателефонуйте, пропозиція скінчилася', 'Листа вона не отримає'],
    ['en', 'Please call, an offer ended', 'No mail reaches them'],
  ] as const)('in %s on an offer that ended asks to call, also without a number', (language, head, said) => {
    const ended = { ...sampleOf('CALL_NEEDED', language), news: 'ENDED', until: null, phone: null } as const;
    const { subject, text } = messageText('CALL_NEEDED', ended, { language, name: null });
    expect(subject).toBe(`${head}: ${ended.matter.title}`);
    expect(text).toContain(said);
    expect(text).not.toContain('null');
  });

  it.each([
    ['uk', 'замість нього реєстрацію має погодити бібліотека'],
    ['en', 'the library has to approve your registration in their place'],
  ] as const)('in %s that awaits the library in the place of a head says so', (language, said) => {
    const waits = { ...sampleOf('PENDING', language), awaits: 'STAFF_FOR_HEAD', until: null } as const;
    expect(messageText('PENDING', waits, { language, name: null }).text).toContain(said);
  });

  it('that awaits the library without an end names none', () => {
    const text = messageText('PENDING', { ...data, awaits: 'STAFF', until: null }, to).text;
    expect(text).toContain('Реєстрацію має погодити бібліотека.\n');
  });
});
