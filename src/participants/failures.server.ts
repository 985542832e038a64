/** Failed tries of a network, and at the first words of a phrase. */
import { hours, minutes } from '#platform/clock';
import { Failures } from '#platform/failures';

export const failuresOfNetworks = new Failures(minutes(15), 5);
export const failuresOfWords = new Failures(hours(1), 10);
