import { sql, type Kysely } from 'kysely';

/**
 * The one portrait of an account: a plain lossy WebP of 320 × 320 pixels and not a byte besides. A picture that says where
 * and when it was taken has another form, and bytes behind the picture another length: neither is taken. An account that
 * is closed keeps none, whoever closes it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table portraits (
      id uuid default gen_random_uuid() constraint portraits_pkey primary key,
      account_id uuid not null constraint portraits_once unique
        constraint portraits_account references accounts on delete cascade,
      image bytea not null
        constraint portraits_size check (octet_length(image) between 30 and 40960)
        constraint portraits_format check (
          substring(image from 1 for 4) = 'RIFF'::bytea and substring(image from 9 for 8) = 'WEBPVP8 '::bytea)
        constraint portraits_square check (substring(image from 27 for 4) = decode('40014001', 'hex'))
        constraint portraits_picture_alone check (case when octet_length(image) >= 30 then
          (get_byte(image, 16) + get_byte(image, 17) * 256 + get_byte(image, 18) * 65536 + 1) / 2 * 2 + 20
            = octet_length(image) end)
    );
    create function forget_portrait_of_closed_account() returns trigger language plpgsql as $$
    begin
      delete from portraits where account_id = new.id;
      return null;
    end $$;
    create trigger portraits_of_open_accounts after update of disabled_at on accounts
      for each row when (new.disabled_at is not null) execute function forget_portrait_of_closed_account();
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger portraits_of_open_accounts on accounts;
    drop function forget_portrait_of_closed_account;
    drop table portraits;
  `.execute(db);
}
