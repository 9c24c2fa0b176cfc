import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { updateEventRow } from '../src/events/record/event.store.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { ContentLab, CREATE, UPDATE } from './content-lab.ts';
import { LIBRARIAN } from './programme-lab.ts';

let lab: ContentLab;
let event: { id: string; version: number };
beforeAll(async () => {
  lab = await ContentLab.start();
  event = await lab.made();
});
afterAll(() => lab.app.stop());

const NOBODYS = newId<'Event'>();
const times = <Value>(count: number, of: (index: number) => Value) => Array.from({ length: count }, (_, at) => of(at));
const url = (text: string) => [{ titleUk: 'Файл', url: text, visibility: 'PUBLIC' }];

/** The fields that are named as broken, by an event made of the parts and by an edit to them. */
async function broken(parts: Record<string, unknown>): Promise<unknown[]> {
  const asked = [
    [CREATE, lab.eventInput(parts)],
    [UPDATE, { id: event.id, version: event.version, ...parts }],
  ] as const;
  const answers = await Promise.all(asked.map(([query, input]) => lab.ask(query, { input }, LIBRARIAN)));
  return answers.map(({ errors }) => {
    const { code, fields } = (errors?.[0]?.extensions ?? {}) as { code?: string; fields?: { path: string }[] };
    return [code, ...new Set(fields?.map(({ path }) => path))];
  });
}

describe('invalid input', () => {
  it.each<readonly [string, Record<string, unknown>]>([
    ['titleUk', { titleUk: ' \n\u00a0 ' }],
    ['titleUk', { titleUk: '\u0000\u0007' }],
    ['titleUk', { titleUk: '\u202e\u2066\u200f\u00ad' }],
    ['titleUk', { titleUk: '\u3164' }],
    ['titleUk', { titleUk: 'ї'.repeat(301) }],
    ['titleEn', { titleEn: '' }],
    ['descriptionUk', { descriptionUk: 'ї'.repeat(10_001) }],
    ['staffNotes', { staffNotes: 'ї'.repeat(10_001) }],
    ['language', { language: 'UK' }],
    ['language', { language: 'ukr' }],
    ...['zz', 'xx', 'qq', 'sh', 'iw', 'u1', 'uk ', ''].map((language) => ['language', { language }] as const),
    ['ageFrom', { ageFrom: -1 }],
    ['ageTo', { ageTo: 121 }],
    ['ageTo', { ageFrom: 12, ageTo: 11 }],
    ['gradeFrom', { gradeFrom: 0 }],
    ['gradeTo', { gradeTo: 13 }],
    ['gradeTo', { gradeFrom: 9, gradeTo: 5 }],
    ['tags', { tags: times(21, String) }],
    ['tags', { tags: ['ї'.repeat(41)] }],
    ['tags', { tags: ['книга', 'Книга '] }],
    ['tags', { tags: [' '] }],
    ['coverAltUk', { coverAltUk: ' ' }],
    ['priceUk', { priceUk: 'ї'.repeat(301) }],
    ['minimumAttendance', { minimumAttendance: 0 }],
    ['decideDaysBefore', { minimumAttendance: 5, decideDaysBefore: 367 }],
    ['contact.email', { contact: { email: 'no address' } }],
    ['contact.email', { contact: { email: 'a@b.ua, c@d.ua' } }],
    ['contact.phone', { contact: { phone: 'телефон' } }],
    ['contact.name', { contact: { name: '' } }],
    ['audienceIds', { audienceIds: times(21, () => NOBODYS) }],
    ['furtherMeasureIds', { furtherMeasureIds: times(11, () => NOBODYS) }],
    ['organisers', { organisers: times(21, (at) => ({ bodyId: String(at), role: 'PARTNER' })) }],
    ['organisers', { organisers: times(2, () => ({ bodyId: NOBODYS, role: 'PARTNER' })) }],
    ['speakers', { speakers: times(31, (at) => ({ speakerId: String(at), role: 'GUEST' })) }],
    ['speakers', { speakers: times(2, () => ({ speakerId: NOBODYS, role: 'GUEST' })) }],
    ['materials', { materials: times(31, () => url('https://a.example')[0]) }],
    ['materials', { materials: times(2, (at) => ({ ...url(`https://a.example/${at}`)[0], id: NOBODYS })) }],
    ['materials.0.titleUk', { materials: [{ titleUk: ' ', url: 'https://a.example', visibility: 'PUBLIC' }] }],
    ['lesson.minutes', { lesson: { minutes: 0 } }],
    ['lesson.outreach', { lesson: { outreach: null } }],
    ['contest.submissionsUntil', { contest: { submissionsUntil: '1999-01-01' } }],
    ['exhibition.openWeekdays', { exhibition: { openWeekdays: [0] } }],
    ['exhibition.openWeekdays', { exhibition: { openWeekdays: [1, 1] } }],
    ['training.hours', { training: { hours: -1 } }],
    ['training.credits', { training: { credits: 101 } }],
    ['registration.capacity', { registration: { capacity: 0 } }],
    ['registration.mode', { registration: { mode: null } }],
    [
      'contest.resultsOn',
      { kind: 'CREATIVE_CONTEST', contest: { submissionsUntil: '2019-05-02', resultsOn: '2019-05-01' } },
    ],
    ['exhibition.closesOn', { kind: 'EXHIBITION', exhibition: { opensOn: '2019-05-02', closesOn: '2019-05-01' } }],
  ])('names its field, %s (%#)', async (path, parts) => {
    expect(await broken(parts)).toEqual(times(2, () => ['BAD_USER_INPUT', path]));
  });

  it.each([
    ...[
      'http://a.example',
      'https:a.example',
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://a.example',
      '//a.example',
      'a.example',
    ],
    ...['https://', 'https://user@a.example', 'https://user:pass@a.example', 'https://a.example/ x', 'x'],
    `https://a.example/${'a'.repeat(2_000)}`,
  ])('takes no such address (%#)', async (text) => {
    for (const [parts, path] of [
      [{ coverUrl: text }, 'coverUrl'],
      [{ joinUrl: text, attendanceMode: 'ONLINE' }, 'joinUrl'],
      [{ materials: url(text) }, 'materials.0.url'],
    ] as const) {
      expect(await broken(parts)).toEqual(times(2, () => ['BAD_USER_INPUT', path]));
    }
  });

  it('is judged with what the event says already', async () => {
    const aged = await lab.made({ ageTo: 10, gradeFrom: 5 });
    const { errors } = await lab.ask(
      UPDATE,
      { input: { id: aged.id, version: 1, ageFrom: 11, gradeTo: 4 } },
      LIBRARIAN,
    );
    expect(errors?.[0]?.extensions).toMatchObject({
      ...{ code: 'BAD_USER_INPUT', fields: [{ path: 'ageTo' }, { path: 'gradeTo' }] },
    });
  });

  it('leaves what is at the edge of it', async () => {
    const address = `https://a.example/${'a'.repeat(1_982)}`;
    expect(address).toHaveLength(2_000);
    const parts = {
      ...{ coverUrl: address, ageFrom: 0, ageTo: 120, gradeFrom: 1, gradeTo: 1, tags: times(20, (at) => `тег ${at}`) },
      contact: { email: 'бібліотека@example.org' },
    };
    expect(await broken(parts)).toEqual(times(2, () => ['BAD_USER_INPUT', 'contact.email']));
    expect(await lab.made({ ...parts, contact: { email: 'events@бібліотека.укр' } })).toMatchObject({
      ...{ coverUrl: address, ageTo: 120, contact: { email: 'events@бібліотека.укр' } },
    });
  });
});

