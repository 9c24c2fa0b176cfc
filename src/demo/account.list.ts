import type { Role } from '../platform/access/viewer.ts';

/** Nobody gets mail under this name (RFC 2606). */
export const DEMO_DOMAIN = 'demo.example';

/** Known to everybody who reads this: the accounts are made, and stay, only where this machine alone gets in. */
export const DEMO_PASSWORD = 'zakhid-demo-city';

export interface DemoAccount {
  readonly role: Role;
  readonly email: string;
  readonly name: string;
}

const account = (role: Role, name: string): DemoAccount => ({
  role,
  name,
  email: `${role.toLowerCase().replace('_', '-')}@${DEMO_DOMAIN}`,
});

export const demoAccounts: readonly DemoAccount[] = [
  account('ADMIN', 'Олена Коваль'),
  account('COORDINATOR', 'Ірина Мельник'),
  account('REPORTER', 'Петро Шевченко'),
  account('LIBRARIAN', 'Марія Бондар'),
  account('APPROVER', 'Наталія Ткач'),
  account('TRAINER', 'Андрій Лисенко'),
  account('DOOR', 'Софія Гнатюк'),
  account('TEACHER', 'Оксана Романюк'),
  account('SCHOOL_HEAD', 'Василь Кравець'),
  account('NOMINATOR', 'Тарас Поліщук'),
];
