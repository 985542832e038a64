export * from './promises.ts';
export { byDay, type Haste } from './when.ts';

/** How it stands with the device somebody looks from. */
export interface NoticesHere {
  /** Hands a browser's subscription to this portal alone. */
  applicationServerKey: string;
  on: boolean;
  openings: boolean;
}
