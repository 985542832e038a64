import sharp from 'sharp';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { imageOf, keepPortrait, ownPortrait, removePortrait } from '#people/server';
import { now, seconds } from '#platform/clock';
import { brokenConstraint, db, inTransaction, sql } from '#platform/db';
import { useFakeClock } from '../support/clock.ts';
import { somebodyWaits } from '../support/locks.ts';
import { aBomb, aClaim, aPhotograph, aRow, waitForNextPicture } from '../support/pictures.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

let organisation: OrganisationId;
let nobu: AccountViewer;
let admin: AccountViewer;
let photograph: Buffer;

beforeAll(async () => {
  photograph = await aPhotograph();
});

beforeEach(async () => {
  organisation = await anOrganisation();
  nobu = await anAccount(organisation, 'peer_supporter');
  admin = await anAccount(organisation, 'admin', 'publisher');
});

const stored = async (viewer: AccountViewer): Promise<Buffer> =>
  (await imageOf((await ownPortrait(viewer)) ?? '')) ?? Buffer.alloc(0);

/** The colour at a point of a picture, as red, green and blue. */
async function colourAt(image: Buffer, left: number, top: number): Promise<number[]> {
  const point = { left, top, width: 1, height: 1 };
  return [...(await sharp(image).extract(point).raw().toBuffer())];
}

describe('what is kept of a photograph', () => {
  test.each(['jpeg', 'png', 'webp'] as const)(
    'is a small square of its pixels, and nothing that the camera wrote beside them (%s)',
    async (format) => {
      const sent = await aPhotograph({ format });
      expect(sent.toString('latin1')).toContain('A-NAME-IN-EXIF');
      expect(await keepPortrait(nobu, sent)).toBe('kept');
      const image = await stored(nobu);
      expect(image.length).toBeLessThanOrEqual(40 * 1024);
      const told = await sharp(image).metadata();
      expect(told).toMatchObject({ format: 'webp', width: 320, height: 320, hasAlpha: false });
      expect([told.exif, told.xmp, told.icc, told.iptc, told.orientation]).toEqual(
        Array(5).fill(undefined),
      );
      expect(image.toString('latin1')).not.toMatch(/EXIF|XMP |ICCP|A-NAME-IN-EXIF/);
    },
  );

  test('stands upright, however the telephone was held', async () => {
    await keepPortrait(nobu, await aPhotograph({ orientation: 6 }));
    const image = await stored(nobu);
    const [above, below] = [await colourAt(image, 160, 40), await colourAt(image, 160, 280)];
    expect(above[0]).toBeGreaterThan(200);
    expect(above[2]).toBeLessThan(60);
    expect(below[2]).toBeGreaterThan(200);
    expect(below[0]).toBeLessThan(60);
  });

  test('fits also where every point differs from the next', async () => {
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
    const sent = sharp({
      create: { width: 400, height: 400, channels: 3, background: 'red', noise },
    });
    expect(await keepPortrait(nobu, await sent.jpeg({ quality: 100 }).toBuffer())).toBe('kept');
    expect((await stored(nobu)).length).toBeLessThanOrEqual(40 * 1024);
  });

  test('holds nothing of what hides behind the picture', async () => {
    const behind = Buffer.from('PK\x03\x04<script>alert(1)</script>');
    expect(await keepPortrait(nobu, Buffer.concat([photograph, behind]))).toBe('kept');
    expect((await stored(nobu)).toString('latin1')).not.toMatch(/script|PK\x03\x04/);
  });
});

describe('a portrait is one’s own', () => {
  test('a new one takes the place of the old under a new address, and the old one is gone', async () => {
    await keepPortrait(nobu, photograph);
    const before = await ownPortrait(nobu);
    waitForNextPicture();
    await keepPortrait(nobu, photograph);
    const after = await ownPortrait(nobu);
    expect(after).not.toBe(before);
    expect(await imageOf(before ?? '')).toBeUndefined();
  });

  test('pressed twice at once there is one, and the next is read ten seconds later', async () => {
    const clock = useFakeClock(now());
    expect(
      await Promise.all([keepPortrait(nobu, photograph), keepPortrait(nobu, photograph)]),
    ).toEqual(['kept', 'soon']);
    const rows = db.selectFrom('portraits').where('account_id', '=', nobu.accountId);
    expect(await rows.select('id').execute()).toHaveLength(1);
    clock.advance(seconds(9));
    expect(await keepPortrait(nobu, photograph)).toBe('soon');
    expect(await keepPortrait(admin, photograph)).toBe('kept');
    clock.advance(seconds(1));
    expect(await keepPortrait(nobu, photograph)).toBe('kept');
  });

  test('what is seen at a glance to be no photograph costs nobody the ten seconds', async () => {
    expect(await keepPortrait(nobu, Buffer.from('GIF89a'))).toBe('format');
    expect(await keepPortrait(nobu, photograph)).toBe('kept');
  });

  test('nobody else removes or replaces it, not the admin either', async () => {
    await keepPortrait(nobu, photograph);
    const mine = await ownPortrait(nobu);
    await removePortrait(admin);
    expect(await keepPortrait(admin, photograph)).toBe('kept');
    await removePortrait(admin);
    expect(await ownPortrait(nobu)).toBe(mine);
    expect(await ownPortrait(admin)).toBeUndefined();
  });

  test('removed it is gone at once; with the account too, deleted or closed, and an opened one has none', async () => {
    await keepPortrait(nobu, photograph);
    const mine = (await ownPortrait(nobu)) ?? '';
    await removePortrait(nobu);
    expect(await imageOf(mine)).toBeUndefined();
    for (const disabled_at of [new Date(), null]) {
      waitForNextPicture();
      const answer = await keepPortrait(nobu, photograph);
      expect(answer).toBe(disabled_at ? 'kept' : 'closed');
      const account = db.updateTable('accounts').where('id', '=', nobu.accountId);
      await account.set({ disabled_at }).execute();
      expect(await ownPortrait(nobu)).toBeUndefined();
    }
    waitForNextPicture();
    expect(await keepPortrait(nobu, photograph)).toBe('kept');
    await db.deleteFrom('accounts').where('id', '=', nobu.accountId).execute();
    expect(await ownPortrait(nobu)).toBeUndefined();
  });
});

