// What several fields of an event's inputs are checked for, each as one decorator.
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsInt,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { readEmail } from '../../identity/email.rules.ts';
import { IfGiven } from '../../platform/graphql/optional.ts';
import { Line, Lines, NotBlank } from '../../platform/graphql/written.ts';
import { cleanLine } from '../../platform/text/text.rules.ts';
import { readAddress } from './address.rules.ts';
import { isLanguageCode } from './language.rules.ts';

const MOST_LINE = 300;
const MOST_ADDRESS = 2_000;
const MOST_EMAIL = 254;
const MOST_TAG = 40;

const all =
  (...rules: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, name) =>
    rules.forEach((rule) => rule(target, name));

/** Text of one line that may be left out. */
export const OptionalLine = (most = MOST_LINE) => all(Line(), IfGiven(), NotBlank(), MaxLength(most));
/** Text of several lines that may be left out; of nothing, it clears. */
export const OptionalLines = (most: number) => all(Lines(), IfGiven(), MaxLength(most));
/** A whole number that may be left out. */
export const OptionalNumber = (least: number, most: number) => all(IfGiven(), IsInt(), Min(least), Max(most));

/** A list of things with fields of their own. */
const ListOf = (of: () => new () => object, most: number) =>
  all(IfGiven(), ArrayMaxSize(most), ValidateNested({ each: true }), Type(of));
/** The same, no two of one key; those without any are all different. */
export const ListOfDifferent = <Item>(
  of: () => new () => object,
  most: number,
  keyOf: (item: Item) => string | null | undefined,
) =>
  all(
    ListOf(of, most),
    ArrayUnique((item: Item) => keyOf(item)?.toLowerCase() ?? {}, { message: '$property must name each once' }),
  );
/** A thing with fields of its own that may be left out. */
export const OptionalPart = (of: () => new () => object) => all(IfGiven(), ValidateNested(), Type(of));

/** As a browser reads it; what it does not read stays, for the rule to refuse. */
const AsRead = () =>
  Transform(({ value }: { value: unknown }) => {
    const line: unknown = typeof value === 'string' ? cleanLine(value) : value;
    return typeof line === 'string' ? (readAddress(line) ?? line) : line;
  });
const isAddress = ValidateBy({
  name: 'secureAddress',
  validator: {
    validate: (value: unknown) => typeof value === 'string' && readAddress(value) !== null,
    defaultMessage: () => '$property must be an https:// address without a name and password in it',
  },
});
/** Where a browser goes; never a script, never in clear. */
export const Address = () => all(AsRead(), MaxLength(MOST_ADDRESS), isAddress);
export const OptionalAddress = () => all(IfGiven(), Address());

const isEmail = ValidateBy({
  name: 'email',
  validator: {
    validate: (value: unknown) => typeof value === 'string' && readEmail(value) !== null,
    defaultMessage: () => '$property must be one e-mail address',
  },
});
export const OptionalEmail = () => all(Line(), IfGiven(), MaxLength(MOST_EMAIL), isEmail);
export const OptionalPhone = () =>
  all(Line(), IfGiven(), MaxLength(MOST_TAG), Matches(/\d/, { message: '$property must hold a digit' }));

const isLanguage = ValidateBy({
  name: 'language',
  validator: {
    validate: (value: unknown) => typeof value === 'string' && isLanguageCode(value),
    defaultMessage: () => '$property must be a code of ISO 639-1 that a language has: uk',
  },
});
export const OptionalLanguage = () => all(IfGiven(), isLanguage);

/** Words to find an event by: cleaned, each once whatever its case. */
export const Tags = (most: number) =>
  all(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(cleanedTag) : value)),
    IfGiven(),
    ArrayMaxSize(most),
    ArrayUnique((tag: string) => tag.toLowerCase(), { message: '$property must name each once' }),
    NotBlankEach(),
    MaxLength(MOST_TAG, { each: true }),
  );

const cleanedTag = (tag: unknown): unknown => (typeof tag === 'string' ? cleanLine(tag) : tag);
const NotBlankEach = () =>
  Matches(/[\p{L}\p{N}]/u, { each: true, message: 'each of $property must hold a letter or a digit' });
