import { IsDefined, ValidateIf } from 'class-validator';

/** For an optional field of an input: its rules apply when it is there and not null. */
export const IfGiven = (): PropertyDecorator =>
  ValidateIf((_, value: unknown) => value !== undefined && value !== null);

/** For a field that may be left out but not cleared: null is refused. */
export const IfChanged = (): PropertyDecorator => (target, name) => {
  ValidateIf((_, value: unknown) => value !== undefined)(target, name);
  IsDefined({ message: '$property cannot be cleared; leave it out to keep it' })(target, name);
};