describe('what is no photograph is refused, and what was kept stays', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><rect/></svg>';
  const heic = '\0\0\0\x24ftypheic\0\0\0\0mif1heic';
  const tries: [string, () => Buffer | Promise<Buffer>, string][] = [
    ['nothing', () => Buffer.alloc(0), 'missing'],
    [
      'eleven megabytes',
      () => Buffer.concat([photograph, Buffer.alloc(11 * 1024 * 1024)]),
      'large',
    ],
    ['a drawing that could run script', () => Buffer.from(svg), 'format'],
    ['a page called portrait.jpg', () => Buffer.from('<html><script>1</script>'), 'format'],
    ['an animation', () => Buffer.from('GIF89a\x01\0\x01\0\x80\0\0', 'latin1'), 'format'],
    ['the format of an iPhone', () => Buffer.from(heic, 'latin1'), 'heic'],
    ['a few bytes that claim to be 60,000 points wide', () => aClaim(60_000, 60_000), 'pixels'],
    ['a line of 50 million points', () => aClaim(50_000_001, 1), 'pixels'],
    ['a strip that would be enlarged to 400 MB', () => aClaim(160, 208_000), 'pixels'],
    ['16 bits for each colour', () => aBomb({ side: 3600, deep: true }).png().toBuffer(), 'pixels'],
    [
      'lines in several passes',
      () => aBomb({ side: 3600 }).png({ progressive: true }).toBuffer(),
      'pixels',
    ],
    [
      'a photograph in several passes',
      () => aBomb({ side: 4200 }).flatten().jpeg({ progressive: true }).toBuffer(),
      'pixels',
    ],
    ['a claim with nothing behind it', () => aClaim(400, 400), 'unreadable'],
    ['half a photograph', () => photograph.subarray(0, photograph.length / 2), 'unreadable'],
    ['a stamp', () => aPhotograph({ side: 100 }), 'small'],
  ];

  test.each(tries)('%s', async (_name, sent, problem) => {
    await keepPortrait(nobu, photograph);
    const mine = await ownPortrait(nobu);
    waitForNextPicture();
    expect(await keepPortrait(nobu, await sent())).toBe(problem);
    expect(await ownPortrait(nobu)).toBe(mine);
  });

  test('a photograph of nine million points is none of these, in several passes either', async () => {
    const sent = await aBomb({ side: 3000 }).flatten().jpeg({ progressive: true }).toBuffer();
    expect(await keepPortrait(nobu, sent)).toBe('kept');
  });

  test('a drawing behind the first bytes of a photograph is not opened as one', async () => {
    const disguised = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(svg)]);
    expect(await keepPortrait(nobu, disguised)).toBe('unreadable');
  });
});

describe('the table itself holds one plain square picture for each account', () => {
  const written = (image: Buffer, account = nobu.accountId) =>
    db
      .insertInto('portraits')
      .values({ account_id: account, image })
      .execute()
      .then(() => 'taken', brokenConstraint);

  test('no other format, size, or byte behind it', async () => {
    expect(await written(aRow({ bytes: 40_962 }))).toBe('portraits_size');
    expect(await written(Buffer.from('RIFF'))).toBe('portraits_format');
    expect(await written(photograph.subarray(0, 1000))).toBe('portraits_format');
    expect(await written(aRow({ chunk: 'VP8X' }))).toBe('portraits_format');
    expect(await written(aRow({ width: 321 }))).toBe('portraits_square');
    expect(await written(Buffer.concat([aRow(), Buffer.from('EXIF')]))).toBe(
      'portraits_picture_alone',
    );
    expect(await written(aRow())).toBe('taken');
  });

  test('one for each account, and of an account', async () => {
    expect(await written(aRow())).toBe('taken');
    expect(await written(aRow())).toBe('portraits_once');
    await sql`delete from portraits`.execute(db);
    expect(await written(aRow(), '00000000-0000-4000-8000-000000000000' as never)).toBe(
      'portraits_account',
    );
  });

  test('none of an account that is closed, nor while it is being closed', async () => {
    let meanwhile: Promise<unknown> | undefined;
    await inTransaction(async (trx) => {
      const account = trx.updateTable('accounts').where('id', '=', nobu.accountId);
      await account.set({ disabled_at: now() }).execute();
      meanwhile = written(aRow());
      await somebodyWaits();
    });
    expect(await meanwhile).toBe('portraits_of_open_account');
    expect(await written(aRow())).toBe('portraits_of_open_account');
  });
});
