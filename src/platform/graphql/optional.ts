import { ValidateIf } from 'class-validator';

/** For an optional field of an input: its rules apply when it is there and not null. */
export const IfGiven = (): PropertyDecorator =>
  ValidateIf((_, value: unknown) => value !== undefined && value !== null);
