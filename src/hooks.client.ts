/** Composition root of pages that live in the browser. */
import type { ClientInit } from '@sveltejs/kit';
import { readPatiently } from '#platform/patient-reading';

export const init: ClientInit = readPatiently;
