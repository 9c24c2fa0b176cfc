import type { Role } from '../platform/access/viewer.ts';
import type { Language } from '../platform/language/language.ts';

/** What a role is limited to. CITY is no limit. */
export const SCOPE_KINDS = ['CITY', 'PLAN', 'BODY', 'OUTLET', 'BRANCH', 'EVENT', 'SCHOOL'] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** Within which scopes a role can be given. */
export const SCOPES_OF_ROLE: Readonly<Record<Role, readonly ScopeKind[]>> = {
  ADMIN: ['CITY'],
  COORDINATOR: ['PLAN'],
  REPORTER: ['BODY'],
  LIBRARIAN: ['BRANCH'],
  APPROVER: ['BRANCH'],
  TRAINER: ['CITY'],
  DOOR: ['BRANCH', 'EVENT'],
  TEACHER: ['SCHOOL'],
  SCHOOL_HEAD: ['SCHOOL'],
  NOMINATOR: ['BODY', 'OUTLET'],
};

export interface WrongScope {
  readonly kind: 'WrongScope';
  readonly message: string;
  readonly fitting: readonly ScopeKind[];
}

export function wrongScope(role: Role, language: Language): WrongScope {
  const fitting = SCOPES_OF_ROLE[role];
  return {
    kind: 'WrongScope',
    message:
      language === 'uk'
        ? `Роль ${role} дається лише в межах: ${fitting.join(', ')}.`
        : `The role ${role} is given only within: ${fitting.join(', ')}.`,
    fitting,
  };
}
