import { encodeQR } from 'qr';
import { type Html, html } from '../html.ts';

/** Quiet zone around the code, in modules (ISO/IEC 18004, section 9.1). */
const border = 4;
const pixels = 240;

/** A QR code as an image in the page itself, dark on light whatever the page's colours are: not every camera reads the reverse. */
export function qrCode(text: string, label: string): Html {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border });
  const size = rows.length;
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return html`<svg role="img" aria-label="${label}" width="${pixels}" height="${pixels}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${dark.join('')}"/></svg>`;
}
