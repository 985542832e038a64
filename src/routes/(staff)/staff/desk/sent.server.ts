import { error, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { fieldsOf } from '#platform/form';

/** What a form of the desk says; one that no page of ours sends is no form. */
export async function sent<Input>(event: RequestEvent, input: z.ZodType<Input>): Promise<Input> {
  const parsed = input.safeParse(fieldsOf(await event.request.formData()));
  if (!parsed.success) error(400);
  return parsed.data;
}
