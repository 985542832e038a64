import { blamesData, withReserve } from '#platform/db';
import { gather } from '#platform/gather';

/** What presses need is asked and written once for all that come together, whoever began it, while others wait for the database. */
export const together = <In, Out>(act: (inputs: In[]) => Promise<Out[]>) =>
  gather((inputs: In[]) => withReserve(() => act(inputs)), { most: 100, blamesOne: blamesData });
