/** A portal under test fills its database like the embedded one: with the demonstration. */
export const portalEnvironment = {
  TSUDOI_EMBEDDED: '1',
  SECRET: Buffer.alloc(32, 9).toString('base64'),
};
