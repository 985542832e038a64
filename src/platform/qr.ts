/** A QR code as one SVG path: black squares of 1 on a field of `size`. */
import QRCode from 'qrcode';

export interface Qr {
  size: number;
  path: string;
}

export function qrOf(text: string): Qr {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const squares = [...data].flatMap((dark, at) =>
    dark ? [`M${at % size} ${Math.floor(at / size)}h1v1h-1z`] : [],
  );
  return { size, path: squares.join('') };
}