describe('what is kept', () => {
  it.each([
    ['HTTPS://Files.Example/A b', null],
    ['HTTPS://Files.Example', 'https://files.example/'],
    ['https://files.example:443/a/../b', 'https://files.example/b'],
    ['https://бібліотека.укр/казка', 'https://xn--80abaqzev6a7nc.xn--j1amh/%D0%BA%D0%B0%D0%B7%D0%BA%D0%B0'],
    ['https://files.example/a?q=кіт#так', 'https://files.example/a?q=%D0%BA%D1%96%D1%82#%D1%82%D0%B0%D0%BA'],
    ['\u202ehttps://files.example/a\u2066', 'https://files.example/a'],
    // Without its name and password; longer than may be, as a browser sends it.
    ['https://@files.example/', 'https://files.example/'],
    [`https://files.example/${'ї'.repeat(500)}`, null],
  ])('of the address %j is what a browser sends', async (address, kept) => {
    const parts = { coverUrl: address, attendanceMode: 'ONLINE', joinUrl: address, materials: url(address) };
    if (kept === null) {
      expect(await broken(parts)).toEqual(times(2, () => ['BAD_USER_INPUT', 'materials.0.url', 'joinUrl', 'coverUrl']));
      return;
    }
    const made = await lab.made(parts);
    expect(made).toMatchObject({ coverUrl: kept, staff: { joinUrl: kept }, materials: [{ url: kept }] });
    expect(await lab.edit(made, { coverUrl: address, joinUrl: address })).toMatchObject({ version: made.version });
  });

  it('of an address that was kept as it was written stays the same address', async () => {
    const { id } = await lab.made();
    await lab.database.transaction((tx) => updateEventRow(tx, id as Id<'Event'>, { joinUrl: 'https://Meet.example' }));
    const edited = await lab.edit({ id, version: 1 }, { joinUrl: 'https://Meet.example', titleEn: 'Same' });
    expect(edited).toMatchObject({ titleEn: 'Same', staff: { joinUrl: 'https://meet.example/' } });
  });

  it('of a line and of a text is nothing that turns or hides what is read', async () => {
    const words = {
      titleUk: 'Казка\u202e про\u200b кота\u2069\u200f',
      titleEn: 'A fam\u00adily 👩\u200d👧',
      descriptionUk: 'Раз\u2066\nдва\u{e0041}',
      contact: { name: 'Оле\u061cна' },
      tags: ['кни\u206aга'],
    };
    expect(await lab.made(words)).toMatchObject({
      ...{ titleUk: 'Казка про кота', titleEn: 'A family 👩\u200d👧', descriptionUk: 'Раз\nдва' },
      ...{ contact: { name: 'Олена' }, tags: ['книга'] },
    });
  });

  it.each(['uk', 'en', 'pl', 'yi', 'he', 'ro', 'hu', 'bg'])(
    'of languages are those there are: %s',
    async (language) => {
      expect(await lab.made({ language })).toMatchObject({ language });
    },
  );
});
