import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { cleanLine, cleanText, isBlank, isOneLine } from '../text/text.rules.ts';

/** Text of one line: cleaned before its rules apply. */
export const Line = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? cleanLine(value) : value));

/**
 * Text of one line that goes into the heads of mails and into lists: what would be a second line there, or reads otherwise
 * than it is written, is refused and not mended in silence. All else is cleaned as `Line` does.
 */
export const PlainLine = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && isOneLine(value) ? cleanLine(value) : value,
    ),
    ValidateBy({
      name: 'plainLine',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isOneLine(value),
        defaultMessage: () => '$property must be one line without control characters',
      },
    }),
  );

/** Text of several lines. */
export const Lines = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? cleanText(value) : value));

/** Something a reader sees. */
export const NotBlank = () =>
  ValidateBy({
    name: 'notBlank',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && !isBlank(value),
      defaultMessage: () => 'must hold something to read',
    },
  });
