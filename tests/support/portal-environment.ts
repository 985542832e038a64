/** What every portal under test is started with, and whatever works on its database beside it. */
export const portalEnvironment = {
  SECRET: Buffer.alloc(32, 9).toString('base64'),
};
