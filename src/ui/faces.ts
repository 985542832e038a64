/** The drawn faces that stand for people without a photograph. */

const CROPPED =
  'M25 43c-2-19 8-28 22-28s24 9 22 28l-2 12c2-14-3-22-9-24-9 4-21 3-27 1-4 4-6 12-4 22z';
const SHORT = 'M27 40c-2-15 7-24 20-24s22 9 20 24c-2-8-5-12-10-14-6 3-14 3-20 0-5 3-8 7-10 14z';
export const LONG =
  'M24 66c-4-14-4-30 2-40 5-8 12-12 21-12s17 4 22 12c5 10 5 26 1 40-3-3-4-8-4-14 0-12-3-19-9-23-8 4-18 5-25 2-3 5-4 12-4 21 0 6-1 11-4 14z';

/** How each face of `Face.svelte` is drawn. */
export const LOOKS = [
  {
    back: '#E4EDE6',
    coat: '#7D9C8E',
    skin: '#EBC9AE',
    hair: '#3B3330',
    cut: CROPPED,
    glasses: false,
  },
  {
    back: '#ECE6F0',
    coat: '#8C7A9E',
    skin: '#E3BB9C',
    hair: '#6E6A68',
    cut: SHORT,
    glasses: true,
  },
  {
    back: '#F3E9DC',
    coat: '#B08968',
    skin: '#EDCDB4',
    hair: '#4A3A32',
    cut: LONG,
    glasses: false,
  },
  {
    back: '#E3EAF3',
    coat: '#6F86A8',
    skin: '#DFB695',
    hair: '#2F2B2A',
    cut: SHORT,
    glasses: false,
  },
  {
    back: '#EFE9DD',
    coat: '#7E8C6A',
    skin: '#E8C4A6',
    hair: '#8A8582',
    cut: LONG,
    glasses: true,
  },
] as const;

/** Their numbers, to choose one by. */
export const FACES = [1, 2, 3, 4, 5] as const;
