import { z } from 'zod';
import { contactInput } from '../../input.ts';
import { DOUBT_REASONS } from './doubt.ts';

export const doubtInput = contactInput.extend({ reason: z.enum(DOUBT_REASONS) });
