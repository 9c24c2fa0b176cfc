/** A parameter of an address whose value cannot be meant, and what it has to be. */
export interface WrongParameter {
  readonly kind: 'WrongParameter';
  readonly parameter: string;
  readonly rule: string;
}

export function wrong(parameter: string, rule: string): WrongParameter {
  return { kind: 'WrongParameter', parameter, rule };
}

export function isWrong(value: unknown): value is WrongParameter {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'WrongParameter';
}

/** What was given for a parameter. A field of a form that nobody filled in is sent empty, and asks for nothing. */
export function valuesOf(query: URLSearchParams, parameter: string): readonly string[] {
  return query
    .getAll(parameter)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** The one value of a parameter; null for none. */
export function valueOf(query: URLSearchParams, parameter: string): string | null | WrongParameter {
  const [value = null, ...others] = new Set(valuesOf(query, parameter));
  return others.length > 0 ? wrong(parameter, 'must be given once') : value;
}

export function readWholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

export function readYesOrNo(text: string): boolean | null {
  if (/^(?:yes|true|1)$/i.test(text)) return true;
  return /^(?:no|false|0)$/i.test(text) ? false : null;
}

/** As isSlug and isId of platform/ids, which rules do not see; their spec holds them equal. */
export const SLUG = /^[a-z0-9-]{1,200}$/;
export const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Encoded for a query, but for what may stand in one as it is (RFC 3986 section 3.4): addresses are to be read. */
export function readable(text: string): string {
  return encodeURIComponent(text).replace(/%(?:2C|2F|3A)/g, decodeURIComponent);
}
