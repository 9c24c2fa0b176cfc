import { registerEnumType } from '@nestjs/graphql';

type Codes<Code extends string> = { readonly [Name in Code]: Name };

/** Makes a GraphQL enum of a list of codes; every code has its description, so that none is added without one. */
export function enumOf<Code extends string>(
  name: string,
  description: string,
  described: Readonly<Record<Code, string>>,
): Codes<Code> {
  const codes = Object.keys(described) as Code[];
  const values = Object.fromEntries(codes.map((code) => [code, code])) as Codes<Code>;
  registerEnumType(values, {
    name,
    description,
    valuesMap: Object.fromEntries(codes.map((code) => [code, { description: described[code] }])) as Codes<Code> &
      object,
  });
  return values;
}
