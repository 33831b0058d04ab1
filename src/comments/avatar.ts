const side = 5;
const half = 3;
const cell = 10;
const margin = 7;

/** A small mirrored pattern of squares from 16 hex digits: the same name on the same site always looks the same. */
export function avatarSvg(hash: string): string {
  const hue = Number.parseInt(hash.slice(0, 3), 16) % 360;
  const bits = Number.parseInt(hash.slice(3, 7), 16);
  const squares = Array.from({ length: side * half }, (_, at) => ({
    column: at % half,
    row: Math.floor(at / half),
    isOn: ((bits >> at) & 1) === 1,
  }));
  const path = squares
    .flatMap(({ column, row, isOn }) => (isOn ? [...new Set([column, side - 1 - column])].map((x) => square(x, row)) : []))
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64"><path fill="hsl(${hue} 35% 88%)" d="M0 0h64v64H0z"/><path fill="hsl(${hue} 55% 42%)" d="${path}"/></svg>`;
}

function square(column: number, row: number): string {
  return `M${margin + column * cell} ${margin + row * cell}h${cell}v${cell}h-${cell}z`;
}
