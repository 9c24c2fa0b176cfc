const MOST = 2_000;

/**
 * Whether a page or a program may follow this address: absolute, https, without a name and password in it, which would be
 * told to everybody who reads it.
 */
export function isSecureAddress(text: string): boolean {
  // Without the slashes a browser takes it for a path of the page it stands on.
  if (text.length > MOST || /\s/u.test(text) || !/^https:\/\//iu.test(text)) return false;
  const url = URL.parse(text);
  return url !== null && url.username === '' && url.password === '';
}
