import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { cleanLine, cleanText, isBlank } from '../text/text.rules.ts';

/** Text of one line: cleaned before its rules apply. */
export const Line = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? cleanLine(value) : value));
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
