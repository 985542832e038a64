/** A QR code as one SVG path: on a field of `size`, the black squares of each row that touch are one bar. */
import QRCode from 'qrcode';

export interface Qr {
  size: number;
  path: string;
}

export function qrOf(text: string): Qr {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const rows = Array.from({ length: size }, (_, y) =>
    [...data.subarray(y * size, (y + 1) * size)].map((dark) => (dark ? '1' : '0')).join(''),
  );
  const bars = rows.flatMap((row, y) =>
    [...row.matchAll(/1+/gu)].map(
      ({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`,
    ),
  );
  return { size, path: bars.join('') };
}
