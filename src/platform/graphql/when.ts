import { Matches, ValidateBy, type ValidationArguments } from 'class-validator';
import type { Instant } from '../time/instant.ts';

/** For a calendar day of an input: the years a calendar program understands; Postgres and people stop elsewhere. */
export const InOurTime = () => Matches(/^20\d\d-/, { message: '$property must lie in the years 2000 to 2099' });

/** For `to` of an input that may have a `from`. */
export const AfterFrom = () =>
  ValidateBy({
    name: 'afterFrom',
    validator: {
      validate: (to: Instant, about?: ValidationArguments) => {
        const { from } = (about?.object ?? {}) as { readonly from?: Instant | null };
        return !from || to > from;
      },
      defaultMessage: () => 'to must be later than from',
    },
  });
