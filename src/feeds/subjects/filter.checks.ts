import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { ProgrammeFilter } from '../../events/programme/programme.filter.types.ts';
import { invalidInput } from '../../platform/faults/fault.ts';
import { isWrong, type WrongParameter, wrong } from './parameter.rules.ts';
import { parameterOf, readSearch, type Search, searchOf } from './search.rules.ts';

/** What a rule found, or BAD_USER_INPUT that names the parameter. */
export function rightOrThrow<Value>(read: Value | WrongParameter): Value {
  if (!isWrong(read)) return read;
  const { parameter, rule } = read;
  throw invalidInput(`${parameter}: ${rule}`, { fields: [{ path: parameter, rule }] });
}

/** What an address searches for, within the limits of the filter that the programme takes. Throws BAD_USER_INPUT. */
export function searchOfQuery(query: URLSearchParams): Search {
  const asked = rightOrThrow(readSearch(query));
  const filter = plainToInstance(ProgrammeFilter, asked);
  const [broken] = validateSync(filter, { forbidUnknownValues: false });
  if (broken) rightOrThrow(wrongOf(broken));
  return searchOf(filter);
}

function wrongOf(error: ValidationError): WrongParameter {
  const parameter = parameterOf(error.property);
  const [rule = 'is wrong'] = Object.values(error.constraints ?? error.children?.[0]?.constraints ?? {});
  return wrong(parameter, rule.replaceAll(error.property, parameter));
}
