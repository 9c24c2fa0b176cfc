import { describe, expect, it } from '@jest/globals';
import type { Id } from '../platform/ids/id.ts';
import { instantFromMillis } from '../platform/time/instant.ts';
import {
  changedFields,
  descriptionIn,
  type EventAction,
  type EventImage,
  notReady,
  stampsAfterCancel,
  stampsAfterEdit,
  stampsAfterPublish,
  titleIn,
  wrongStatus,
} from './event.rules.ts';
import type { EditorialStatus, HappeningStatus } from './event.tables.ts';

const id = <Of extends string>(text: string) => text as Id<Of>;

const image: EventImage = {
  kind: 'LECTURE',
  titleUk: 'Лекція',
  titleEn: null,
  descriptionUk: null,
  descriptionEn: null,
  branchId: id('branch'),
  startLocal: '2026-07-01T18:00:00',
  zone: 'Europe/Kyiv',
  wallMinutes: 60,
  startsAt: instantFromMillis(1_000),
  endsAt: instantFromMillis(2_000),
  audienceIds: [id('pupils')],
  measureIds: [id('first'), id('second')],
};

describe('what an event’s state allows', () => {
  it.each<[EventAction, EditorialStatus, HappeningStatus, boolean]>([
    ['UPDATE', 'DRAFT', 'CONFIRMED', true],
    ['UPDATE', 'PUBLISHED', 'CONFIRMED', true],
    ['UPDATE', 'DRAFT', 'CANCELLED', false],
    ['UPDATE', 'PUBLISHED', 'CANCELLED', false],
    ['PUBLISH', 'DRAFT', 'CONFIRMED', true],
    ['PUBLISH', 'PUBLISHED', 'CONFIRMED', false],
    ['PUBLISH', 'DRAFT', 'CANCELLED', false],
    ['PUBLISH', 'PUBLISHED', 'CANCELLED', false],
    ['CANCEL', 'DRAFT', 'CONFIRMED', true],
    ['CANCEL', 'PUBLISHED', 'CONFIRMED', true],
    ['CANCEL', 'DRAFT', 'CANCELLED', false],
    ['CANCEL', 'PUBLISHED', 'CANCELLED', false],
  ])('%s of %s and %s: %s', (action, editorialStatus, happeningStatus, allowed) => {
    const refusal = wrongStatus(action, { editorialStatus, happeningStatus }, 'uk');
    if (allowed) expect(refusal).toBeNull();
    else expect(refusal).toMatchObject({ kind: 'WrongStatus', editorialStatus, happeningStatus });
  });
});

describe('what is missing for publishing', () => {
  it('is named', () => {
    expect(notReady({ audienceIds: [] }, 'en')).toMatchObject({ kind: 'NotReady', missing: ['AUDIENCES'] });
    expect(notReady({ audienceIds: [] }, 'en')?.message).toContain('at least one audience');
    expect(notReady({ audienceIds: [] }, 'uk')?.message).toContain('хоча б одна аудиторія');
  });

  it('is nothing for a whole event', () => {
    expect(notReady(image, 'uk')).toBeNull();
  });
});

describe('what an edit changes', () => {
  it.each<[keyof EventImage, Partial<EventImage>]>([
    ['kind', { kind: 'QUIZ' }],
    ['titleUk', { titleUk: 'Інша' }],
    ['titleEn', { titleEn: 'Lecture' }],
    ['descriptionUk', { descriptionUk: 'Про книги' }],
    ['descriptionEn', { descriptionEn: 'On books' }],
    ['branchId', { branchId: id('elsewhere') }],
    ['startLocal', { startLocal: '2026-07-01T18:30:00' }],
    ['zone', { zone: 'Europe/Warsaw' }],
    ['wallMinutes', { wallMinutes: 61 }],
    ['startsAt', { startsAt: instantFromMillis(1_001) }],
    ['endsAt', { endsAt: instantFromMillis(2_001) }],
    ['audienceIds', { audienceIds: [] }],
    ['measureIds', { measureIds: [id('second'), id('first')] }],
  ])('%s', (field, change) => {
    const changed = changedFields(image, { ...image, ...change });
    expect(changed).toEqual([field]);
    const stamps = { version: 3, sequence: 2, updatedAt: instantFromMillis(5), revisedAt: instantFromMillis(5) };
    const now = instantFromMillis(9);
    const seen = field !== 'kind';
    expect(stampsAfterEdit({ ...stamps, editorialStatus: 'PUBLISHED' }, changed, now)).toEqual({
      version: 4,
      sequence: seen ? 3 : 2,
      updatedAt: now,
      revisedAt: seen ? now : stamps.revisedAt,
    });
    expect(stampsAfterEdit({ ...stamps, editorialStatus: 'DRAFT' }, changed, now)).toEqual({
      ...stamps,
      version: 4,
      updatedAt: now,
    });
  });

  it('is nothing when everything is equal', () => {
    expect(
      changedFields(image, { ...image, startsAt: instantFromMillis(1_000), measureIds: [...image.measureIds] }),
    ).toEqual([]);
  });
});

describe('the stamps of a calendar', () => {
  const stamps = { version: 3, sequence: 2, updatedAt: instantFromMillis(50), revisedAt: instantFromMillis(50) };

  it.each([
    ['stands still', 50, 51],
    ['goes back', 10, 51],
    ['goes on', 70, 70],
  ])('rise strictly when the clock %s', (_, now, revised) => {
    const at = instantFromMillis(now);
    expect(stampsAfterPublish(stamps, at)).toMatchObject({ sequence: 2, revisedAt: instantFromMillis(revised) });
    expect(stampsAfterCancel({ ...stamps, editorialStatus: 'PUBLISHED' }, at)).toMatchObject({
      sequence: 3,
      revisedAt: instantFromMillis(revised),
    });
  });

  it('stay when a draft is cancelled, which no calendar has seen', () => {
    expect(stampsAfterCancel({ ...stamps, editorialStatus: 'DRAFT' }, instantFromMillis(70))).toMatchObject({
      version: 4,
      sequence: 2,
      revisedAt: stamps.revisedAt,
    });
  });
});

describe('texts in a reader’s language', () => {
  it('fall back to the other', () => {
    expect(titleIn('en', { titleUk: 'Лекція', titleEn: null })).toBe('Лекція');
    expect(titleIn('en', { titleUk: 'Лекція', titleEn: 'Lecture' })).toBe('Lecture');
    expect(titleIn('uk', { titleUk: 'Лекція', titleEn: 'Lecture' })).toBe('Лекція');
    expect(descriptionIn('uk', { descriptionUk: null, descriptionEn: 'On books' })).toBe('On books');
    expect(descriptionIn('en', { descriptionUk: 'Про книги', descriptionEn: null })).toBe('Про книги');
    expect(descriptionIn('en', { descriptionUk: null, descriptionEn: null })).toBeNull();
  });
});
