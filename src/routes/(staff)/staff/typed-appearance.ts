/** What somebody typed of themselves in `HostSelf.svelte`. */
import { textOf } from '#platform/form';
import { typedNumber } from './typed.ts';

export const typedAppearance = (data: FormData) => ({
  nickname: textOf(data, 'nickname'),
  message: textOf(data, 'message'),
  drawing: typedNumber(textOf(data, 'drawing')),
});
