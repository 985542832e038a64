/** A window of which nothing is known but that it is there. */
import type { WindowInput, WindowRecord } from '#windows';
import { UNSAID } from '../../src/windows/imports/imported-window.ts';
import type { GivenWindow } from '../../src/windows/input.ts';

export const aWindowRecord = (given: Partial<WindowRecord> & { id: string }): WindowRecord => ({
  ...UNSAID,
  name: '窓口',
  methods: ['phone'],
  prefCode: '13',
  hours: null,
  districts: [],
  excludedDistricts: [],
  verifiedOn: null,
  listedOn: '2026-11-21',
  demonstration: false,
  ...given,
});

/** A record as its keeper's form would hand it in. */
export const asTyped = (given: GivenWindow): WindowInput => ({
  ...given,
  phone: given.phone ?? '',
  email: given.email ?? '',
  url: given.url ?? '',
  address: given.address ?? '',
  sourceUrl: given.sourceUrl ?? '',
  sourceDate: given.sourceDate ?? '',
});
