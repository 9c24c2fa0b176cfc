const MOST = 2_000;

/**
 * An address that a page or a program may follow, as a browser would send it: absolute, https, without a name and password
 * in it, which would be told to everybody who reads it. Null for any other.
 */
export function readAddress(text: string): string | null {
  // Without the slashes a browser takes it for a path of the page it stands on.
  if (text.length > MOST || /\s/u.test(text) || !/^https:\/\//iu.test(text)) return null;
  const url = URL.parse(text);
  return url?.username === '' && url.password === '' && url.href.length <= MOST ? url.href : null;
}
