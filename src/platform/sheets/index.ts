/** Tables from outside, as anybody may speak of them. */
export * from './sheet.ts';
