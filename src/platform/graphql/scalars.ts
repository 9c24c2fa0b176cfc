import { type CustomScalar, Scalar } from '@nestjs/graphql';
import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { formatUtc, type Instant, isInstant, parseInstant } from '../time/instant.ts';
import { readLocalDate, readLocalTime } from '../time/local.ts';

/** What the program itself made is wrong: a bug, not the client's. */
function unfit(scalar: string): never {
  throw new TypeError(`a resolver answered no ${scalar}`);
}

function literal(node: ValueNode): unknown {
  return node.kind === Kind.STRING ? node.value : undefined;
}

function refuse(scalar: string, form: string): never {
  throw new GraphQLError(`${scalar} must look like ${form}`, { extensions: { code: 'BAD_USER_INPUT' } });
}

/** Marks the type for code-first fields; the values are Instants, or text already written in an event's zone. */
export abstract class DateTime {}
export abstract class LocalDate {}
export abstract class LocalTime {}

@Scalar('DateTime', () => DateTime)
export class DateTimeScalar implements CustomScalar<string, Instant> {
  description = 'An instant by RFC 3339, always with its offset: `2026-03-29T18:00:00+03:00`, or `Z` for UTC.';

  serialize(value: unknown): string {
    if (isInstant(value)) return formatUtc(value);
    return typeof value === 'string' && parseInstant(value) ? value : unfit('DateTime');
  }

  parseValue(value: unknown): Instant {
    const read = typeof value === 'string' ? parseInstant(value) : null;
    return read ?? refuse('DateTime', '2026-03-29T18:00:00+03:00');
  }

  parseLiteral(node: ValueNode): Instant {
    return this.parseValue(literal(node));
  }
}

@Scalar('LocalDate', () => LocalDate)
export class LocalDateScalar implements CustomScalar<string, string> {
  description = 'A calendar day without a zone, by ISO 8601: `2026-03-29`.';

  serialize(value: unknown): string {
    return (typeof value === 'string' && readLocalDate(value)) || unfit('LocalDate');
  }

  parseValue(value: unknown): string {
    const read = typeof value === 'string' ? readLocalDate(value) : null;
    return read ?? refuse('LocalDate', '2026-03-29, a day that exists');
  }

  parseLiteral(node: ValueNode): string {
    return this.parseValue(literal(node));
  }
}

@Scalar('LocalTime', () => LocalTime)
export class LocalTimeScalar implements CustomScalar<string, string> {
  description = 'A time of day without a zone, to the minute: `18:00`; `18:00:00` is understood too.';

  serialize(value: unknown): string {
    return (typeof value === 'string' && readLocalTime(value)) || unfit('LocalTime');
  }

  parseValue(value: unknown): string {
    const read = typeof value === 'string' ? readLocalTime(value) : null;
    return read ?? refuse('LocalTime', '18:00');
  }

  parseLiteral(node: ValueNode): string {
    return this.parseValue(literal(node));
  }
}

/** For data whose shape is not this schema's: what is held on a person, in every feature. */
export abstract class Json {}

@Scalar('JSON', () => Json)
export class JsonScalar implements CustomScalar<unknown, never> {
  description = 'Any JSON value; only answered, never taken.';

  serialize(value: unknown): unknown {
    return value;
  }

  parseValue(): never {
    return refuse('JSON', 'nothing: it is only answered');
  }

  parseLiteral(): never {
    return this.parseValue();
  }
}
