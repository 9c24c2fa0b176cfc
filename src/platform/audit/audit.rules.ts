import type { AuditedChange } from './audit.tables.ts';

/** In the place of a value that must not outlive the thing: personal data and secrets. */
export const MASKED = '•••';

export interface AuditedFields {
  /** Fields whose change is told without their values. */
  readonly masked?: readonly string[];
  /** Fields that are no news: stamps, keys made of other fields. */
  readonly left?: readonly string[];
}

const ALWAYS_LEFT = ['version', 'updatedAt', 'createdAt'];

/** What differs, field by field; of masked fields only that they do. An absent `before` is a thing made anew. */
export function changesBetween(before: object | null, after: object, fields: AuditedFields = {}): AuditedChange[] {
  const { masked = [], left = [] } = fields;
  const old = new Map<string, unknown>(Object.entries(before ?? {}));
  return Object.entries(after).flatMap(([field, value]: [string, unknown]) => {
    if (ALWAYS_LEFT.includes(field) || left.includes(field)) return [];
    const was = old.get(field) ?? null;
    const is = value ?? null;
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    if (!masked.includes(field)) return [{ field, before: was, after: is }];
    return [{ field, before: was === null ? null : MASKED, after: is === null ? null : MASKED }];
  });
}
