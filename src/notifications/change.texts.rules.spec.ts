import { describe, expect, it } from '@jest/globals';
import { instantFromMillis, parseInstant } from '../platform/time/instant.ts';
import type { Occasion, SessionChange } from './message.data.ts';
import { letterOf } from './message.texts.rules.ts';

const at = (text: string) => parseInstant(text) ?? instantFromMillis(Number.NaN);
const occasion = (day: string, place: string): Occasion => ({
  when: { startsAt: at(`${day}T08:00:00Z`), endsAt: at(`${day}T08:45:00Z`), zone: 'Europe/Kyiv' },
  place,
});
const WEDNESDAY = 'середа, 24 квітня 2019, 11:00–11:45';
const FRIDAY = 'п’ятниця, 26 квітня 2019, 11:00–11:45';
const LESSON: SessionChange = {
  ...{ title: 'Урок', kinds: [], reason: null, joinUrl: null },
  ...{ before: occasion('2019-04-24', 'Зала А'), after: occasion('2019-04-24', 'Зала А') },
};

function told(changes: readonly SessionChange[], language: 'uk' | 'en' = 'uk') {
  const letter = letterOf('SESSIONS_CHANGED', { changes, managed: [] }, { language, name: null });
  const items = letter.blocks.flatMap((block) => (block.kind === 'LIST' ? block.items : []));
  const said = letter.blocks.flatMap((block) => (block.kind === 'TEXT' ? [block.text] : [])).join(' ');
  return {
    subject: letter.subject,
    items,
    stands: said.includes('лишається чинною') || said.includes('still registered'),
  };
}

describe('a digest of changes', () => {
  it.each<[Partial<SessionChange>, string, string[]]>([
    [
      { kinds: ['MOVED'], after: occasion('2019-04-26', 'Зала А') },
      ...(['Новий час: Урок', [`Новий час: ${WEDNESDAY} → ${FRIDAY}`]] as [string, string[]]),
    ],
    [
      { kinds: ['PLACE'], after: occasion('2019-04-24', 'Зала Б') },
      ...(['Нове місце: Урок', [`Коли: ${WEDNESDAY}`, 'Нове місце: Зала А → Зала Б']] as [string, string[]]),
    ],
    [
      { kinds: ['ONLINE'], after: occasion('2019-04-24', 'Онлайн') },
      ...(['Тепер онлайн: Урок', [`Коли: ${WEDNESDAY}`, 'Тепер онлайн: Зала А → Онлайн']] as [string, string[]]),
    ],
    [
      { kinds: ['CANCELLED'], reason: 'хвороба' },
      ...(['Скасовано: Урок', [`Скасовано: ${WEDNESDAY}. Причина: хвороба`]] as [string, string[]]),
    ],
    [
      { kinds: ['POSTPONED'], reason: 'хвороба' },
      'Відкладено: Урок',
      [`Відкладено: ${WEDNESDAY}; нову дату буде повідомлено. Причина: хвороба`],
    ],
    [
      { kinds: ['REVIVED'], after: occasion('2019-04-26', 'Зала Б') },
      ...(['Знову відбудеться: Урок', [`Знову відбудеться: ${FRIDAY}, Зала Б`]] as [string, string[]]),
    ],
    [
      { kinds: ['PLACE', 'MOVED'], after: occasion('2019-04-26', 'Зала Б') },
      'Зміни в розкладі: Урок',
      [`Новий час: ${WEDNESDAY} → ${FRIDAY}`, 'Нове місце: Зала А → Зала Б'],
    ],
  ])('tells %j', (change, subject, lines) => {
    const { items, ...letter } = told([{ ...LESSON, ...change }]);
    expect(letter.subject).toBe(subject);
    expect(items).toEqual([{ title: 'Урок', lines, url: null }]);
    expect(letter.stands).toBe(!change.kinds?.includes('CANCELLED'));
  });

  it('names one title of several, and each date in its place', () => {
    const cancelled: SessionChange = { ...LESSON, kinds: ['CANCELLED'], reason: 'x' };
    const other: SessionChange = { ...cancelled, title: 'Казка' };
    expect(told([cancelled, cancelled]).subject).toBe('Скасовано: Урок');
    expect(told([cancelled, other]).subject).toBe('Скасовано: Урок та ще 1');
    expect(told([cancelled, other], 'en').subject).toBe('Cancelled: Урок and 1 more');
    const mixed = told([{ ...other, kinds: ['MOVED'], reason: null }, cancelled, cancelled], 'en');
    expect(mixed.subject).toBe('Changes of the schedule: Казка and 1 more');
    expect(mixed.items).toHaveLength(3);
    expect([told([cancelled, other]).stands, mixed.stands]).toEqual([false, true]);
  });

  it('says where to join what is online now', () => {
    const joinUrl = 'https://meet.example/1';
    expect(told([{ ...LESSON, kinds: ['ONLINE'], joinUrl }]).items[0]?.url).toBe(joinUrl);
  });
});
