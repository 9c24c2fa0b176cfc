// What people write of themselves is one line each: what would be a second line, or reads otherwise than it is written, is
// refused by the name of its field.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClassLab, REGISTER_CLASS, type SchoolMade } from './class-lab.ts';
import { aKey, BY_LINK } from './registration-lab.ts';

type Parts = Record<string, unknown>;

const REGISTER = 'mutation ($input: RegisterInput!) { result: register(input: $input) { __typename } }';
const PHONE = 'mutation ($input: RegisterByPhoneInput!) { result: registerByPhone(input: $input) { __typename } }';
const STAFF = 'mutation ($input: EditByStaffInput!) { result: editRegistrationByStaff(input: $input) { __typename } }';

let lab: ClassLab;
let school: SchoolMade;
let rosterId: string;
let ownId: string;
let link: string;

beforeAll(async () => {
  lab = await ClassLab.start();
  school = await lab.school();
  ({ rosterId } = await lab.aRoster());
  ownId = (await lab.registered(rosterId)).id;
  link = await lab.link(ownId);
});
afterAll(() => lab.app.stop());

/** Each door, with an input that it would take. */
const DOORS: Readonly<Record<string, readonly [query: string, input: () => Parts, as: 'librarian' | null]>> = {
  register: [REGISTER, () => lab.person(rosterId), null],
  registerClass: [REGISTER_CLASS, () => lab.aClass(rosterId, school, { contactPhone: '044 1' }), null],
  registerByPhone: [PHONE, () => lab.person(rosterId), 'librarian'],
  editByStaff: [STAFF, () => ({ key: aKey(), registrationId: ownId }), 'librarian'],
  editRegistration: [BY_LINK.edit, () => ({ key: aKey(), link }), null],
};

const FIELDS: readonly (readonly [door: string, field: string, good: string])[] = [
  ['register', 'name', 'Оксана Коваль'],
  ['register', 'phone', '+380 44 1'],
  ['register', 'note', 'Прийду раніше'],
  ['register', 'email', 'own@example.org'],
  ['registerClass', 'contactName', 'Оксана Коваль'],
  ['registerClass', 'contactPhone', '+380 44 1'],
  ['registerClass', 'contactEmail', 'own@example.org'],
  ['registerByPhone', 'name', 'Оксана Коваль'],
  ['registerByPhone', 'phone', '+380 44 1'],
  ['registerByPhone', 'email', 'own@example.org'],
  ['editByStaff', 'name', 'Оксана Коваль'],
  ['editByStaff', 'phone', '+380 44 1'],
  ['editByStaff', 'email', 'own@example.org'],
  ['editRegistration', 'name', 'Оксана Коваль'],
  ['editRegistration', 'phone', '+380 44 1'],
  ['editRegistration', 'note', 'Прийду раніше'],
];

const SIGNS: readonly (readonly [name: string, sign: string])[] = [
  ['CR and LF', '\r\n'],
  ['a bare CR', '\r'],
  ['a bare LF', '\n'],
  ['a tab', '\t'],
  ['NUL', '\u0000'],
  ['escape', '\u001b'],
  ['delete', '\u007f'],
  ['the next line of C1', '\u0085'],
  ['a separator of lines', '\u2028'],
  ['a separator of paragraphs', '\u2029'],
  ['a turn to the left', '\u202e'],
  ['an embedding', '\u202a'],
  ['an isolate', '\u2066'],
  ['the end of an isolate', '\u2069'],
  ['half a letter', '\ud800'],
];

const told = async (door: string, parts: Parts) => {
  const [query, input, as] = DOORS[door]!;
  const { errors } = await lab.ask(query, { input: { ...input(), ...parts } }, { as });
  return errors?.map(({ message, extensions }) => `${extensions.code}: ${message}`) ?? [];
};

describe.each(FIELDS)('%s: %s', (door, field, good) => {
  it.each(SIGNS)('is refused by its name with %s', async (_, sign) => {
    const before = await lab.registrationsOf(rosterId);
    for (const text of [`${good.slice(0, 3)}${sign}${good.slice(3)}`, `${good}${sign}`]) {
      const [error, ...others] = await told(door, { [field]: text });
      expect(others).toEqual([]);
      expect(error).toMatch(/^BAD_USER_INPUT: /);
      expect(error).toContain(field);
    }
    expect(await lab.registrationsOf(rosterId)).toEqual(before);
  });

  it('is taken without', async () => {
    expect(await told(door, { [field]: ` ${good} ` })).toEqual([]);
  });
});
