import encodeQR from 'qr';

/** Nothing smaller than this many modules around it is read by every telephone (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** A QR code as a picture in black on white, of any size it is drawn at. */
export function qrCode(text: string): string {
  const picture = encodeQR(text, 'svg', { ecc: 'medium', border: QUIET_ZONE });
  return picture.replace('><path', ' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h999v999H0z"/><path');
}
