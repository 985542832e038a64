import { m } from '#paraglide/messages';
import type { DoubtReason } from './doubt.ts';

const REASONS: Record<DoubtReason, () => string> = {
  insults: m.urgent_desk_doubt_insults,
  selling: m.urgent_desk_doubt_selling,
  prank: m.urgent_desk_doubt_prank,
};

export const doubtReasonWord = (reason: DoubtReason): string => REASONS[reason]();
