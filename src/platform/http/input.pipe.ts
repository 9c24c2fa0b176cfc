import { ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import { invalidInput } from '../faults/fault.ts';

/**
 * The library looks through the rules of all classes for each object it checks, twice; for a class they are the same from its
 * definition on. No rule here is of a group or of a schema without a class.
 */
function keepRules(): void {
  const storage = getMetadataStorage();
  const search = storage.getTargetValidationMetadatas.bind(storage);
  const known = new WeakMap<object, ReturnType<typeof search>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    const found = known.get(target) ?? search(target, schema, always, strictGroups, groups);
    known.set(target, found);
    return found;
  };
}

keepRules();

/** Checks input classes by their decorators, and names every broken rule with its path. Unknown fields GraphQL refuses. */
export function inputPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const broken = errors.flatMap((error) => flatten(error, ''));
      return invalidInput(broken.map(({ path, rule }) => `${path}: ${rule}`).join('; '), { fields: broken });
    },
  });
}

function flatten(error: ValidationError, above: string): { path: string; rule: string }[] {
  const path = above ? `${above}.${error.property}` : error.property;
  return [
    ...Object.values(error.constraints ?? {}).map((rule) => ({ path, rule })),
    ...(error.children ?? []).flatMap((child) => flatten(child, path)),
  ];
}
