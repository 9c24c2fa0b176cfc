import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { invalidInput } from '../faults/fault.ts';

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
