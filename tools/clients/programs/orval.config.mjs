const { TANDEM_DOCUMENT, TANDEM_URL } = process.env;

export default {
  tandem: {
    input: TANDEM_DOCUMENT,
    output: { target: 'generated/client.ts', client: 'fetch', baseUrl: TANDEM_URL },
  },
};
