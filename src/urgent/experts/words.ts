import { m } from '#paraglide/messages';
import type { ExpertField } from './question.ts';

const FIELDS: Record<ExpertField, () => string> = {
  medical: m.experts_field_medical,
  legal: m.experts_field_legal,
  welfare: m.experts_field_welfare,
  psychology: m.experts_field_psychology,
  education: m.experts_field_education,
  work: m.experts_field_work,
};

export const fieldWord = (field: ExpertField): string => FIELDS[field]();
