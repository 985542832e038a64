/** Ids made of what they stand for: of what ships with the portal the same in every database, so that links to it last. */
import { createHash } from 'node:crypto';

export function steadyId(what: string): string {
  const hex = createHash('sha256').update(what).digest('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/u, '$1-$2-4$3-8$4-$5');
}
