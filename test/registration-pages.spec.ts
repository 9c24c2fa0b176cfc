// The pages of the links in mails: to look changes nothing, a button does what it says once.
import { RegistrationLab } from './registration-lab.ts';

describe('the page of a link', () => {
  let lab: RegistrationLab;

  beforeAll(async () => {
    lab = await RegistrationLab.start();
  });

  afterAll(() => lab.app.stop());

  const get = (link: string, language = 'uk') =>
    lab.app.fetch(`/r/${link}`, { headers: { 'accept-language': language } });

  const press = (link: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    lab.app.fetch(`/r/${link}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(form).toString(),
    });

  const keyIn = (page: string, act: string) => new RegExp(`value="([\\w-]+-${act})"`).exec(page)?.[1] ?? '';

  it('shows what the registration is and what can be done, and changes nothing', async () => {
    const { rosterId } = await lab.aRoster({ confirmsEmail: true }, { titleUk: 'Лекція <b>про</b> мову' });
    const { id } = await lab.registered(rosterId);
    const response = await get(await lab.link(id, 'CONFIRM'));
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain('Лекція &lt;b&gt;про&lt;/b&gt; мову');
    expect(page).toContain('2019-04-24 11:00');
    expect(page).toMatch(/Підтвердити[^]*Скасувати заявку/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-robots-tag')).toBe('noindex');
    expect((await lab.registration(id)).status).toBe('UNCONFIRMED');
  });

  it('confirms at the press of its button; pressed twice it says the same, and later that the link was used', async () => {
    const { rosterId } = await lab.aRoster({ confirmsEmail: true });
    const { id } = await lab.registered(rosterId);
    const link = await lab.link(id, 'CONFIRM');
    const form = { act: 'confirm', key: keyIn(await (await get(link)).text(), 'confirm') };
    const [once, twice] = await Promise.all([press(link, form), press(link, form)]);
    expect([once.status, twice.status]).toEqual([200, 200]);
    expect((await lab.registration(id)).status).toBe('CONFIRMED');
    expect(await (await get(link, 'en')).text()).toContain('not valid any more');
    expect((await press(link, { ...form, key: 'another-key-1' })).status).toBe(409);
  });

  it('changes how many come, and says how many are free where it cannot', async () => {
    const { rosterId } = await lab.aRoster({ capacity: 4 });
    const { id } = await lab.registered(rosterId, { seats: 2 });
    await lab.registered(rosterId, { seats: 1 });
    const link = await lab.link(id);
    expect((await press(link, { act: 'edit', key: 'edit-to-three', seats: '3' })).status).toBe(200);
    const refused = await press(link, { act: 'edit', key: 'edit-to-four', seats: '4' });
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('Вільних місць: 3')]);
    expect((await lab.registration(id)).seats).toBe(3);
  });

  it.each<[string, Record<string, string>, RegExp, RegExp]>([
    ['no seats', { act: 'edit', seats: '0' }, /Місць: впишіть ціле число від 1 до 10000/, /Seats: write a whole/],
    ['less than none', { act: 'edit', seats: '-1' }, /Місць: впишіть/, /Seats: write/],
    ['a thousand million', { act: 'edit', seats: '1000000000' }, /Місць: впишіть/, /Seats: write/],
    ['a number in words', { act: 'edit', seats: 'два' }, /Місць: впишіть/, /Seats: write/],
    ['fewer adults than none', { act: 'edit', adults: '-1' }, /Дорослих: впишіть.*від 0/, /Adults: write.*from 0/],
    ['pupils of a person', { act: 'edit', pupils: '3' }, /Клас має учнів/, /A class has pupils/],
    ['a field it has not', { act: 'edit', email: 'x@example.org' }, /сторінка не приймає/, /does not take this/],
    ['an act it has not', { act: 'promote' }, /сторінка не приймає/, /does not take this/],
    ['a key that is none', { act: 'cancel', key: '<b>' }, /сторінка не приймає/, /does not take this/],
  ])('says on a page why it does not take %s, and changes nothing', async (_, form, uk, en) => {
    const { rosterId } = await lab.aRoster();
    const { id } = await lab.registered(rosterId, { seats: 2 });
    const link = await lab.link(id);
    for (const [language, words] of [['uk', uk] as const, ['en', en] as const]) {
      const response = await press(link, { key: `a-key-${language}`, ...form }, { 'accept-language': language });
      expect([response.status, response.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
      const page = await response.text();
      expect(page).toMatch(words);
      expect(page).toContain(`href="/r/${link}"`);
    }
    expect(await lab.registration(id)).toMatchObject({ seats: 2, status: 'CONFIRMED' });
  });

  it('does nothing for the page of another site', async () => {
    const { rosterId } = await lab.aRoster();
    const { id } = await lab.registered(rosterId);
    const link = await lab.link(id);
    const response = await press(link, { act: 'cancel', key: 'a-key-of-8' }, { 'sec-fetch-site': 'cross-site' });
    expect(response.status).toBe(403);
    expect((await lab.registration(id)).status).toBe('CONFIRMED');
  });

  it('is not found for a link that never was', async () => {
    expect((await get(`zkr_${'a'.repeat(43)}`)).status).toBe(404);
    expect((await get('anything')).status).toBe(404);
  });

  it('opens where to join and what to read to whoever has a sure place, and to nobody who waits', async () => {
    const materials = [
      { titleUk: 'Програма', url: 'https://example.org/programme', visibility: 'PUBLIC' },
      { titleUk: 'Зошит', url: 'https://example.org/workbook', visibility: 'AFTER_CONFIRMATION' },
      { titleUk: 'Сценарій', url: 'https://example.org/script', visibility: 'STAFF' },
    ];
    const { rosterId } = await lab.aRoster({ capacity: 1 }, { materials });
    const [one, two] = [await lab.registered(rosterId), await lab.registered(rosterId)];
    const opened = async (id: string) =>
      lab.asked(
        'query ($link: String!) { result: myRegistration(link: $link) { joinUrl materials { titleUk } } }',
        { link: await lab.link(id) },
        { as: null },
      );
    expect(await opened(one.id)).toEqual({
      joinUrl: 'https://meet.example.org/lesson',
      materials: [{ titleUk: 'Програма' }, { titleUk: 'Зошит' }],
    });
    expect(await opened(two.id)).toEqual({ joinUrl: null, materials: [] });
  });
});
